internal import CoreMetrics

extension Timer {
    /// Records a duration, as precisely as timers do. The like of it in `Metrics` would link Foundation.
    func take(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        recordNanoseconds(seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000)
    }
}
