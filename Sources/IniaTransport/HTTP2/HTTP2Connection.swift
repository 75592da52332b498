internal import IniaHTTP
internal import IniaPrimitives
internal import IniaWire
internal import Synchronization

/// One HTTP/2 connection: carries many exchanges at a time.
///
/// The session thinks, the actor acts. One task reads and writes for all exchanges, on the event loop; it lends the
/// actor from turn to turn and does not keep it alive. A request is handed in from outside the actor and waits for its
/// response once, so that it costs its task no hop, and what several hand in during one turn of the loop leaves
/// together.
actor HTTP2Connection {
    /// What the pool has to know.
    enum Change: Sendable {
        /// The peer carries so many exchanges at a time.
        case capacity(Int)
        /// No new exchange can begin.
        case closing
    }

    nonisolated let id: UInt64
    nonisolated let key: ConnectionKey
    nonisolated let socket: Socket
    nonisolated let openedAt = Moment.now
    /// Whether another exchange can begin.
    nonisolated let isOpen = Atomic(true)
    /// How many responses wait for their bodies to be read.
    nonisolated let unreadBodies = Atomic(0)
    nonisolated let inbox = Mutex(Inbox())
    nonisolated let observer: @Sendable (Change) -> Void

    /// What is assumed until the peer has said it, as RFC 9113 section 6.5.2 recommends.
    static let initialCapacity = 100

    let stream: ByteStream
    let session: HTTP2Session
    let liveness: HTTP2Liveness
    var exchanges: [HTTP2Session.StreamID: HTTP2Exchange] = [:]
    /// Exchanges of which there is something to tell at the end of what is being done.
    var stirred: [HTTP2Exchange] = []
    /// Why the connection ended, once it has.
    var failure: TransportError?
    /// When something is due next.
    var nextCheck = Moment.never
    var isCalled = false

    // What a turn leaves to the next.
    var heeded: [Notice] = []
    var place = [UInt8](repeating: 0, count: 64 << 10)
    var outgoing: [UInt8] = []
    var sentOfOutgoing = 0
    var mayHaveMore = false
    var arrivals = 0
    var lastArrival = Moment.now
    var pongLimit: Moment?
    var nextForgiveness = Moment.now

    /// Something that concerns one exchange, said from outside the actor.
    enum Notice: Sendable {
        /// A request is to be sent.
        case begin(HTTP2Submission)
        /// The task that waits for the response's head was cancelled.
        case withdrawn(HTTP2Ticket)
        /// The task that waits for the so manieth time was cancelled.
        case cancelled(HTTP2Session.StreamID, waiting: Int)
        /// Nobody will read the response.
        case abandoned(HTTP2Session.StreamID)
    }

    /// What was said from outside and not heeded yet.
    struct Inbox: Sendable {
        var notices: [Notice] = []
        /// Why nothing is heeded any more.
        var end: TransportError?
    }

    /// Begins to speak on a stream that is connected; ``start()`` follows.
    init(
        id: UInt64, key: ConnectionKey, stream: sending ByteStream, liveness: HTTP2Liveness,
        observer: @escaping @Sendable (Change) -> Void
    ) throws(WireError) {
        self.id = id
        self.key = key
        self.stream = stream
        self.liveness = liveness
        self.observer = observer
        socket = stream.socket
        session = try HTTP2Session()
    }

    deinit { socket.shut(.discarded) }

    /// Begins to read and write.
    nonisolated func start() {
        let socket = socket
        socket.readiness.call()
        // It belongs to the connection and to none of the calls on it, and nobody awaits it: it ends with the connection,
        // which shuts the socket when it fails or when nobody refers to it.
        Task(executorPreference: EventLoop.shared) { [weak self] in
            var pause = Pause(interest: [.read, .work], until: .never)
            while true {
                let outcome = await socket.readiness.wait(for: pause.interest, until: pause.until)
                guard let next = await self?.turn(outcome) else { return }
                pause = next
            }
        }
    }

    // MARK: Exchanges

    /// Sends a request and gives its response's head, with the body where that came along whole.
    ///
    /// The head is given as soon as it is there, even if not all of the request was sent; sending then goes on beside
    /// the reading of the body.
    nonisolated func exchange(
        _ head: HTTP2RequestHead, _ body: Body, files: any FileOpener, terms: ExchangeTerms
    ) async throws(ExchangeFailure) -> HTTP2Answer {
        let ticket = HTTP2Ticket()
        let pump = head.hasBody ? pump(body, files) : nil
        let outcome = await withTaskCancellationHandler {
            await withUnsafeContinuation { asker in
                notify(
                    .begin(
                        HTTP2Submission(
                            ticket: ticket, head: head, body: body, terms: terms, pump: pump, asker: asker)))
                // A task that was cancelled before has said so of an exchange that nobody knew.
                if Task.isCancelled { notify(.withdrawn(ticket)) }
            }
        } onCancel: {
            notify(.withdrawn(ticket))
        }
        switch outcome {
        case .success(let answer):
            if case .whole = answer.reply.payload { await pump?.task.value }
            return answer
        case .failure(let failure):
            await pump?.task.value
            throw failure
        }
    }

    /// Takes in a request.
    func begin(_ submission: HTTP2Submission, now: Moment) {
        let id: HTTP2Session.StreamID
        do {
            guard session.isOpen else { throw WireError(.refused, "the connection takes no more requests") }
            id = try session.open(submission.head)
        } catch {
            close()
            return submission.refuse(told(error))
        }
        submission.ticket.stream = id
        let exchange = HTTP2Exchange(id, submission, arrivalsBefore: arrivals)
        if exchanges.isEmpty {
            lastArrival = now
            nextCheck = min(nextCheck, now.advanced(by: liveness.interval))
        }
        exchanges[id] = exchange
        do {
            if submission.head.hasBody { try send(submission, of: exchange, now: now) }
        } catch {
            return fail(exchange, told(error), now: now)
        }
        exchange.renewLimit(now: now)
        nextCheck = min(nextCheck, exchange.nextLimit)
    }

    /// Tells whoever waits for an exchange what has become of it.
    func answer(_ exchange: HTTP2Exchange, now: Moment) {
        guard let asker = exchange.takeAsker() else { return exchange.wake() }
        // What has failed since the head came is told to whoever reads the body.
        guard let head = exchange.head, !(exchange.failure is CancellationError) else {
            forget(exchange)
            return asker.resume(returning: .failure(failed(exchange)))
        }
        var payload = Reply.Payload.stream(length: head.length)
        if exchange.hasEnded {
            payload = .whole(session.take(exchange.id, upTo: .max).array)
            forget(exchange)
        } else {
            exchange.hasUnreadBody = true
            unreadBodies.add(1, ordering: .relaxed)
            exchange.leave(now: now)
            check(at: exchange.nextLimit)
        }
        let reply = Reply(
            status: head.status, headers: head.headers, payload: payload,
            isReusable: isOpen.load(ordering: .relaxed), trailers: exchange.trailers)
        asker.resume(returning: .success(HTTP2Answer(reply: reply, id: exchange.id)))
    }

    /// Ends an exchange with an error, and tells so.
    func fail(_ exchange: HTTP2Exchange, _ error: any Error, now: Moment) {
        exchange.fail(error)
        answer(exchange, now: now)
    }

    /// Waits until the response's body has gone on, or failed; a task that is cancelled fails it.
    func wait(for exchange: HTTP2Exchange) async {
        guard exchange.failure == nil else { return }
        let (id, number) = (exchange.id, exchange.nextWaiting())
        await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                exchange.wait(continuation, now: Moment.now)
                check(at: exchange.nextLimit)
            }
        } onCancel: {
            notify(.cancelled(id, waiting: number))
        }
    }

    /// Lets go of an exchange: what is under way of it is cancelled, and its body's making awaited.
    func finish(_ exchange: HTTP2Exchange) async {
        forget(exchange)
        await exchange.pump?.value
    }

    /// The same, without awaiting.
    func forget(_ exchange: HTTP2Exchange) {
        guard exchanges.removeValue(forKey: exchange.id) != nil else { return }
        session.release(exchange.id)
        if exchange.hasUnreadBody { unreadBodies.subtract(1, ordering: .relaxed) }
        exchange.pump?.cancel()
        exchange.wakePump()
        if session.wantsToSend { call() }
    }

    private func failed(_ exchange: HTTP2Exchange) -> ExchangeFailure {
        ExchangeFailure(
            error: exchange.failure ?? CancellationError(), wasAnswered: arrivals > exchange.arrivalsBefore,
            isRefused: exchange.isRefused, requiresHTTP1: exchange.requiresHTTP1)
    }

    // MARK: Who has to act

    /// Says that there is something to be sent: it leaves with all else that is said till the loop's next turn.
    func call() {
        guard !isCalled else { return }
        isCalled = true
        socket.readiness.call()
    }

    /// Says something of an exchange, from any thread.
    nonisolated func notify(_ notice: Notice) {
        let (isFirst, end) = inbox.withLock { inbox -> (Bool, TransportError?) in
            if let end = inbox.end { return (false, end) }
            inbox.notices.append(notice)
            return (inbox.notices.count == 1, nil)
        }
        // What comes later is heeded along with the first.
        if isFirst { socket.readiness.call() }
        if let end, case .begin(let submission) = notice { submission.refuse(end.ofUnsent) }
    }

    /// Makes sure that what is due at a moment is looked at then.
    func check(at moment: Moment) {
        guard moment < nextCheck else { return }
        nextCheck = moment
        call()
    }

    /// The error in the transport's terms.
    func told(_ error: any Error) -> any Error {
        guard let error = error as? WireError else { return error }
        if let failure, error.code == .refused { return failure.ofUnsent }
        let isUntouched = [.refused, .http1Required, .request].contains(error.code)
        return TransportError.wire(error, during: "talking to \(key.name)", mayHaveBeenSent: !isUntouched)
    }
}

extension TransportError {
    /// The same error, of a request of which nothing was sent.
    fileprivate var ofUnsent: TransportError {
        var error = self
        error.mayHaveBeenSent = false
        return error
    }
}

/// How a connection finds out that its peer is gone without a word.
struct HTTP2Liveness: Sendable {
    /// How long the peer may be silent, while something is awaited, until it is asked for a sign of life.
    let interval: Duration
    /// How long it has to give one.
    let timeout: Duration
}

/// What a connection waits for between two turns, and until when.
struct Pause: Sendable {
    let interest: Readiness.Interest
    let until: Moment
}
