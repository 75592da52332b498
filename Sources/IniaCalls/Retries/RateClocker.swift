/// Measures how many responses a second come in, in half-second intervals with exponential smoothing.
///
/// Times are in seconds since 1970: the intervals are those of the clock on the wall.
struct RateClocker: Sendable, Equatable {
    private static let smoothing = 0.8
    private static let intervalsPerSecond = 2.0

    private var rate = 0.0
    private var count = 0.0
    private var interval: Double

    init(at time: Double) { interval = time.rounded(.down) }

    /// Counts one response and gives the rate as of the last full interval.
    mutating func record(at time: Double) -> Double {
        count += 1
        let current = (time * Self.intervalsPerSecond).rounded(.down) / Self.intervalsPerSecond
        if current > interval {
            rate = count / (current - interval) * Self.smoothing + rate * (1 - Self.smoothing)
            count = 0
            interval = current
        }
        return rate
    }
}
