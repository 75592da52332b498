internal import Synchronization

/// A value that comes once, or not in time: one waits for it, and whoever is first decides how the waiting ends.
final class Wait<Value: Sendable>: LoopEntry {
    private enum State {
        case pending
        case waiting(CheckedContinuation<Value, any Error>, until: Moment)
        case done(Result<Value, any Error>)
        case taken
    }

    /// The value did not come in time.
    struct TimedOut: Error {}

    private let state = Mutex(State.pending)

    /// Ends the waiting, or what will be one; gives whether this was the first to do so.
    @discardableResult
    func resolve(_ result: Result<Value, any Error>) -> Bool {
        let (isFirst, continuation) = state.withLock { state -> (Bool, CheckedContinuation<Value, any Error>?) in
            switch state {
            case .pending:
                state = .done(result)
                return (true, nil)
            case .waiting(let continuation, _):
                state = .taken
                return (true, continuation)
            case .done, .taken:
                return (false, nil)
            }
        }
        continuation?.resume(with: result)
        return isFirst
    }

    /// Waits until the value is there; called once.
    ///
    /// - Throws: ``TimedOut`` after the deadline, `CancellationError` when the task is cancelled.
    func value(until deadline: Moment) async throws -> Value {
        let ticket = deadline == .never ? nil : EventLoop.shared.enter(self)
        defer { if let ticket { EventLoop.shared.leave(ticket) } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let done = state.withLock { state -> Result<Value, any Error>? in
                    if case .done(let result) = state {
                        state = .taken
                        return result
                    }
                    state = .waiting(continuation, until: deadline)
                    return nil
                }
                if let done { return continuation.resume(with: done) }
                if deadline != .never { EventLoop.shared.arm(deadline) }
            }
        } onCancel: {
            resolve(.failure(CancellationError()))
        }
    }

    func ready(_ events: UInt32) {}

    func expire(at now: Moment) -> Moment {
        let deadline = state.withLock { state in
            if case .waiting(_, let deadline) = state { deadline } else { Moment.never }
        }
        guard deadline <= now else { return deadline }
        resolve(.failure(TimedOut()))
        return .never
    }
}
