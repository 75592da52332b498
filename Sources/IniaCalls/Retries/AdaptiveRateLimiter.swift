public import IniaHost
internal import IniaPrimitives

/// Slows a client down to what its service can take: the adaptive mode's own part.
///
/// Nothing is held back until a response is throttled. From then on each attempt takes a token from a bucket, which
/// fills at a rate that falls with every throttled response and climbs with the others. Who waits is let through in the
/// order of arrival; a cancelled task leaves the queue at once.
public actor AdaptiveRateLimiter {
    private let clock: any HostClock
    private let started: ContinuousClock.Instant
    private let startedSince1970: Double
    private var bucket = TokenBucket(rate: 1, at: 0)
    private var cubic = CubicRate(at: 0)
    private var clocker: RateClocker
    private var isEnabled = false
    private var isTurnTaken = false
    /// Who waits, by tickets, of which the least is the next.
    private var waiting: [UInt64: CheckedContinuation<Void, any Error>] = [:]
    private var nextTicket: UInt64 = 0
    /// No ticket below it waits, so that each is looked for once, however many have left.
    private var firstTicket: UInt64 = 0

    /// Creates a limiter that holds nothing back yet.
    public init(clock: any HostClock) {
        self.clock = clock
        started = clock.instant
        startedSince1970 = clock.now.secondsSince1970
        clocker = RateClocker(at: startedSince1970)
    }

    /// Waits for a token where the client has been throttled; returns at once where it has not.
    ///
    /// At the slowest rate there is a token every two seconds, so a wait that began before the rate rose is at most so
    /// much too long.
    ///
    /// - Throws: `CancellationError` where the task is cancelled.
    public func acquire() async throws {
        guard isEnabled else { return }
        try await takeTurn()
        defer { passTurn() }
        while let pause = bucket.take(at: elapsed) {
            try await clock.sleep(for: .seconds(pause))
        }
    }

    /// Takes note of a response or of a failure to get one.
    public func observe(isThrottled: Bool) {
        let time = elapsed
        let measured = clocker.record(at: startedSince1970 + time)
        let rate: Double
        if isThrottled {
            let current = isEnabled ? min(measured, bucket.rate) : measured
            rate = cubic.rateAfterThrottle(from: current, at: time)
            isEnabled = true
        } else {
            rate = cubic.rateAfterSuccess(at: time)
        }
        bucket.setRate(min(rate, 2 * measured), at: time)
    }

    private var elapsed: Double { started.duration(to: clock.instant) / Duration.seconds(1) }

    private func takeTurn() async throws {
        guard isTurnTaken else {
            isTurnTaken = true
            return
        }
        let ticket = nextTicket
        nextTicket += 1
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                if Task.isCancelled {
                    continuation.resume(throwing: CancellationError())
                } else {
                    waiting[ticket] = continuation
                }
            }
        } onCancel: {
            // A handler cannot wait for an actor; the ticket's continuation is resumed there, once.
            Task { await self.leave(ticket) }
        }
    }

    private func passTurn() {
        while firstTicket < nextTicket {
            firstTicket += 1
            if let next = waiting.removeValue(forKey: firstTicket - 1) { return next.resume() }
        }
        isTurnTaken = false
    }

    private func leave(_ ticket: UInt64) {
        waiting.removeValue(forKey: ticket)?.resume(throwing: CancellationError())
    }
}
