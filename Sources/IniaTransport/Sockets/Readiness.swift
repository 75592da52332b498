internal import CLinux
internal import Synchronization

/// What a socket is ready for, and who waits for it: the event loop's side of a ``Socket``.
///
/// At most two tasks wait at a time: one that reads, and one that writes a request's body. Readiness that nobody
/// waits for is remembered, since epoll tells of each change only once.
final class Readiness: LoopEntry {
    /// What is waited for.
    struct Interest: OptionSet, Sendable {
        let rawValue: UInt8

        static let read = Interest(rawValue: 1)
        static let write = Interest(rawValue: 2)
        /// Something that whoever waits has to do, beside what the socket is ready for.
        static let work = Interest(rawValue: 4)
    }

    /// How waiting ended.
    enum Outcome: Sendable, Equatable {
        case ready(Interest)
        case timedOut
        case shut(Reason)
    }

    /// Why a socket was shut.
    enum Reason: Sendable, Equatable {
        /// The task that used it was cancelled.
        case cancelled
        /// A response's body was left unread for too long.
        case abandoned
        /// Nobody needs it any more.
        case discarded
    }

    private struct Waiter {
        let interest: Interest
        let deadline: Moment
        let continuation: UnsafeContinuation<Outcome, Never>
    }

    private struct State {
        var ready: Interest = []
        /// What no longer has to be waited for, since the peer has closed: it ends or fails at once.
        var closed: Interest = []
        var shut: Reason?
        var waiters: (Waiter?, Waiter?)
        /// Whether nobody uses the socket, so that any event concerns its keeper.
        var isIdle = false
        var abandonment = Moment.never
        var connectEnded: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())
    /// Told, on the loop's thread, that an idle socket stirred or an abandoned one was shut.
    private let keeper = Mutex<(@Sendable () -> Void)?>(nil)

    /// Waits until the socket is ready for some of the interest.
    func wait(for interest: Interest, until deadline: Moment) async -> Outcome {
        await withUnsafeContinuation { continuation in
            let outcome = state.withLock { state -> Outcome? in
                if let reason = state.shut { return .shut(reason) }
                let ready = state.ready.union(state.closed).intersection(interest)
                guard ready.isEmpty else {
                    state.ready.subtract(ready)
                    return .ready(ready)
                }
                let waiter = Waiter(interest: interest, deadline: deadline, continuation: continuation)
                if state.waiters.0 == nil { state.waiters.0 = waiter } else { state.waiters.1 = waiter }
                return nil
            }
            if let outcome { return continuation.resume(returning: outcome) }
            if deadline != .never { EventLoop.shared.arm(deadline) }
        }
    }

    /// Says, once, that connecting has ended; at once where it already has.
    func observeConnect(_ action: @escaping @Sendable () -> Void) {
        let isOver = state.withLock { state in
            if state.ready.union(state.closed).contains(.write) { return true }
            state.connectEnded = action
            return false
        }
        if isOver { action() }
    }

    /// Wakes whoever waits for the interest, so that it looks at its own state again.
    func nudge(_ interest: Interest) { announce(interest, closed: [], isEvent: false) }

    /// Says that there is ``Interest/work``: whoever waits for it wakes up, or will not fall asleep.
    func call() { announce(.work, closed: [], isEvent: false) }

    /// Ends all waiting, now and later; gives whether it was the first to do so.
    func shut(_ reason: Reason) -> Bool {
        let (isFirst, waiters) = state.withLock { state -> (Bool, (Waiter?, Waiter?)) in
            guard state.shut == nil else { return (false, (nil, nil)) }
            state.shut = reason
            defer { state.waiters = (nil, nil) }
            return (true, state.waiters)
        }
        waiters.0?.continuation.resume(returning: .shut(reason))
        waiters.1?.continuation.resume(returning: .shut(reason))
        return isFirst
    }

    /// Why the socket was shut, if it was.
    var reason: Reason? { state.withLock(\.shut) }

    /// Says who is told when the socket stirs while it is idle or abandoned.
    func keep(_ action: @escaping @Sendable () -> Void) { keeper.withLock { $0 = action } }

    /// Marks the socket as idle or in use; gives whether it is still of use.
    func setIdle(_ isIdle: Bool) -> Bool {
        state.withLock { state in
            state.isIdle = isIdle
            return state.shut == nil && state.closed.isEmpty
        }
    }

    /// Whether nobody uses the socket.
    var isIdle: Bool { state.withLock(\.isIdle) }

    /// Whether there may be something to read that nobody waited for.
    var hasArrivals: Bool { state.withLock { $0.ready.contains(.read) } }

    /// Says by when a body must be read on, or never.
    func setAbandonment(_ deadline: Moment) {
        state.withLock { $0.abandonment = deadline }
        if deadline != .never { EventLoop.shared.arm(deadline) }
    }

    // MARK: The loop's calls

    func ready(_ events: UInt32) {
        var closed: Interest = []
        if events & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 { closed = [.read, .write] }
        if events & EPOLLRDHUP.rawValue != 0 { closed.insert(.read) }
        var ready = closed
        if events & EPOLLIN.rawValue != 0 { ready.insert(.read) }
        if events & EPOLLOUT.rawValue != 0 { ready.insert(.write) }
        announce(ready, closed: closed, isEvent: true)
    }

    private func announce(_ ready: Interest, closed: Interest, isEvent: Bool) {
        let (first, second, stirs, connectEnded) = state.withLock {
            state -> (Waiter?, Waiter?, Bool, (@Sendable () -> Void)?) in
            if isEvent || ready == .work { state.ready.formUnion(ready) }
            state.closed.formUnion(closed)
            let first = Self.woken(&state.waiters.0, by: ready, &state.ready)
            let second = Self.woken(&state.waiters.1, by: ready, &state.ready)
            guard isEvent else { return (first, second, false, nil) }
            defer { state.connectEnded = nil }
            return (first, second, state.isIdle && ready.contains(.read), state.connectEnded)
        }
        connectEnded?()
        first?.continuation.resume(returning: .ready(ready))
        second?.continuation.resume(returning: .ready(ready))
        if stirs { keeper.withLock { $0 }?() }
    }

    private static func woken(_ place: inout Waiter?, by ready: Interest, _ left: inout Interest) -> Waiter? {
        guard let waiter = place, !waiter.interest.isDisjoint(with: ready) else { return nil }
        place = nil
        left.subtract(waiter.interest)
        return waiter
    }

    func expire(at now: Moment) -> Moment {
        let (first, second, isAbandoned, next) = state.withLock { state -> (Waiter?, Waiter?, Bool, Moment) in
            let first = Self.overdue(&state.waiters.0, at: now)
            let second = Self.overdue(&state.waiters.1, at: now)
            let isAbandoned = state.abandonment <= now
            if isAbandoned { state.abandonment = .never }
            let next = min(
                state.waiters.0?.deadline ?? .never, state.waiters.1?.deadline ?? .never, state.abandonment)
            return (first, second, isAbandoned, next)
        }
        first?.continuation.resume(returning: .timedOut)
        second?.continuation.resume(returning: .timedOut)
        if isAbandoned, shut(.abandoned) { keeper.withLock { $0 }?() }
        return next
    }

    private static func overdue(_ place: inout Waiter?, at now: Moment) -> Waiter? {
        guard let waiter = place, waiter.deadline <= now else { return nil }
        place = nil
        return waiter
    }
}
