internal import IniaHTTP
internal import IniaWire
internal import Synchronization

/// The connections of a transport: lends them to requests, one host's fairly, and keeps those that are idle for a
/// while.
///
/// It opens nothing itself. A request that no connection is free for either waits or is given the place of a new
/// connection, opens it, and says how that went; so a request that is cancelled takes its opening along.
///
/// A lock guards what it holds rather than an actor: each request comes here twice, for less time than a hop takes.
final class ConnectionPool: Sendable {
    /// What a request is given.
    enum Lease: Sendable {
        /// A connection that is to be given back with ``release(_:isReusable:)``.
        case connection(PooledConnection)
        /// The place of a connection that is to be opened: either ``opened(_:)`` or ``failedToOpen(_:)`` follows.
        case place
    }

    private let ledger: Mutex<PoolLedger>
    /// Looks at idle connections when one is due; entered while there are such. Its lock is taken before the ledger's.
    private let alarm = Mutex<(alarm: Alarm, ticket: EventLoop.Ticket)?>(nil)

    init(_ options: TransportOptions, monitors: TransportMonitors) {
        ledger = Mutex(PoolLedger(options, monitors: monitors))
    }

    deinit { alarm.withLock { if let ticket = $0?.ticket { EventLoop.shared.leave(ticket) } } }

    /// Lends a connection, or the place of one, waiting for it if it must.
    ///
    /// - Throws: ``TransportError`` with ``TransportError/Code/acquireTimeout``, or `CancellationError`.
    func lease(_ key: ConnectionKey, now: Moment, timeout: Moment, deadline: Moment) async throws -> Lease {
        while true {
            switch ledger.withLock({ $0.request(key, now: now) }) {
            case .place: return .place
            case .connection(let connection):
                if connection.setIdle(false), connection.isQuiet { return .connection(connection) }
                // The peer has closed it while nobody looked: the next one, or a new one.
                ledger.withLock { $0.lost(connection) }
            case .wait(let wait, let request):
                do {
                    return try await wait.value(until: min(timeout, deadline))
                } catch {
                    let cause = error is Wait<Lease>.TimedOut ? nil : error
                    let exhausted = ledger.withLock { $0.gaveUp(request, key, isDeadline: deadline < timeout) }
                    throw cause ?? exhausted
                }
            }
        }
    }

    /// A request has opened a connection in the place that it was given, and uses it.
    func opened(_ connection: PooledConnection) {
        if case .http1(let http1) = connection {
            http1.socket.readiness.keep { [weak self, id = connection.id, key = connection.key] in
                self?.ledger.withLock { $0.stirred(id, key) }
            }
        }
        ledger.withLock { $0.opened(connection) }
    }

    /// A request has not opened a connection in the place that it was given.
    func failedToOpen(_ key: ConnectionKey) { ledger.withLock { $0.failedToOpen(key) } }

    /// A request is through with a connection.
    func release(_ connection: PooledConnection, isReusable: Bool) {
        if let look = ledger.withLock({ $0.released(connection, isReusable: isReusable) }) { wakeUp(at: look) }
    }

    /// A connection that is shared has learned what it can carry.
    func changed(_ change: HTTP2Connection.Change, of id: UInt64, _ key: ConnectionKey) {
        ledger.withLock { $0.changed(change, of: id, key) }
    }

    /// Closes every connection that carries no exchange.
    func closeIdle() { ledger.withLock { $0.expire(now: .never) } }

    /// Keeps nothing any more, and returns when nothing is held; gives whether that was so in time.
    ///
    /// - Throws: `CancellationError`.
    func drain(until deadline: Moment) async throws -> Bool {
        let wait = Wait<Void>()
        guard ledger.withLock({ $0.drain(wait) }) else { return true }
        defer { ledger.withLock { $0.endDrain(wait) } }
        do {
            try await wait.value(until: deadline)
            return true
        } catch is Wait<Void>.TimedOut {
            return false
        }
    }

    /// What is held now.
    var statistics: TransportStatistics { ledger.withLock { $0.statistics } }

    /// Adds a monitor, which is told of all that is held first.
    func observe(_ monitor: any TransportMonitor) { ledger.withLock { $0.observe(monitor) } }

    // MARK: Idle connections

    private func wakeUp(at moment: Moment) {
        alarm.withLock { alarm in
            if alarm == nil {
                let made = Alarm { [weak self] in self?.expireIdle() }
                alarm = (made, EventLoop.shared.enter(made))
            }
            alarm?.alarm.set(moment)
        }
    }

    private func expireIdle() {
        alarm.withLock { alarm in
            if let next = ledger.withLock({ $0.expireIdle() }) {
                alarm?.alarm.set(next)
            } else if let ticket = alarm?.ticket {
                // The loop may end while nothing is idle.
                EventLoop.shared.leave(ticket)
                alarm = nil
            }
        }
    }
}
