internal import Synchronization

/// Calls once when a moment has come, on the event loop's thread.
final class Alarm: LoopEntry {
    private let deadline = Mutex(Moment.never)
    private let action: @Sendable () -> Void

    init(_ action: @escaping @Sendable () -> Void) { self.action = action }

    /// Calls at a moment, unless it is to call before that already.
    func set(_ moment: Moment) {
        let isSooner = deadline.withLock { deadline in
            guard moment < deadline else { return false }
            deadline = moment
            return true
        }
        if isSooner { EventLoop.shared.arm(moment) }
    }

    func ready(_ events: UInt32) {}

    func expire(at now: Moment) -> Moment {
        let (isDue, next) = deadline.withLock { deadline -> (Bool, Moment) in
            guard deadline <= now else { return (false, deadline) }
            deadline = .never
            return (true, .never)
        }
        if isDue { action() }
        return next
    }
}
