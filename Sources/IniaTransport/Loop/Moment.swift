internal import Glibc
internal import IniaPrimitives

/// A point on a clock that never jumps and that goes on while the machine sleeps, in nanoseconds.
struct Moment: Comparable, Sendable {
    var nanoseconds: Int64

    /// Later than every deadline.
    static let never = Moment(nanoseconds: .max)

    static var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Moment(nanoseconds: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
    }

    /// A duration later; never, where that does not fit.
    func advanced(by duration: Duration) -> Moment {
        // A call asks for half a dozen moments, and dividing 128 bits by 128 would be most of what they cost.
        let all = duration.attoseconds
        let (high, low) = (UInt64(truncatingIfNeeded: all >> 64), UInt64(truncatingIfNeeded: all))
        if high < Self.attosecondsInNanosecond >> 1 {
            let (length, _) = Self.attosecondsInNanosecond.dividingFullWidth((high, low))
            let (sum, overflow) = nanoseconds.addingReportingOverflow(Int64(truncatingIfNeeded: length))
            return overflow ? .never : Moment(nanoseconds: sum)
        }
        let (seconds, attoseconds) = duration.bounded.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (length, lengthOverflow) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        let (sum, sumOverflow) = nanoseconds.addingReportingOverflow(length)
        guard !overflow, !lengthOverflow, !sumOverflow else { return seconds < 0 ? self : .never }
        return Moment(nanoseconds: sum)
    }

    private static let attosecondsInNanosecond: UInt64 = 1_000_000_000

    /// The moment that an instant of Swift's clock is.
    init(_ instant: ContinuousClock.Instant) {
        self = Moment.now.advanced(by: ContinuousClock.now.duration(to: instant))
    }

    init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    static func < (left: Moment, right: Moment) -> Bool { left.nanoseconds < right.nanoseconds }
}
