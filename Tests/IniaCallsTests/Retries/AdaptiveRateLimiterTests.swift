import IniaHost
import IniaPrimitives
import Synchronization
import Testing

@testable import IniaCalls

@Suite struct AdaptiveRateLimiterTests {
    private let clock = ScriptedClock(now: Timestamp(seconds: 1_767_323_045))

    @Test func `nothing waits before the first throttled response`() async throws {
        let limiter = AdaptiveRateLimiter(clock: clock)
        for _ in 0..<100 {
            try await limiter.acquire()
            await limiter.observe(isThrottled: false)
        }
        #expect(clock.sleeps == [])
    }

    @Test func `after throttling an attempt waits for a token at the slowest rate`() async throws {
        let limiter = AdaptiveRateLimiter(clock: clock)
        await limiter.observe(isThrottled: true)
        try await limiter.acquire()
        #expect(clock.sleeps == [.seconds(2)])
        clock.advance(by: .seconds(1))
        try await limiter.acquire()
        #expect(clock.sleeps == [.seconds(2), .seconds(1)])
    }

    /// The figures are those that the same sequence gives in Python's botocore.
    @Test func `the rate recovers with each response that is not throttled`() async throws {
        let limiter = AdaptiveRateLimiter(clock: clock)
        for step in 0..<12 {
            try await limiter.acquire()
            clock.advance(by: .milliseconds(100))
            await limiter.observe(isThrottled: step == 5)
        }
        #expect(clock.sleeps.map { ($0 / Duration.milliseconds(1)).rounded() } == Self.expected)
    }

    private static let expected: [Double] = [116.0, 69.0, 53.0, 44.0, 38.0, 34.0]

    @Test func `a cancelled waiter leaves the queue and the next is let through`() async throws {
        let clock = GatedClock()
        let limiter = AdaptiveRateLimiter(clock: clock)
        await limiter.observe(isThrottled: true)
        let first = Task { try await limiter.acquire() }
        await clock.reached(1)
        let second = Task { try await limiter.acquire() }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        let third = Task { try await limiter.acquire() }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        await clock.reached(2)
        third.cancel()
        await #expect(throws: CancellationError.self) { try await third.value }
    }
}

/// A clock that stands still; who sleeps on it sleeps until cancelled.
private final class GatedClock: HostClock {
    private struct State {
        var sleepers = 0
        var awaited: (count: Int, continuation: CheckedContinuation<Void, Never>)?
    }

    private let state = Mutex(State())
    let instant = ContinuousClock.now
    let now = Timestamp(seconds: 0)

    func sleep(for duration: Duration) async throws {
        let arrived = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.sleepers += 1
            guard let awaited = state.awaited, state.sleepers >= awaited.count else { return nil }
            state.awaited = nil
            return awaited.continuation
        }
        arrived?.resume()
        try await Task.sleep(for: .seconds(3600))
    }

    func reached(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleepers >= count { return true }
                state.awaited = (count, continuation)
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}
