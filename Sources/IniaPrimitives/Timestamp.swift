/// A point in time: seconds since 1970-01-01T00:00:00Z, leap seconds not counted, and nanoseconds.
public struct Timestamp: Hashable, Sendable {
    /// Whole seconds since 1970, rounded down.
    public let seconds: Int64
    /// Nanoseconds after ``seconds``, from 0 to 999,999,999.
    public let nanoseconds: Int32

    /// Creates a time from seconds and any number of nanoseconds, which are carried over.
    ///
    /// Out-of-range sums are clamped, so that no input traps.
    public init(seconds: Int64, nanoseconds: Int64 = 0) {
        let billion: Int64 = 1_000_000_000
        var carry = nanoseconds / billion
        var rest = nanoseconds % billion
        if rest < 0 {
            rest += billion
            carry -= 1
        }
        let (sum, overflow) = seconds.addingReportingOverflow(carry)
        self.seconds = overflow ? (seconds < 0 ? .min : .max) : sum
        self.nanoseconds = Int32(rest)
    }

    /// Creates a time from fractional seconds since 1970, or nil where they are not finite or do not fit.
    public init?(secondsSince1970 value: Double) {
        guard value.isFinite, abs(value) < 9.0e18 else { return nil }
        let whole = value.rounded(.down)
        self.init(seconds: Int64(whole), nanoseconds: Int64(((value - whole) * 1_000_000_000).rounded()))
    }

    /// Seconds since 1970 with their fraction, to the precision of a double.
    public var secondsSince1970: Double {
        Double(seconds) + Double(nanoseconds) / 1_000_000_000
    }

    /// The time that lies a duration later (earlier where it is negative).
    public func advanced(by duration: Duration) -> Timestamp {
        let (wholeSeconds, attoseconds) = duration.bounded.components
        let (sum, overflow) = seconds.addingReportingOverflow(wholeSeconds)
        let clamped = overflow ? (wholeSeconds < 0 ? Int64.min : Int64.max) : sum
        return Timestamp(seconds: clamped, nanoseconds: Int64(nanoseconds) + attoseconds / 1_000_000_000)
    }

    /// The duration from this time to another; negative if the other is earlier.
    public func duration(to other: Timestamp) -> Duration {
        .seconds(other.seconds) - .seconds(seconds) + .nanoseconds(Int64(other.nanoseconds) - Int64(nanoseconds))
    }
}

extension Timestamp: Comparable {
    /// Whether the first time is the earlier one.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}
