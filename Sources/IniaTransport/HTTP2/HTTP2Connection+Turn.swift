internal import IniaHTTP
internal import IniaWire
internal import Synchronization

extension HTTP2Connection {
    /// What is read in one turn at most, so that the loop's other sockets get theirs: so many times 64 KiB.
    private static let readsPerTurn = 16
    private static let largestWrite = 64 << 10
    /// How many notices have their memory kept for others.
    private static let keptNotices = 256
    /// How often the peer is let off its frames that say nothing.
    private static let forgiveness = Duration.seconds(10)

    /// Takes in what has arrived, ends what is overdue and sends what there is to send.
    ///
    /// - Returns: what to wait for, or nil where the connection has ended.
    func turn(_ outcome: Readiness.Outcome) -> Pause? {
        guard failure == nil else { return nil }
        let now = Moment.now
        switch outcome {
        case .shut: return end(TransportError(.connectionClosed, during: "talking to \(key.name)"))
        case .timedOut: break
        case .ready(let ready):
            if ready.contains(.read) { mayHaveMore = true }
            if ready.contains(.work) { heed(now) }
        }
        if now >= nextForgiveness {
            nextForgiveness = now.advanced(by: Self.forgiveness)
            session.forgive()
        }
        do throws(TransportError) {
            try receive(now)
            if now >= nextCheck { try expire(now) }
            let isBlocked = try !flush(now)
            if session.isOver { throw over }
            // What was left for later is done right away, but after the loop's other work.
            if mayHaveMore || isCalled { socket.readiness.call() }
            return Pause(interest: isBlocked ? [.read, .write, .work] : [.read, .work], until: nextCheck)
        } catch {
            return end(session.fault == nil ? error : over)
        }
    }

    // MARK: Receiving

    private func receive(_ now: Moment) throws(TransportError) {
        var reads = 0
        while mayHaveMore, reads < Self.readsPerTurn {
            reads += 1
            let reading = try place.lendMutable { (place) throws(TransportError) in try stream.read(into: place) }
            switch reading {
            case .wouldBlock: mayHaveMore = false
            case .end: throw TransportError(.connectionClosed, during: "talking to \(key.name)")
            case .bytes(let count):
                mayHaveMore = !stream.isDrained
                arrivals += 1
                lastArrival = now
                if pongLimit != nil {
                    pongLimit = nil
                    nextCheck = min(nextCheck, now.advanced(by: liveness.interval))
                }
                do throws(WireError) {
                    try place.lend { (place) throws(WireError) in
                        try session.receive(UnsafeRawBufferPointer(rebasing: place[..<count]))
                    }
                } catch {
                    handle(now)
                    throw .wire(error, during: "talking to \(key.name)")
                }
                handle(now)
            }
        }
    }

    /// Tells everybody what has happened.
    private func handle(_ now: Moment) {
        for event in session.takeEvents() {
            switch event {
            case .head(let id, let head):
                guard let exchange = exchanges[id] else { continue }
                exchange.head = head
                stir(exchange)
            case .data(let id): if let exchange = exchanges[id] { stir(exchange) }
            case .end(let id, let trailers):
                guard let exchange = exchanges[id] else { continue }
                exchange.hasEnded = true
                exchange.trailers = trailers
                // A peer that has answered in full does not want the rest of the request.
                exchange.pump?.cancel()
                exchange.wakePump()
                stir(exchange)
            case .room(let id): exchanges[id]?.wakePump()
            case .sent(let id):
                guard let exchange = exchanges[id] else { continue }
                exchange.sent(now: now)
                check(at: exchange.nextLimit)
            case .failed(let id, let error):
                guard let exchange = exchanges[id] else { continue }
                fail(exchange, error)
                stir(exchange)
            case .limit(let count): observer(.capacity(count))
            case .draining: close()
            case .pong: break
            }
        }
        if !stirred.isEmpty { tell(now) }
    }

    /// Something is to be told of an exchange, once all that has happened to it is known.
    private func stir(_ exchange: HTTP2Exchange) {
        guard !exchange.isStirred else { return }
        exchange.isStirred = true
        stirred.append(exchange)
    }

    private func tell(_ now: Moment) {
        for exchange in stirred {
            exchange.isStirred = false
            answer(exchange, now: now)
        }
        stirred.removeAll(keepingCapacity: true)
    }

    private func fail(_ exchange: HTTP2Exchange, _ error: WireError) {
        exchange.isRefused = error.code == .refused && exchange.head == nil
        exchange.requiresHTTP1 = error.code == .http1Required && exchange.head == nil
        guard exchange.head != nil, error.code == .reset else { return exchange.fail(told(error)) }
        exchange.fail(TransportError(.incompleteBody, during: reading, reason: error.reason))
    }

