internal import IniaHTTP
internal import IniaWire

/// What a pool holds of all hosts: a ``PoolBook`` for each decides, and this carries out. The pool's lock guards it, so
/// nothing in here waits.
struct PoolLedger {
    /// What becomes of a request.
    enum Answer: Sendable {
        /// A kept connection, to be looked at before it is used.
        case connection(PooledConnection)
        /// The place of a connection that is to be opened.
        case place
        /// Something to wait for; ``gaveUp(_:_:isDeadline:)`` follows where that fails.
        case wait(Wait<ConnectionPool.Lease>, request: UInt64)
    }

    /// What the pool has of one host. Its own, and never seen from outside.
    private final class Origin {
        var book: PoolBook
        var connections: [UInt64: PooledConnection] = [:]
        var waits: [UInt64: Wait<ConnectionPool.Lease>] = [:]

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
    /// When idle connections are looked at next, as far as the pool was asked to.
    private var nextLook = Moment.never

    init(_ options: TransportOptions, monitors: TransportMonitors) {
        idleTimeout = options.idleTimeout
        lifetime = options.connectionLifetime
        limit = max(options.maximumConnections ?? DescriptorLimit.share, 1)
        self.monitors = monitors
    }

    // MARK: Requests

    /// A request wants a connection.
    mutating func request(_ key: ConnectionKey, now: Moment) -> Answer {
        let origin = origin(key)
        // The usual case; what is held does not change by it.
        if let id = noting(origin, { $0.taken(now: now.nanoseconds) }), let connection = origin.connections[id] {
            return .connection(connection)
        }
        lastRequest += 1
        let request = lastRequest
        var effects = tell(origin) { $0.requested(request, now: $1) }
        let decision = effects.popLast()
        carryOut(effects, key)
        switch decision {
        case .handOver(let id, to: request)?:
            if let connection = origin.connections[id] { return .connection(connection) }
        case .open(for: request)?: return .place
        case let other?: carryOut([other], key)
        case nil: break
        }
        let wait = Wait<ConnectionPool.Lease>()
        origin.waits[request] = wait
        shareOut()
        return .wait(wait, request: request)
    }

    /// A request was given a connection that turned out to be closed.
    mutating func lost(_ connection: PooledConnection) {
        guard let origin = origins[connection.key] else { return }
        carryOut(tell(origin) { $0.released(connection.id, idleUntil: nil, now: $1) }, connection.key)
    }

    /// A request waits no longer; gives what that means where it waited too long.
    mutating func gaveUp(_ request: UInt64, _ key: ConnectionKey, isDeadline: Bool) -> TransportError {
        let origin = origin(key)
        noting(origin) { $0.withdrew(request) }
        origin.waits[request] = nil
        defer { forgetIfEmpty(key) }
        return exhausted(key, origin, isDeadline: isDeadline)
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
        return TransportError(
            isDeadline ? .deadlineExceeded : .acquireTimeout, during: "waiting for a connection to \(key.name)",
            reason: reason, mayHaveBeenSent: false)
    }

    /// A request has opened a connection in the place that it was given, and uses it.
    mutating func opened(_ connection: PooledConnection) {
        let (key, id) = (connection.key, connection.id)
        openedCount += 1
        let origin = origin(key)
        origin.connections[id] = connection
        carryOut(tell(origin) { $0.opened(id, capacity: connection.capacity, now: $1) }, key)
    }

    /// A request has not opened a connection in the place that it was given.
    mutating func failedToOpen(_ key: ConnectionKey) {
        guard let origin = origins[key] else { return }
        carryOut(tell(origin) { $0.failedToOpen(now: $1) }, key)
        forgetIfEmpty(key)
        shareOut()
    }

    /// A request is through with a connection.
    ///
    /// - Returns: when idle connections have to be looked at, where that is sooner than was asked for before.
    mutating func released(_ connection: PooledConnection, isReusable: Bool) -> Moment? {
        let (key, id, now) = (connection.key, connection.id, Moment.now)
        guard let origin = origins[key] else { return nil }
        let end = idleEnd(connection, now)
        let isOfUse =
            isReusable && drains.isEmpty && end > now && !isOwed(elsewhere: origin) && connection.setIdle(true)
        let effects = tell(origin, now) { $0.released(id, idleUntil: isOfUse ? end.nanoseconds : nil, now: $1) }
        if !effects.isEmpty { carryOut(effects, key) }
        if !isOfUse { forgetIfEmpty(key) }
        shareOut()
        guard isOfUse, end < nextLook else { return nil }
        nextLook = end
        return end
    }

    private func idleEnd(_ connection: PooledConnection, _ now: Moment) -> Moment {
        connection.idleEnd(now, idleTimeout: idleTimeout, lifetime: lifetime)
    }

    // MARK: What connections say

