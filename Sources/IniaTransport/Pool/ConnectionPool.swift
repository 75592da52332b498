internal import IniaHTTP
internal import IniaWire
internal import Synchronization

/// The connections of a transport: lends them to requests, one host's fairly, and keeps those that are idle for a
/// while.
///
/// It opens nothing itself. A request that no connection is free for either waits or is given the place of a new
/// connection, opens it, and says how that went; so a request that is cancelled takes its opening along.
actor ConnectionPool {
    /// What a request is given.
    enum Lease: Sendable {
        /// A connection that is to be given back with ``release(_:isReusable:)``.
        case connection(Connection)
        /// The place of a connection that is to be opened: either ``opened(_:)`` or ``failedToOpen(_:)`` follows.
        case place
    }

    fileprivate struct Origin {
        var book: PoolBook
        var connections: [UInt64: Connection] = [:]
        var waits: [UInt64: Wait<Lease>] = [:]
    }

    private let idleTimeout: Duration
    private var origins: [ConnectionKey: Origin] = [:]
    private var lastRequest: UInt64 = 0
    private var openedCount = 0
    private var alarm: Alarm?
    private var ticket: EventLoop.Ticket?

    init(idleTimeout: Duration) { self.idleTimeout = idleTimeout }

    deinit { if let ticket { EventLoop.shared.leave(ticket) } }

    /// Lends a connection, or the place of one, waiting for it if it must.
    ///
    /// - Throws: ``TransportError`` with ``TransportError/Code/acquireTimeout``, or `CancellationError`.
    func lease(_ key: ConnectionKey, timeout: Moment, deadline: Moment) async throws -> Lease {
        while true {
            lastRequest += 1
            let request = lastRequest
            var origin = origins[key] ?? Origin(book: PoolBook(limit: key.route.maximumConnections))
            let effects = origin.book.requested(request)
            switch effects.first {
            case .handOver(let id, to: request)?:
                guard let connection = origin.connections[id] else { break }
                if connection.socket.readiness.setIdle(false), connection.socket.isQuiet {
                    origins[key] = origin
                    return .connection(connection)
                }
                // The peer has closed it while nobody looked: the next one, or a new one.
                let rest = origin.book.released(id, isReusable: false, now: Moment.now.nanoseconds)
                origins[key] = origin
                carryOut(rest, key)
                continue
            case .open(for: request)?:
                origins[key] = origin
                return .place
            default: break
            }
            let wait = Wait<Lease>()
            origin.waits[request] = wait
            origins[key] = origin
            do {
                return try await wait.value(until: min(timeout, deadline))
            } catch {
                origins[key]?.book.withdrew(request)
                origins[key]?.waits[request] = nil
                guard error is Wait<Lease>.TimedOut else { throw error }
                throw exhausted(key, isDeadline: deadline < timeout)
            }
        }
    }

    /// A request has opened a connection in the place that it was given, and uses it.
    func opened(_ connection: Connection) {
        let (key, id) = (connection.key, connection.id)
        openedCount += 1
        connection.socket.readiness.keep { [weak self, id] in
            Task { await self?.stirred(id, key) }
        }
        origins[key, default: Origin(book: PoolBook(limit: key.route.maximumConnections))].connections[id] = connection
        if let effects = origins[key]?.book.opened(id, capacity: 1) { carryOut(effects, key) }
    }

    /// A request has not opened a connection in the place that it was given.
    func failedToOpen(_ key: ConnectionKey) {
        if let effects = origins[key]?.book.failedToOpen() { carryOut(effects, key) }
        forgetIfEmpty(key)
    }

    /// A request is through with a connection.
    func release(_ connection: Connection, isReusable: Bool) {
        let (key, now) = (connection.key, Moment.now)
        let isOfUse = isReusable && connection.socket.readiness.setIdle(true)
        let effects = origins[key]?.book.released(connection.id, isReusable: isOfUse, now: now.nanoseconds)
        if let effects, !effects.isEmpty { carryOut(effects, key) }
        if isOfUse { wakeUp(at: now.advanced(by: idleTimeout)) } else { forgetIfEmpty(key) }
    }

    /// Closes every connection that carries no exchange.
    func closeIdle() {
        for key in Array(origins.keys) { expire(key, idleBefore: .never) }
    }

    /// What is held now.
    var statistics: TransportStatistics {
        var sum = TransportStatistics()
        for origin in origins.values {
            sum.opening += origin.book.opening
            sum.busy += origin.book.busy
            sum.idle += origin.book.idle
            sum.waiting += origin.book.waiting
            sum.unreadBodies += origin.unreadBodies
        }
        sum.opened = openedCount
        return sum
    }

    // MARK: Effects

    private func carryOut(_ effects: [PoolBook.Effect], _ key: ConnectionKey) {
        var effects = effects
        while !effects.isEmpty {
            var further: [PoolBook.Effect] = []
            for effect in effects { further += carryOut(effect, key) }
            effects = further
        }
    }

    /// Carries out one effect; gives what follows where the request had gone meanwhile.
    private func carryOut(_ effect: PoolBook.Effect, _ key: ConnectionKey) -> [PoolBook.Effect] {
        switch effect {
        case .close(let id):
            origins[key]?.connections.removeValue(forKey: id)?.socket.shut(.discarded)
            return []
        case .open(let request):
            if origins[key]?.waits.removeValue(forKey: request)?.resolve(.success(.place)) == true { return [] }
            return origins[key]?.book.failedToOpen() ?? []
        case .handOver(let id, let request):
            guard let connection = origins[key]?.connections[id] else { return [] }
            let isUsable = connection.socket.readiness.setIdle(false)
            if let wait = origins[key]?.waits.removeValue(forKey: request) {
                if isUsable, wait.resolve(.success(.connection(connection))) { return [] }
                if !isUsable { return closeAndServe(id, request, wait, key) }
            }
            let isOfUse = connection.socket.readiness.setIdle(true)
            return origins[key]?.book.released(id, isReusable: isOfUse, now: Moment.now.nanoseconds) ?? []
        }
    }

    /// The connection for a request died on the way to it: the request is asked for again.
    private func closeAndServe(
        _ id: UInt64, _ request: UInt64, _ wait: Wait<Lease>, _ key: ConnectionKey
    ) -> [PoolBook.Effect] {
        origins[key]?.waits[request] = wait
        let closing = origins[key]?.book.released(id, isReusable: false, now: 0) ?? []
        return closing + (origins[key]?.book.requested(request) ?? [])
    }

    private func exhausted(_ key: ConnectionKey, isDeadline: Bool) -> TransportError {
        guard let origin = origins[key] else {
            return TransportError(.acquireTimeout, during: "waiting for a connection to \(key.name)")
        }
        let unread = origin.unreadBodies
        let busy = origin.book.busy
        let reason = """
            of at most \(key.route.maximumConnections) connections, \(unread) are held by response bodies that have \
            not been read to their end, \(max(busy - unread, 0)) carry requests, \(origin.book.opening) are being opened
            """
        return TransportError(
            isDeadline ? .deadlineExceeded : .acquireTimeout, during: "waiting for a connection to \(key.name)",
            reason: reason, mayHaveBeenSent: false)
    }

    // MARK: Idle connections

    /// An idle connection's peer has sent something or closed, or an unread body's time is up.
    private func stirred(_ id: UInt64, _ key: ConnectionKey) {
        guard let connection = origins[key]?.connections[id] else { return }
        let readiness = connection.socket.readiness
        if readiness.reason == .abandoned {
            // Its reader will find out, if it ever comes back; till then its place is another's.
            if let effects = origins[key]?.book.released(id, isReusable: false, now: 0) { carryOut(effects, key) }
        } else if readiness.isIdle, !connection.socket.isQuiet, let effects = origins[key]?.book.drained(id) {
            carryOut(effects, key)
        }
        forgetIfEmpty(key)
    }

    private func wakeUp(at moment: Moment) {
        if alarm == nil {
            let alarm = Alarm { [weak self] in Task { await self?.expireIdle() } }
            self.alarm = alarm
            ticket = EventLoop.shared.enter(alarm)
        }
        alarm?.set(moment)
    }

    private func expireIdle() {
        let now = Moment.now
        let limit = Moment(nanoseconds: now.nanoseconds).advanced(by: .zero - idleTimeout)
        for key in Array(origins.keys) { expire(key, idleBefore: limit) }
        let oldest = origins.values.lazy.compactMap(\.book.idleSince).min()
        if let oldest { wakeUp(at: Moment(nanoseconds: oldest).advanced(by: idleTimeout)) }
    }

    private func expire(_ key: ConnectionKey, idleBefore limit: Moment) {
        if let effects = origins[key]?.book.expired(idleBefore: limit.nanoseconds) { carryOut(effects, key) }
        forgetIfEmpty(key)
    }

    private func forgetIfEmpty(_ key: ConnectionKey) {
        if origins[key]?.book.isEmpty == true { origins[key] = nil }
    }
}

extension ConnectionPool.Origin {
    fileprivate var unreadBodies: Int {
        connections.values.count { $0.hasUnreadBody.load(ordering: .relaxed) }
    }
}
