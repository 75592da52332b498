public import IniaHTTP
internal import IniaHost
public import IniaPrimitives

/// Hears of calls as they go, and changes nothing.
public protocol CallMonitor: Sendable {
    /// An attempt has come to its end.
    func ended(_ attempt: AttemptReport)
    /// A call has come to its end, with or without an attempt; not told of are calls whose input was refused before
    /// anything else.
    func ended(_ call: CallReport)
}

/// An attempt that has come to its end, for a monitor.
public struct AttemptReport: Sendable {
    /// The request as it was sent; its signature and tokens are secrets.
    public var request: HTTPRequest
    /// How the attempt ended.
    public var attempt: Attempt
    /// When the attempt began.
    public var start: Timestamp
    /// When its outcome was known.
    public var end: Timestamp
    /// How long it took, by a clock that never jumps.
    public var duration: Duration
}

/// A call that has come to its end, for a monitor.
public struct CallReport: Sendable {
    /// Which operation was called.
    public var operation: OperationIdentity
    /// How many attempts were made.
    public var attempts: Int
    /// The last attempt that came to its end, if any did.
    public var last: AttemptReport?
    /// What the call failed with, before hooks had their say; nil where it succeeded.
    public var error: (any Error)?
    /// Whether there would have been another attempt, had it been allowed.
    public var reachedMaxAttempts: Bool
    /// When the call began.
    public var start: Timestamp
    /// When its outcome was known.
    public var end: Timestamp
    /// How long it took, by a clock that never jumps.
    public var duration: Duration
}

extension Pipeline {
    /// Tells the monitors of an attempt's end, and keeps its report for whoever surrounds it.
    func report(
        _ ended: Ended, _ signed: Signed, _ attempts: inout Attempts, since start: Timestamp,
        _ began: ContinuousClock.Instant
    ) {
        guard !monitors.isEmpty || !signed.call.hooks.isEmpty else { return }
        let attempt = attempt(ended, signed.call, attempts)
        let report = AttemptReport(
            request: signed.request, attempt: attempt, start: start, end: host.clock.now,
            duration: began.duration(to: host.clock.instant))
        attempts.last = report
        for monitor in monitors { monitor.ended(report) }
    }

    /// Tells the monitors of a call's end.
    func report(
        _ call: Call, _ outcome: Result<Output, any Error>, _ attempts: Attempts, since start: Timestamp,
        _ began: ContinuousClock.Instant
    ) {
        guard !monitors.isEmpty else { return }
        let isExhausted =
            switch outcome {
            case .success(let output): output._metadata.reachedMaxAttempts
            case .failure(let error as any ServiceFailure): error.metadata.reachedMaxAttempts
            case .failure(let error as CallError): error.code == .connection || error.code == .timeout
            case .failure: false
            }
        let report = CallReport(
            operation: call.identity, attempts: attempts.number, last: attempts.last, error: outcome.error,
            reachedMaxAttempts: isExhausted, start: start, end: host.clock.now,
            duration: began.duration(to: host.clock.instant))
        for monitor in monitors { monitor.ended(report) }
    }
}

extension Result {
    fileprivate var error: (any Error)? {
        if case .failure(let error) = self { return error }
        return nil
    }
}
