internal import Glibc
public import IniaPrimitives

/// The machine's clock.
public struct SystemClock: HostClock {
    /// Creates access to the clock of the machine.
    public init() {}

    /// The time of day.
    public var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }

    /// A point on the clock that goes on while the machine sleeps.
    public var instant: ContinuousClock.Instant { .now }

    /// Waits; throws `CancellationError` at once when the task is cancelled.
    public func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration, clock: .continuous)
    }
}
