public import CoreMetrics
public import Inia
internal import Synchronization

/// Records calls with swift-metrics, under the names that AWS's SDKs share.
///
/// | metric | kind | what |
/// |---|---|---|
/// | `smithy.client.call.duration` | timer | whole calls, pauses between attempts included |
/// | `smithy.client.call.attempt_duration` | timer | attempts, from signing to the parsed response |
/// | `smithy.client.call.attempts` | counter | requests that were made |
/// | `smithy.client.call.retries` | counter | those of them that were not their call's first |
/// | `smithy.client.call.errors` | counter | calls that failed, with `exception.type` |
///
/// Each has the dimensions `rpc.service` and `rpc.method`. Of an error the type is one of the SDK's own kinds, or the
/// class of the status where the service refused (`4xx`, `5xx`), so that no peer decides how many series there are.
public final class CallMetrics: CallMonitor {
    private struct Handles: Sendable {
        let duration: Timer
        let attemptDuration: Timer
        let attempts: Counter
        let retries: Counter
    }

    private struct Failure: Hashable {
        let operation: OperationIdentity
        let type: String
    }

    private let factory: any MetricsFactory
    // A metric is made once and kept: making one takes the factory's lock, and some back ends count it anew.
    private let handles = Mutex<[OperationIdentity: Handles]>([:])
    private let failures = Mutex<[Failure: Counter]>([:])

    /// Creates a monitor that records with a factory (default: the one that the process was started with).
    public init(factory: any MetricsFactory = MetricsSystem.factory) { self.factory = factory }

    /// Records an attempt.
    public func ended(_ report: AttemptReport) {
        let handles = handles(for: report.attempt.operation)
        handles.attempts.increment()
        if report.attempt.number > 1 { handles.retries.increment() }
        handles.attemptDuration.take(report.duration)
    }

    /// Records a call.
    public func ended(_ report: CallReport) {
        handles(for: report.operation).duration.take(report.duration)
        if let error = report.error { counter(of: error, report.operation).increment() }
    }

    private func handles(for operation: OperationIdentity) -> Handles {
        handles.withLock { known in
            if let handles = known[operation] { return handles }
            let dimensions = operation.dimensions
            let made = Handles(
                duration: Timer(label: "smithy.client.call.duration", dimensions: dimensions, factory: factory),
                attemptDuration: Timer(
                    label: "smithy.client.call.attempt_duration", dimensions: dimensions, factory: factory),
                attempts: Counter(label: "smithy.client.call.attempts", dimensions: dimensions, factory: factory),
                retries: Counter(label: "smithy.client.call.retries", dimensions: dimensions, factory: factory))
            known[operation] = made
            return made
        }
    }

    private func counter(of error: any Error, _ operation: OperationIdentity) -> Counter {
        let type = (error as? any ServiceFailure).map { "\($0.status / 100)xx" } ?? ErrorName(error).description
        return failures.withLock { known in
            let key = Failure(operation: operation, type: type)
            if let counter = known[key] { return counter }
            let made = Counter(
                label: "smithy.client.call.errors", dimensions: operation.dimensions + [("exception.type", type)],
                factory: factory)
            known[key] = made
            return made
        }
    }
}

extension OperationIdentity {
    fileprivate var dimensions: [(String, String)] { [("rpc.service", serviceID), ("rpc.method", operation)] }
}
