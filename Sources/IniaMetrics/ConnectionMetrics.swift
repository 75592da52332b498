public import CoreMetrics
public import Inia

/// Records a transport's connections with swift-metrics, under the names that AWS's SDKs share.
///
/// | metric | kind | what |
/// |---|---|---|
/// | `smithy.client.http.connections.usage` | meter | connections by `state`: `idle`, `acquired`, `opening` |
/// | `smithy.client.http.requests.usage` | meter | requests by `state`: `queued` are those that wait for a connection |
/// | `smithy.client.http.connections.acquire_duration` | timer | how long requests waited for a connection |
/// | `smithy.client.http.connections.open_duration` | timer | how long connections took to open |
/// | `smithy.client.http.connections.opened` | counter | connections that were opened |
/// | `smithy.client.http.connections.failed` | counter | connections that could not be, with `exception.type` |
///
///     await Transport.shared.observe(ConnectionMetrics())
public final class ConnectionMetrics: TransportMonitor {
    private let factory: any MetricsFactory
    private let idle: Meter
    private let acquired: Meter
    private let opening: Meter
    private let queued: Meter
    private let acquireDuration: Timer
    private let openDuration: Timer
    private let opened: Counter

    /// Creates a monitor that records with a factory (default: the one that the process was started with).
    public init(factory: any MetricsFactory = MetricsSystem.factory) {
        self.factory = factory
        let connections = "smithy.client.http.connections"
        func usage(_ state: String) -> Meter {
            Meter(label: "\(connections).usage", dimensions: [("state", state)], factory: factory)
        }
        idle = usage("idle")
        acquired = usage("acquired")
        opening = usage("opening")
        queued = Meter(
            label: "smithy.client.http.requests.usage", dimensions: [("state", "queued")], factory: factory)
        acquireDuration = Timer(label: "\(connections).acquire_duration", factory: factory)
        openDuration = Timer(label: "\(connections).open_duration", factory: factory)
        opened = Counter(label: "\(connections).opened", factory: factory)
    }

    /// Records what is held.
    public func changed(_ statistics: TransportStatistics) {
        idle.set(statistics.idle)
        acquired.set(statistics.busy)
        opening.set(statistics.opening)
        queued.set(statistics.waiting)
    }

    /// Records a request's waiting.
    public func acquired(host: String, after wait: Duration) { acquireDuration.take(wait) }

    /// Records an opening.
    public func opened(host: String, after duration: Duration) {
        opened.increment()
        openDuration.take(duration)
    }

    /// Records an opening that failed.
    public func failedToOpen(host: String, after duration: Duration, _ error: any Error) {
        Counter(
            label: "smithy.client.http.connections.failed",
            dimensions: [("exception.type", ErrorName(error).description)], factory: factory
        ).increment()
    }
}
