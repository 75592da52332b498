internal import IniaPrimitives
internal import IniaSigning

/// What a client has learned from its calls, and its next calls go by.
actor ClientMemory {
    private var regions: [String: String] = [:]
    private var skew = Duration.zero
    private var endpoints: [EndpointKey: KnownEndpoint] = [:]
    private var refusals: [EndpointKey: Timestamp] = [:]
    private var sessions: [SessionKey: Session] = [:]

    /// The most sessions that are kept.
    private static let sessionLimit = 100

    // MARK: Regions of buckets

    /// The region in which a bucket was found to be.
    func region(of bucket: String) -> String? { regions[bucket] }

    /// Notes where a bucket was found.
    func note(_ region: String, of bucket: String) { regions[bucket] = region }

    // MARK: The service's clock

    /// How much has to be added to this machine's clock to agree with the service's.
    var clockSkew: Duration { skew }

    /// Notes by how much more the clocks differ than was known.
    func correctClock(by further: Duration) { skew += further }

    // MARK: Discovered endpoints

    /// What an endpoint was asked for: endpoints are not shared between identities.
    struct EndpointKey: Hashable, Sendable {
        let identity: String
        let operation: String?
        let identifiers: [String]
    }

    /// An endpoint that the service named.
    struct KnownEndpoint: Sendable {
        let address: String
        let expiry: Timestamp
    }

    /// The endpoint that was named last, fresh or stale.
    func endpoint(for key: EndpointKey) -> KnownEndpoint? { endpoints[key] }

    /// Notes an endpoint that the service named.
    func note(_ endpoint: KnownEndpoint, for key: EndpointKey) {
        endpoints[key] = endpoint
        refusals[key] = nil
    }

    /// Forgets an endpoint that turned out to be wrong.
    func forgetEndpoint(for key: EndpointKey) { endpoints[key] = nil }

    /// Notes that endpoints could not be asked for, so that nobody asks again before a time.
    func noteRefusal(for key: EndpointKey, until time: Timestamp) { refusals[key] = time }

    /// Whether endpoints could not be asked for a short while ago.
    func wasRefused(for key: EndpointKey, now: Timestamp) -> Bool { refusals[key].map { now < $0 } ?? false }

    // MARK: Sessions

    /// Whose session with which bucket.
    struct SessionKey: Hashable, Sendable {
        let identity: String
        let bucket: String
    }

    private struct Session {
        var credentials: Credentials?
        var refresh: Task<Credentials, any Error>?
        var lastUse: Timestamp
    }

    /// The credentials of a session, which is opened or renewed where that is due.
    ///
    /// Whoever comes while a session is being opened waits for that same one; it is opened by nobody's own task, so
    /// that one caller's cancellation is not felt by another.
    func session(
        _ key: SessionKey, now: Timestamp, open: @escaping @Sendable () async throws -> Credentials
    ) async throws -> Credentials {
        let known = sessions[key]?.credentials
        let left = known?.expiration.map { now.duration(to: $0) }
        if let known, left.map({ $0 > .seconds(45) }) ?? true {
            sessions[key]?.lastUse = now
            return known
        }
        let refresh = sessions[key]?.refresh ?? Task.detached { try await open() }
        sessions[key] = Session(credentials: known, refresh: refresh, lastUse: now)
        evict()
        do {
            let fresh = try await refresh.value
            sessions[key] = Session(credentials: fresh, refresh: nil, lastUse: now)
            return fresh
        } catch {
            sessions[key]?.refresh = nil
            if let known, left.map({ $0 > .seconds(10) }) ?? false { return known }
            throw error
        }
    }

    private func evict() {
        guard sessions.count > Self.sessionLimit else { return }
        if let oldest = sessions.min(by: { $0.value.lastUse < $1.value.lastUse })?.key { sessions[oldest] = nil }
    }
}
