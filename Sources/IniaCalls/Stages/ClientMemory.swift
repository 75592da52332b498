internal import IniaPrimitives
internal import Synchronization

/// What a client has learned from its calls, and its next calls go by.
///
/// Each call looks in here several times, for a moment: a lock costs a twentieth of a visit to an actor, which for a
/// task on the event loop is a round through its queue. Of buckets and endpoints a client that lives long may meet any
/// number, and learns again what it has forgotten.
final class ClientMemory: Sendable {
    private let regions = Recents<String, String>(limit: 1000)
    private let skew = Mutex(Duration.zero)
    private let endpoints = Recents<EndpointKey, KnownEndpoint>(limit: 1000)
    private let refusals = Recents<EndpointKey, Timestamp>(limit: 1000)
    /// Questions for endpoints that are under way; nil is the answer of a service that could not be asked.
    let questions = Flights<EndpointKey, KnownEndpoint?>()

    // MARK: Regions of buckets

    /// The region in which a bucket was found to be.
    func region(of bucket: String) -> String? { regions.value(for: bucket) }

    /// Notes where a bucket was found.
    func note(_ region: String, of bucket: String) { regions.keep(region, for: bucket) }

    // MARK: The service's clock

    /// How much has to be added to this machine's clock to agree with the service's.
    var clockSkew: Duration { skew.withLock { $0 } }

    /// Notes by how much the clocks differ.
    func noteClockSkew(_ difference: Duration) { skew.withLock { $0 = difference } }

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
    func endpoint(for key: EndpointKey) -> KnownEndpoint? { endpoints.value(for: key) }

    /// Notes an endpoint that the service named.
    func note(_ endpoint: KnownEndpoint, for key: EndpointKey) {
        endpoints.keep(endpoint, for: key)
        refusals.forget(key)
    }

    /// Forgets an endpoint that turned out to be wrong.
    func forgetEndpoint(for key: EndpointKey) { endpoints.forget(key) }

    /// Notes that endpoints could not be asked for, so that nobody asks again before a time.
    func noteRefusal(for key: EndpointKey, until time: Timestamp) { refusals.keep(time, for: key) }

    /// Whether endpoints could not be asked for a short while ago.
    func wasRefused(for key: EndpointKey, now: Timestamp) -> Bool {
        refusals.value(for: key).map { now < $0 } ?? false
    }
}