    private var reading: String { "reading the response of \(key.name)" }

    // MARK: Sending

    /// Sends what the session has; gives whether all of it has left.
    private func flush(_ now: Moment) throws(TransportError) -> Bool {
        isCalled = false
        while true {
            if sentOfOutgoing == outgoing.count {
                outgoing.removeAll(keepingCapacity: true)
                sentOfOutgoing = 0
                do throws(WireError) {
                    try session.send(into: &outgoing, upTo: Self.largestWrite)
                } catch {
                    throw .wire(error, during: "talking to \(key.name)")
                }
                handle(now)
                if outgoing.isEmpty { return try stream.flush() }
            }
            let count = try outgoing.lend { (bytes) throws(TransportError) -> Int in
                try stream.write(UnsafeRawBufferPointer(rebasing: bytes[sentOfOutgoing...]))
            }
            guard count > 0 else { return false }
            sentOfOutgoing += count
        }
    }

    // MARK: Time

    /// Ends what is overdue, and finds out when the next thing is.
    private func expire(_ now: Moment) throws(TransportError) {
        var next = Moment.never
        for exchange in exchanges.values {
            if exchange.isWritingDue(at: now) {
                exchange.checkProgress(session.progress(of: exchange.id), now: now)
            }
            switch exchange.overdue(at: now) {
            case .answer:
                let isLate = exchange.head == nil && now >= exchange.terms.deadline
                let during = exchange.head == nil ? "awaiting the response of \(key.name)" : reading
                fail(exchange, TransportError(isLate ? .deadlineExceeded : .readTimeout, during: during), now: now)
            case .writing:
                fail(exchange, TransportError(.writeTimeout, during: "sending to \(key.name)"), now: now)
                session.release(exchange.id)
            case .abandoned:
                exchange.fail(
                    TransportError(
                        .connectionClosed, during: reading, reason: "the body was left unread for too long"))
                session.release(exchange.id)
            case nil: next = min(next, exchange.nextLimit)
            }
        }
        nextCheck = next
        if !exchanges.isEmpty { try askForLife(now) }
    }

    private func askForLife(_ now: Moment) throws(TransportError) {
        if let pongLimit, pongLimit <= now {
            throw TransportError(
                .connectionClosed, during: "talking to \(key.name)", reason: "the peer gives no sign of life")
        }
        let due = lastArrival.advanced(by: liveness.interval)
        if pongLimit == nil, due <= now {
            session.ping()
            pongLimit = now.advanced(by: liveness.timeout)
        }
        nextCheck = min(nextCheck, pongLimit ?? due)
    }

    // MARK: Notices and the end

    /// Does what was said from outside.
    private func heed(_ now: Moment) {
        // The list that was heeded last is the next to be filled, so that none has to grow.
        inbox.withLock { swap(&heeded, &$0.notices) }
        defer { heeded.removeAll(keepingCapacity: heeded.capacity <= Self.keptNotices) }
        for notice in heeded {
            switch notice {
            case .begin(let submission): begin(submission, now: now)
            case .withdrawn(let ticket):
                guard let exchange = exchanges[ticket.stream], exchange.isAsked else { continue }
                fail(exchange, CancellationError(), now: now)
            case .cancelled(let id, let waiting):
                guard let exchange = exchanges[id], exchange.isWaiting, exchange.waiting == waiting else { continue }
                fail(exchange, CancellationError(), now: now)
                session.release(id)
            case .abandoned(let id): if let exchange = exchanges[id] { forget(exchange) }
            }
        }
    }

    /// Takes no new exchanges.
    func close() {
        if isOpen.exchange(false, ordering: .relaxed) { observer(.closing) }
    }

    private var over: TransportError {
        if let fault = session.fault { return .wire(fault, during: "talking to \(key.name)") }
        return TransportError(.connectionClosed, during: "talking to \(key.name)")
    }

    /// Ends all that is under way.
    private func end(_ error: TransportError) -> Pause? {
        // The peer is told why, as far as it listens.
        _ = try? flush(Moment.now)
        failure = error
        let now = Moment.now
        for exchange in exchanges.values where !exchange.hasEnded {
            guard exchange.head != nil, error.code == .connectionClosed else {
                fail(exchange, error, now: now)
                continue
            }
            let cut = TransportError(.incompleteBody, during: reading, reason: error.reason, cause: error)
            fail(exchange, cut, now: now)
        }
        let late = inbox.withLock { inbox in
            inbox.end = error
            defer { inbox.notices = [] }
            return inbox.notices
        }
        for case .begin(let submission) in late {
            submission.refuse(told(WireError(.refused, "the connection is over")))
        }
        socket.shut(.discarded)
        close()
        return nil
    }
}
