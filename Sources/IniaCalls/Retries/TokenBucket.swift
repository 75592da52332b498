/// Tokens that accrue at a steady rate; whoever sends a request takes one.
///
/// Times are in seconds from any fixed point; the bucket never reads a clock.
struct TokenBucket: Sendable, Equatable {
    /// The slowest rate in tokens per second.
    static let minimumRate = 0.5
    /// What rounding may leave of a token that is due.
    private static let tolerance = 1e-9

    /// Tokens per second.
    private(set) var rate: Double
    /// The most tokens that are kept.
    private(set) var capacity: Double
    /// The tokens that are there.
    private(set) var available = 0.0
    private var refilled: Double

    /// Creates an empty bucket.
    init(rate: Double, at time: Double) {
        self.rate = max(rate, Self.minimumRate)
        capacity = max(rate, 1)
        refilled = time
    }

    /// Sets the rate from now on; until now tokens have accrued at the old one.
    mutating func setRate(_ newRate: Double, at time: Double) {
        refill(at: time)
        rate = max(newRate, Self.minimumRate)
        capacity = max(newRate, 1)
        available = min(available, capacity)
    }

    /// Takes a token and gives nil, or takes none and gives the seconds until one is there.
    mutating func take(at time: Double) -> Double? {
        refill(at: time)
        guard available < 1 - Self.tolerance else {
            available -= 1
            return nil
        }
        return (1 - available) / rate
    }

    private mutating func refill(at time: Double) {
        available = min(capacity, available + max(time - refilled, 0) * rate)
        refilled = time
    }
}
