public import IniaPrimitives
internal import Synchronization

/// A clock that stands still but for what it is asked to sleep, which passes at once and is recorded.
public final class ScriptedClock: HostClock {
    private struct State {
        var now: Timestamp
        var instant: ContinuousClock.Instant
        var sleeps: [Duration] = []
    }

    private let state: Mutex<State>

    /// Creates a clock that shows the given time.
    public init(now: Timestamp) { state = Mutex(State(now: now, instant: .now)) }

    /// The time that the clock shows.
    public var now: Timestamp { state.withLock { $0.now } }
    /// A point that moves with ``now``.
    public var instant: ContinuousClock.Instant { state.withLock { $0.instant } }

    /// Every sleep that was asked for, in order.
    public var sleeps: [Duration] { state.withLock { $0.sleeps } }

    /// Lets time pass.
    public func advance(by duration: Duration) {
        state.withLock { state in
            state.now = state.now.advanced(by: duration)
            state.instant = state.instant.advanced(by: duration)
        }
    }

    /// Records the sleep and moves the clock by it; throws `CancellationError` in a cancelled task, without a record.
    public func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        state.withLock { $0.sleeps.append(duration) }
        advance(by: duration)
        // A loop that sleeps would otherwise keep its thread from whatever it waits for.
        await Task.yield()
    }
}
