public import IniaSigning
internal import Synchronization

/// Asks one source after the other; the first that has credentials is asked for new ones from then on.
public final class CredentialChain: CredentialSource {
    private let sources: [any CredentialSource]
    private let settled = Mutex<(any CredentialSource)?>(nil)

    /// Creates a chain of sources in order.
    public init(_ sources: [any CredentialSource]) { self.sources = sources }

    /// The name of the source that gave the credentials, or `chain` where none has yet.
    public var name: String { settled.withLock { $0 }?.name ?? "chain" }

    /// The names of all sources, in order.
    public var sourceNames: [String] { sources.map(\.name) }

    /// The credentials of the first source that has some, or nil.
    ///
    /// - Throws: what the first source throws that throws; later ones are then not asked.
    public func load() async throws -> Credentials? {
        if let source = settled.withLock({ $0 }) {
            guard let credentials = try await source.load() else {
                throw IdentityError(.retrieval, "The source of credentials has none any more.", source: source.name)
            }
            return credentials
        }
        for source in sources {
            guard let credentials = try await source.load() else { continue }
            settled.withLock { $0 = source }
            return credentials
        }
        return nil
    }
}
