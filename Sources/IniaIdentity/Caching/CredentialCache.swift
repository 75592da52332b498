public import IniaHost
internal import IniaPrimitives
public import IniaSigning

/// Remembers credentials and fetches them again before they expire.
///
/// Within 15 minutes of their end the first caller fetches new ones while the others use the old; if that fails, the
/// old ones are used for another minute before the next try. Within 10 minutes everybody waits, and a failure is
/// thrown. A failure is never remembered; nor is it, that there are no credentials.
public actor CredentialCache: CredentialProvider {
    private let source: any CredentialSource
    private let clock: any HostClock
    private var current: Credentials?
    private var flight: Flight<Credentials?>?
    /// When the next refresh that is not urgent may be tried, after one has failed.
    private var nextAdvisoryRefresh: Timestamp?

    /// Creates an empty cache in front of a source.
    public init(_ source: any CredentialSource, clock: any HostClock) {
        self.source = source
        self.clock = clock
    }

    /// The name of the source that gives the credentials, as botocore calls it; `chain` before one has been found.
    public nonisolated var sourceName: String { source.name }

    /// Credentials that are good now, or nil where the source has none.
    public func credentials() async throws -> Credentials? {
        guard let current else { return try await refreshed() }
        let now = clock.now
        switch Freshness(until: current.expiration, at: now) {
        case .fresh: return current
        case .mandatory: return try await refreshed()
        case .advisory:
            if let flight, !flight.isOver { return current }
            if let nextAdvisoryRefresh, now < nextAdvisoryRefresh { return current }
            do { return try await refreshed() } catch let error as CancellationError {
                throw error
            } catch {
                nextAdvisoryRefresh = now.advanced(by: .seconds(60))
                return current
            }
        }
    }

    private func refreshed() async throws -> Credentials? {
        while true {
            let flight = running()
            // Nil in the outer place: the last of those who waited was cancelled before this caller came.
            if let credentials = try await flight.join() { return credentials }
        }
    }

    private func running() -> Flight<Credentials?> {
        if let flight, !flight.isOver { return flight }
        let fresh = Flight { [self] in try await fetch() }
        flight = fresh
        return fresh
    }

    private func fetch() async throws -> Credentials? {
        guard let found = try await source.load() else { return nil }
        if let expiration = found.expiration, expiration <= clock.now {
            throw IdentityError(
                .expired, "Credentials were refreshed, but the refreshed credentials are still expired.",
                source: source.name)
        }
        current = found
        nextAdvisoryRefresh = nil
        return found
    }
}
