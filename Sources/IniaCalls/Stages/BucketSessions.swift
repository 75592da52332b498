internal import IniaPrimitives
internal import IniaSigning

/// The sessions with buckets that a client has open.
actor BucketSessions {
    /// Whose session with which bucket.
    struct Key: Hashable, Sendable {
        let identity: String
        let bucket: String
    }

    private struct Session {
        let credentials: Credentials
        var lastUse: Timestamp
    }

    private var sessions: [Key: Session] = [:]
    private let openings = Flights<Key, Credentials>()

    /// The most sessions that are kept.
    private static let limit = 100

    /// The credentials of a session, which is opened or renewed where that is due.
    ///
    /// Whoever comes while a session is being opened waits for that same one, and leaves at once where cancelled.
    func credentials(
        _ key: Key, now: Timestamp, open: @escaping @Sendable () async throws -> Credentials
    ) async throws -> Credentials {
        let known = sessions[key]?.credentials
        let left = known?.expiration.map { now.duration(to: $0) }
        if let known, left.map({ $0 > .seconds(45) }) ?? true {
            sessions[key]?.lastUse = now
            return known
        }
        do {
            let fresh = try await openings.value(for: key, open)
            sessions[key] = Session(credentials: fresh, lastUse: now)
            evict()
            return fresh
        } catch let error as CancellationError {
            throw error
        } catch {
            if let known, left.map({ $0 > .seconds(10) }) ?? false { return known }
            throw error
        }
    }

    private func evict() {
        guard sessions.count > Self.limit else { return }
        if let oldest = sessions.min(by: { $0.value.lastUse < $1.value.lastUse })?.key { sessions[oldest] = nil }
    }
}
