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
        case connection(PooledConnection)
        /// The place of a connection that is to be opened: either ``opened(_:)`` or ``failedToOpen(_:)`` follows.
        case place
    }

    /// What the pool has of one host. Its own, and never seen from outside.
    private final class Origin {
        var book: PoolBook
        var connections: [UInt64: PooledConnection] = [:]
        var waits: [UInt64: Wait<Lease>] = [:]

        init(limit: Int, sharesConnections: Bool) {
            book = PoolBook(limit: limit, sharesConnections: sharesConnections)
        }

        var unreadBodies: Int { connections.values.reduce(0) { $0 + $1.unreadBodies } }
    }

    private let idleTimeout: Duration
    private let lifetime: Duration
    /// The most connections to all hosts together.
    private let limit: Int
    /// Connections to all hosts, and places of connections that are being opened.
    private var held = 0
    /// Whether some host may have a request that only the limit in all keeps waiting.
    private var isScarce = false
    private var origins: [ConnectionKey: Origin] = [:]
    private var lastRequest: UInt64 = 0
    private var openedCount = 0
    private let monitors: TransportMonitors
    /// What is held, as monitors were told last.
    private var told = TransportStatistics()
    /// Those that wait until nothing is held; while there are such, nothing is kept.
    private var drains: [Wait<Void>] = []
    private var alarm: Alarm?
    private var ticket: EventLoop.Ticket?

    init(_ options: TransportOptions, monitors: TransportMonitors) {
        self.monitors = monitors
        idleTimeout = options.idleTimeout
        lifetime = options.connectionLifetime
        limit = max(options.maximumConnections ?? DescriptorLimit.share, 1)
    }

    deinit { if let ticket { EventLoop.shared.leave(ticket) } }

    /// Lends a connection, or the place of one, waiting for it if it must.
    ///
    /// - Throws: ``TransportError`` with ``TransportError/Code/acquireTimeout``, or `CancellationError`.
    func lease(_ key: ConnectionKey, timeout: Moment, deadline: Moment) async throws -> Lease {
        let origin = origin(key)
        while true {
            lastRequest += 1
            let request = lastRequest
            var effects = tell(origin) { $0.requested(request, now: $1) }
            let decision = effects.popLast()
            carryOut(effects, key)
            switch decision {
            case .handOver(let id, to: request)?:
                guard let connection = origin.connections[id] else { break }
                if connection.setIdle(false), connection.isQuiet {
                    return .connection(connection)
                }
                // The peer has closed it while nobody looked: the next one, or a new one.
                carryOut(tell(origin) { $0.released(id, idleUntil: nil, now: $1) }, key)
                continue
            case .open(for: request)?:
                return .place
            case let other?:
                carryOut([other], key)
            case nil: break
            }
            let wait = Wait<Lease>()
            origin.waits[request] = wait
            shareOut()
            do {
                return try await wait.value(until: min(timeout, deadline))
            } catch {
                withdraw(request, origin)
                origin.waits[request] = nil
                guard error is Wait<Lease>.TimedOut else {
                    forgetIfEmpty(key)
                    throw error
                }
                throw exhausted(key, origin, isDeadline: deadline < timeout)
            }
        }
    }

    /// A request has opened a connection in the place that it was given, and uses it.
    func opened(_ connection: PooledConnection) {
        let (key, id) = (connection.key, connection.id)
        openedCount += 1
        if case .http1(let connection) = connection {
            connection.socket.readiness.keep { [weak self, id] in
                Task { await self?.stirred(id, key) }
            }
        }
        let origin = origin(key)
        origin.connections[id] = connection
        carryOut(tell(origin) { $0.opened(id, capacity: connection.capacity, now: $1) }, key)
    }

    /// A request has not opened a connection in the place that it was given.
    func failedToOpen(_ key: ConnectionKey) {
        guard let origin = origins[key] else { return }
        carryOut(tell(origin) { $0.failedToOpen(now: $1) }, key)
        forgetIfEmpty(key)
        shareOut()
    }

    /// A request is through with a connection.
    func release(_ connection: PooledConnection, isReusable: Bool) {
        let (key, id) = (connection.key, connection.id)
        guard let origin = origins[key] else { return }
        let now = Moment.now
        let end = connection.idleEnd(now, idleTimeout: idleTimeout, lifetime: lifetime)
        let isOfUse =
            isReusable && drains.isEmpty && end > now && !isOwed(elsewhere: origin) && connection.setIdle(true)
        let effects = tell(origin) { $0.released(id, idleUntil: isOfUse ? end.nanoseconds : nil, now: $1) }
        if !effects.isEmpty { carryOut(effects, key) }
        if isOfUse { wakeUp(at: end) } else { forgetIfEmpty(key) }
        shareOut()
    }

    /// Closes every connection that carries no exchange.
    func closeIdle() { expire(now: .never) }

    /// Keeps nothing any more, and returns when nothing is held; gives whether that was so in time.
    ///
    /// - Throws: `CancellationError`.
    func drain(until deadline: Moment) async throws -> Bool {
        closeIdle()
        guard held > 0 else { return true }
        let wait = Wait<Void>()
        drains.append(wait)
        defer { drains.removeAll { $0 === wait } }
        do {
            try await wait.value(until: deadline)
            return true
        } catch is Wait<Void>.TimedOut {
            return false
        }
    }

    /// What is held now.
    var statistics: TransportStatistics {
        var sum = TransportStatistics()
        for origin in origins.values {
            sum.add(origin.book)
            sum.unreadBodies += origin.unreadBodies
        }
        sum.opened = openedCount
        return sum
    }

    /// Adds a monitor, which is told of all that is held first.
    func observe(_ monitor: any TransportMonitor) {
        told = statistics
        told.unreadBodies = 0
        monitor.changed(told)
        monitors.add(monitor)
    }

    private func origin(_ key: ConnectionKey) -> Origin {
        if let known = origins[key] { return known }
        let made = Origin(
            limit: key.route.maximumConnections, sharesConnections: key.route.versions.contains(.http2))
        origins[key] = made
        return made
    }

    // MARK: The limit in all

    /// Tells a book what has happened, with the room that there is, and keeps count of what it comes to.
    private func tell(
        _ origin: Origin, _ event: (inout PoolBook, _ now: Int64) -> [PoolBook.Effect]
    ) -> [PoolBook.Effect] {
        let before = origin.book.places
        origin.book.room = limit - held
        let effects = noting(origin) { event(&$0, Moment.now.nanoseconds) }
        held += origin.book.places - before
        if origin.book.isStarved { isScarce = true }
        if held == 0 { for drain in drains { drain.resolve(.success(())) } }
        return effects
    }

    private func withdraw(_ request: UInt64, _ origin: Origin) {
        noting(origin) { $0.withdrew(request) }
    }

    /// Changes a book, and tells monitors what is held after that.
    private func noting<Result>(_ origin: Origin, _ change: (inout PoolBook) -> Result) -> Result {
        guard !monitors.isEmpty else { return change(&origin.book) }
        told.add(origin.book, times: -1)
        let result = change(&origin.book)
        told.add(origin.book)
        told.opened = openedCount
        monitors.tell { $0.changed(told) }
        return result
    }

    /// The host, if any, whose request has waited longest of those that only the limit in all keeps waiting.
    private var starved: (key: ConnectionKey, origin: Origin)? {
        var longest: (key: ConnectionKey, origin: Origin)?
        for (key, origin) in origins where origin.book.isStarved {
            guard let longest, longest.origin.book.longestWaiting ?? 0 < origin.book.longestWaiting ?? 0 else {
                longest = (key, origin)
                continue
            }
        }
        return longest
    }

    /// Whether a connection that one host's request is through with is another host's turn to have.
    private func isOwed(elsewhere origin: Origin) -> Bool {
        guard isScarce, let starved, starved.origin !== origin else { return false }
        return (starved.origin.book.longestWaiting ?? .max) < (origin.book.longestWaiting ?? .max)
    }

    /// Gives room to hosts that have too little of it, as long as some can be had.
    private func shareOut() {
        while isScarce {
            guard let (key, origin) = starved else {
                isScarce = false
                return
            }
            if held >= limit {
                guard let (other, victim) = leastUsed else { return }
                carryOut(tell(victim) { book, _ in book.evicted() }, other)
                forgetIfEmpty(other)
            }
            let effects = tell(origin) { $0.roomGained(now: $1) }
            guard !effects.isEmpty else { return }
            carryOut(effects, key)
        }
    }

    /// A host with an idle connection: that which is to be closed soonest.
    private var leastUsed: (ConnectionKey, Origin)? {
        let candidates = origins.lazy.compactMap { key, origin in
            origin.book.nextExpiry.map { (key: key, origin: origin, expiry: $0) }
        }
        return candidates.min { $0.expiry < $1.expiry }.map { ($0.key, $0.origin) }
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
        guard let origin = origins[key] else { return [] }
        switch effect {
        case .close(let id):
            origin.connections.removeValue(forKey: id)?.close()
            return []
        case .open(let request):
            if origin.waits.removeValue(forKey: request)?.resolve(.success(.place)) == true { return [] }
            return tell(origin) { $0.failedToOpen(now: $1) }
        case .handOver(let id, let request):
            guard let connection = origin.connections[id] else { return [] }
            let isUsable = connection.setIdle(false)
            if let wait = origin.waits.removeValue(forKey: request) {
                if isUsable, wait.resolve(.success(.connection(connection))) { return [] }
                if !isUsable { return closeAndServe(id, request, wait, origin) }
            }
            let isOfUse = connection.setIdle(true)
            let end = connection.idleEnd(Moment.now, idleTimeout: idleTimeout, lifetime: lifetime)
            return tell(origin) { $0.released(id, idleUntil: isOfUse ? end.nanoseconds : nil, now: $1) }
        }
    }

    /// The connection for a request died on the way to it: the request is asked for again.
    private func closeAndServe(
        _ id: UInt64, _ request: UInt64, _ wait: Wait<Lease>, _ origin: Origin
    ) -> [PoolBook.Effect] {
        origin.waits[request] = wait
        let closing = tell(origin) { $0.released(id, idleUntil: nil, now: $1) }
        return closing + tell(origin) { $0.requested(request, now: $1) }
    }

    private func exhausted(_ key: ConnectionKey, _ origin: Origin, isDeadline: Bool) -> TransportError {
        let unread = origin.unreadBodies
        let busy = origin.book.busy
        var reason = """
            of at most \(key.route.maximumConnections) connections, \(unread) are held by response bodies that have \
            not been read to their end, \(max(busy - unread, 0)) carry requests, \(origin.book.opening) are being opened
            """
        let elsewhere = held - origin.book.places
        if held >= limit { reason += "; of at most \(limit) to all hosts, \(elsewhere) are held by other hosts" }
        forgetIfEmpty(key)
        return TransportError(
            isDeadline ? .deadlineExceeded : .acquireTimeout, during: "waiting for a connection to \(key.name)",
            reason: reason, mayHaveBeenSent: false)
    }

    // MARK: Idle connections

    /// An idle connection's peer has sent something or closed, or an unread body's time is up.
    private func stirred(_ id: UInt64, _ key: ConnectionKey) {
        guard let origin = origins[key], case .http1(let connection)? = origin.connections[id] else { return }
        let readiness = connection.socket.readiness
        if readiness.reason == .abandoned {
            // Its reader will find out, if it ever comes back; till then its place is another's.
            carryOut(tell(origin) { $0.released(id, idleUntil: nil, now: $1) }, key)
        } else if readiness.isIdle, !connection.socket.isQuiet {
            carryOut(tell(origin) { $0.drained(id, now: $1) }, key)
        }
        forgetIfEmpty(key)
        shareOut()
    }

    /// A connection that is shared has learned what it can carry.
    func changed(_ change: HTTP2Connection.Change, of id: UInt64, _ key: ConnectionKey) {
        guard let origin = origins[key] else { return }
        switch change {
        case .capacity(let count): carryOut(tell(origin) { $0.resized(id, capacity: count, now: $1) }, key)
        case .closing: carryOut(tell(origin) { $0.drained(id, now: $1) }, key)
        }
        forgetIfEmpty(key)
        shareOut()
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
        expire(now: Moment.now)
        if let next = origins.values.lazy.compactMap(\.book.nextExpiry).min() {
            wakeUp(at: Moment(nanoseconds: next))
        } else {
            // The loop may end while nothing is idle.
            if let ticket { EventLoop.shared.leave(ticket) }
            (alarm, ticket) = (nil, nil)
        }
    }

    private func expire(now: Moment) {
        for (key, origin) in origins {
            carryOut(tell(origin) { book, _ in book.expired(now: now.nanoseconds) }, key)
            forgetIfEmpty(key)
        }
        shareOut()
    }

    private func forgetIfEmpty(_ key: ConnectionKey) {
        if origins[key]?.book.isEmpty == true { origins[key] = nil }
    }
}

extension TransportStatistics {
    /// Counts a host's connections in.
    fileprivate mutating func add(_ book: PoolBook, times: Int = 1) {
        opening += times * book.opening
        busy += times * book.busy
        idle += times * book.idle
        waiting += times * book.waiting
    }
}
