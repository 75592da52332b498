internal import IniaHTTP
internal import IniaPrimitives
public import Logging

/// Writes a log of calls: one line for each attempt, at debug level, with constant messages and the facts as metadata.
///
/// What is logged is no secret: no query, no header, no body, and of the error its code alone.
public struct CallLog: CallMonitor {
    private let logger: Logger

    /// Creates a monitor that writes to a log.
    public init(_ logger: Logger) { self.logger = logger }

    /// Logs an attempt.
    public func ended(_ attempt: AttemptReport) {
        logger.debug("attempt ended", metadata: facts(of: attempt))
    }

    /// Logs a call that took several attempts, or none; one that took a single attempt has been told of.
    public func ended(_ call: CallReport) {
        guard call.attempts != 1 || call.last == nil else { return }
        logger.debug("call ended", metadata: facts(of: call))
    }

    private func facts(of call: CallReport) -> Logger.Metadata {
        var facts: Logger.Metadata = [
            "service": "\(call.operation.service)", "operation": "\(call.operation.operation)",
            "attempts": "\(call.attempts)", "duration": "\(call.duration)",
        ]
        if let error = call.error { facts["error"] = "\(ErrorName(error))" }
        return facts
    }

    private func facts(of report: AttemptReport) -> Logger.Metadata {
        let attempt = report.attempt
        var facts: Logger.Metadata = [
            "service": "\(attempt.operation.service)", "operation": "\(attempt.operation.operation)",
            "attempt": "\(attempt.number)", "method": "\(report.request.method)",
            "host": "\(report.request.url.hostHeader)", "path": "\(report.request.url.path)",
            "duration": "\(report.duration)",
        ]
        if let status = attempt.status { facts["status"] = "\(status)" }
        if let id = report.requestID { facts["request"] = "\(id)" }
        if let error = attempt.error { facts["error"] = "\(ErrorName(error))" }
        return facts
    }
}
