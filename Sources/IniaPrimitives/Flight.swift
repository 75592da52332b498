internal import Synchronization

/// One piece of work that any number of callers wait for.
///
/// A caller that is cancelled leaves at once and nobody else notices. The work itself is cancelled when nobody waits
/// for it any more.
package final class Flight<Value: Sendable>: Sendable {
    private struct State {
        var waiters: [Int: CheckedContinuation<Value?, any Error>] = [:]
        var nextWaiter = 0
        var result: Result<Value, any Error>?
        var task: Task<Void, Never>?
        var isAbandoned = false
    }

    private let state = Mutex(State())

    /// Begins the work.
    package init(_ work: @escaping @Sendable () async throws -> Value) {
        // No one caller's child: the work goes on while any of them waits, and is cancelled with the last.
        let task = Task {
            let result: Result<Value, any Error>
            do { result = .success(try await work()) } catch { result = .failure(error) }
            land(result)
        }
        let isAbandoned = state.withLock { state in
            state.task = task
            return state.isAbandoned
        }
        if isAbandoned { task.cancel() }
    }

    /// Whether there is nothing left to wait for.
    package var isOver: Bool { state.withLock { $0.result != nil || $0.isAbandoned } }

    /// How many callers wait.
    package var waiterCount: Int { state.withLock { $0.waiters.count } }

    /// Waits for the result; nil where the work was given up before this caller came.
    ///
    /// - Throws: what the work throws, or `CancellationError` where this caller was cancelled.
    package func join() async throws -> Value? {
        let waiter = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let settled: Result<Value?, any Error>? = state.withLock { state in
                    if let result = state.result { return result.map { $0 } }
                    if state.isAbandoned { return .success(nil) }
                    state.waiters[waiter] = continuation
                    return nil
                }
                if let settled { continuation.resume(with: settled) }
                // A caller that was cancelled before it began to wait was not found by the handler.
                if settled == nil, Task.isCancelled { leave(waiter) }
            }
        } onCancel: {
            leave(waiter)
        }
    }

    /// Sends a waiter away, if it still waits.
    private func leave(_ waiter: Int) {
        let (continuation, task) = state.withLock {
            state -> (CheckedContinuation<Value?, any Error>?, Task<Void, Never>?) in
            guard let continuation = state.waiters.removeValue(forKey: waiter) else { return (nil, nil) }
            state.isAbandoned = state.waiters.isEmpty
            return (continuation, state.isAbandoned ? state.task : nil)
        }
        continuation?.resume(throwing: CancellationError())
        task?.cancel()
    }

    private func land(_ result: Result<Value, any Error>) {
        let waiters = state.withLock { state in
            state.result = result
            defer { state.waiters = [:] }
            return state.waiters
        }
        for continuation in waiters.values { continuation.resume(with: result.map { $0 }) }
    }
}
