internal import IniaPrimitives
internal import Synchronization

/// What a client has learned from its calls, and its next calls go by.
///
/// Each call looks in here several times, for a moment: a lock costs a twentieth of a visit to an actor, which for a task
/// on the event loop is a round through its queue.
final class ClientMemory: Sendable {
    private struct Lessons {
        var regions: [String: String] = [:]
        var skew = Duration.zero
        var endpoints: [EndpointKey: KnownEndpoint] = [:]
        var refusals: [EndpointKey: Timestamp] = [:]
    }

    private let lessons = Mutex(Lessons())
    /// Questions for endpoints that are under way; nil is the answer of a service that could not be asked.
    let questions = Flights<EndpointKey, KnownEndpoint?>()

    // MARK: Regions of buckets

    /// The region in which a bucket was found to be.
    func region(of bucket: String) -> String? { lessons.withLock { $0.regions[bucket] } }

    /// Notes where a bucket was found.
    func note(_ region: String, of bucket: String) { lessons.withLock { $0.regions[bucket] = region } }

    // MARK: The service's clock

    /// How much has to be added to this machine's clock to agree with the service's.
    var clockSkew: Duration { lessons.withLock(\.skew) }

    /// Notes by how much more the clocks differ than was known.
    func correctClock(by further: Duration) { lessons.withLock { $0.skew += further } }

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
    func endpoint(for key: EndpointKey) -> KnownEndpoint? { lessons.withLock { $0.endpoints[key] } }

    /// Notes an endpoint that the service named.
    func note(_ endpoint: KnownEndpoint, for key: EndpointKey) {
        lessons.withLock { lessons in
            lessons.endpoints[key] = endpoint
            lessons.refusals[key] = nil
        }
    }

    /// Forgets an endpoint that turned out to be wrong.
    func forgetEndpoint(for key: EndpointKey) { lessons.withLock { $0.endpoints[key] = nil } }

    /// Notes that endpoints could not be asked for, so that nobody asks again before a time.
    func noteRefusal(for key: EndpointKey, until time: Timestamp) { lessons.withLock { $0.refusals[key] = time } }

    /// Whether endpoints could not be asked for a short while ago.
    func wasRefused(for key: EndpointKey, now: Timestamp) -> Bool {
        lessons.withLock { $0.refusals[key].map { now < $0 } ?? false }
    }
}