    /// An idle connection's peer has sent something or closed, or an unread body's time is up.
    mutating func stirred(_ id: UInt64, _ key: ConnectionKey) {
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
    mutating func changed(_ change: HTTP2Connection.Change, of id: UInt64, _ key: ConnectionKey) {
        guard let origin = origins[key] else { return }
        switch change {
        case .capacity(let count): carryOut(tell(origin) { $0.resized(id, capacity: count, now: $1) }, key)
        case .closing: carryOut(tell(origin) { $0.drained(id, now: $1) }, key)
        }
        forgetIfEmpty(key)
        shareOut()
    }

    // MARK: All that is held

    /// Closes what has been idle for as long as it may be; gives when the next is due, where there is one.
    mutating func expireIdle() -> Moment? {
        expire(now: Moment.now)
        let next = origins.values.lazy.compactMap(\.book.nextExpiry).min().map { Moment(nanoseconds: $0) }
        nextLook = next ?? .never
        return next
    }

    /// Closes what is idle and due by a moment.
    mutating func expire(now: Moment) {
        for (key, origin) in origins {
            carryOut(tell(origin) { book, _ in book.expired(now: now.nanoseconds) }, key)
            forgetIfEmpty(key)
        }
        shareOut()
    }

    /// Closes what is idle, and keeps nothing until ``endDrain(_:)``; gives whether there is something to wait for.
    mutating func drain(_ wait: Wait<Void>) -> Bool {
        expire(now: .never)
        guard held > 0 else { return false }
        drains.append(wait)
        return true
    }

    mutating func endDrain(_ wait: Wait<Void>) { drains.removeAll { $0 === wait } }

    var statistics: TransportStatistics {
        var sum = TransportStatistics()
        for origin in origins.values {
            sum.add(origin.book)
            sum.unreadBodies += origin.unreadBodies
        }
        sum.opened = openedCount
        return sum
    }

    mutating func observe(_ monitor: any TransportMonitor) {
        told = statistics
        told.unreadBodies = 0
        monitor.changed(told)
        monitors.add(monitor)
    }

    private mutating func origin(_ key: ConnectionKey) -> Origin {
        if let known = origins[key] { return known }
        let made = Origin(
            limit: key.route.maximumConnections, sharesConnections: key.route.versions.contains(.http2))
        origins[key] = made
        return made
    }

    private mutating func forgetIfEmpty(_ key: ConnectionKey) {
        if origins[key]?.book.isEmpty == true { origins[key] = nil }
    }

    // MARK: The limit in all

    /// Tells a book what has happened, with the room that there is, and keeps count of what it comes to.
    private mutating func tell(
        _ origin: Origin, _ now: Moment = .now, _ event: (inout PoolBook, _ now: Int64) -> [PoolBook.Effect]
    ) -> [PoolBook.Effect] {
        let before = origin.book.places
        origin.book.room = limit - held
        let effects = noting(origin) { event(&$0, now.nanoseconds) }
        held += origin.book.places - before
        if origin.book.isStarved { isScarce = true }
        if held == 0 { for drain in drains { drain.resolve(.success(())) } }
        return effects
    }

    /// Changes a book, and tells monitors what is held after that.
    @discardableResult
    private mutating func noting<Result>(_ origin: Origin, _ change: (inout PoolBook) -> Result) -> Result {
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
    private mutating func shareOut() {
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

    private mutating func carryOut(_ effects: [PoolBook.Effect], _ key: ConnectionKey) {
        var effects = effects
        while !effects.isEmpty {
            var further: [PoolBook.Effect] = []
            for effect in effects { further += carryOut(effect, key) }
            effects = further
        }
    }

    /// Carries out one effect; gives what follows where the request had gone meanwhile.
    private mutating func carryOut(_ effect: PoolBook.Effect, _ key: ConnectionKey) -> [PoolBook.Effect] {
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
            let isUsable = connection.setIdle(false) && connection.isStill
            if let wait = origin.waits.removeValue(forKey: request) {
                if isUsable, wait.resolve(.success(.connection(connection))) { return [] }
                if !isUsable { return closeAndServe(id, request, wait, origin) }
            }
            let end = connection.setIdle(true) ? idleEnd(connection, .now).nanoseconds : nil
            return tell(origin) { $0.released(id, idleUntil: end, now: $1) }
        }
    }

    /// The connection for a request died on the way to it: the request is asked for again.
    private mutating func closeAndServe(
        _ id: UInt64, _ request: UInt64, _ wait: Wait<ConnectionPool.Lease>, _ origin: Origin
    ) -> [PoolBook.Effect] {
        origin.waits[request] = wait
        let closing = tell(origin) { $0.released(id, idleUntil: nil, now: $1) }
        return closing + tell(origin) { $0.requested(request, now: $1) }
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
