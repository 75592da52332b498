internal import Synchronization

/// What hears of a transport: nearly always nothing, which is found out without a lock.
final class TransportMonitors: Sendable {
    private let all = Mutex<[any TransportMonitor]>([])
    private let count = Atomic(0)

    var isEmpty: Bool { count.load(ordering: .relaxed) == 0 }

    func add(_ monitor: any TransportMonitor) {
        all.withLock { all in
            all.append(monitor)
            count.store(all.count, ordering: .relaxed)
        }
    }

    /// Tells every monitor.
    func tell(_ told: (any TransportMonitor) -> Void) {
        guard !isEmpty else { return }
        for monitor in all.withLock({ $0 }) { told(monitor) }
    }

    /// Tells every monitor of something that took time.
    func tell(since start: Moment, _ told: (any TransportMonitor, Duration) -> Void) {
        guard !isEmpty else { return }
        let duration = Duration.nanoseconds(Moment.now.nanoseconds - start.nanoseconds)
        tell { told($0, duration) }
    }
}
