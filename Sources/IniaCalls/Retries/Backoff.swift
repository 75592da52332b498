internal import Glibc

/// How long to wait before an attempt, in seconds, with chance as an argument.
enum Backoff {
    /// The longest pause of the standard and adaptive modes.
    static let ceiling = 20.0

    /// A random part of an exponentially growing time (truncated binary exponential backoff with full jitter).
    ///
    /// - Parameters:
    ///   - attempt: the number of the attempt that failed, 1 for the first.
    ///   - scale: the longest pause after the first attempt.
    ///   - jitter: a random number from 0 to 1.
    static func standard(after attempt: Int, scale: Double = 1, jitter: Double) -> Double {
        jitter * min(scale * pow(2, Double(attempt - 1)), ceiling)
    }

    /// The same, held to a time that the service asked for: at least the backoff, and at most so much longer.
    static func hinted(_ backoff: Double, by hint: Double, within addition: Double) -> Double {
        max(backoff, min(hint, backoff + addition))
    }

    /// The legacy mode's exponential time, without a ceiling.
    static func legacy(after attempt: Int, base: Double, growth: Double) -> Double {
        base * pow(growth, Double(attempt - 1))
    }
}

extension Duration {
    /// A duration of fractional seconds, held to what a pause can be: from none to thirty years.
    init(pause seconds: Double) {
        self = seconds.isNaN ? .zero : .seconds(min(max(seconds, 0), 1e9))
    }
}
