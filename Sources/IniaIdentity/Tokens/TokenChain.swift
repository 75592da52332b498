public import IniaSigning
internal import Synchronization

/// Asks one source of tokens after the other; the first that has one is asked for new ones from then on.
public final class TokenChain: TokenSource {
    private let sources: [any TokenSource]
    private let settled = Mutex<(any TokenSource)?>(nil)

    /// Creates a chain of sources in order.
    public init(_ sources: [any TokenSource]) { self.sources = sources }

    /// The name of the source that gave the token, or `chain` where none has yet.
    public var name: String { settled.withLock { $0 }?.name ?? "chain" }

    /// The token of the first source that has one, or nil.
    public func load() async throws -> BearerToken? {
        if let source = settled.withLock({ $0 }) { return try await source.load() }
        for source in sources {
            guard let token = try await source.load() else { continue }
            settled.withLock { $0 = source }
            return token
        }
        return nil
    }
}
