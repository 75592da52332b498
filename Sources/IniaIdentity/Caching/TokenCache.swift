public import IniaHost
internal import IniaPrimitives
public import IniaSigning

/// One place where bearer tokens may come from. It fetches anew each time; ``TokenCache`` remembers.
public protocol TokenSource: Sendable {
    /// The name that botocore gives the source: `env`, `sso`.
    var name: String { get }

    /// The token, or nil where this place has none and the next one is to be asked.
    func load() async throws -> BearerToken?
}

/// Remembers a token and fetches it again before it expires, by the same rules as ``CredentialCache``, though at most
/// once a minute.
public actor TokenCache: TokenProvider {
    private let source: any TokenSource
    private let clock: any HostClock
    private var current: BearerToken?
    private var flight: Flight<BearerToken?>?
    private var nextRefresh: Timestamp?

    /// Creates an empty cache in front of a source.
    public init(_ source: any TokenSource, clock: any HostClock) {
        self.source = source
        self.clock = clock
    }

    /// A token that is good now, or nil where the source has none.
    public func token() async throws -> BearerToken? {
        guard let current else { return try await refreshed() }
        let now = clock.now
        let freshness = Freshness(until: current.expiration, at: now)
        if freshness == .fresh { return current }
        let isExpired = current.expiration.map { $0 <= now } ?? false
        if !isExpired {
            if let nextRefresh, now < nextRefresh { return current }
            if freshness == .advisory, let flight, !flight.isOver { return current }
        }
        do { return try await refreshed() } catch let error as CancellationError {
            throw error
        } catch {
            if freshness == .mandatory { throw error }
            return current
        }
    }

    private func refreshed() async throws -> BearerToken? {
        while true {
            let flight = running()
            if let token = try await flight.join() { return token }
        }
    }

    private func running() -> Flight<BearerToken?> {
        if let flight, !flight.isOver { return flight }
        nextRefresh = clock.now.advanced(by: .seconds(60))
        let fresh = Flight { [self] in try await fetch() }
        flight = fresh
        return fresh
    }

    private func fetch() async throws -> BearerToken? {
        guard let found = try await source.load() else { return nil }
        if let expiration = found.expiration, expiration <= clock.now {
            throw IdentityError(.expired, "Token has expired and refresh failed", source: source.name)
        }
        current = found
        return found
    }
}
