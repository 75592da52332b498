internal import IniaHTTP
internal import IniaPrimitives
internal import IniaWire
internal import Synchronization

/// One HTTP/1.1 connection: carries an exchange at a time.
///
/// The parser thinks, the actor acts. Nothing is read that nobody asks for, so a slow reader holds up its peer by
/// TCP's own means. While the connection is idle nobody reads either: its ``Readiness`` tells the pool if it stirs.
actor Connection {
    nonisolated let id: UInt64
    nonisolated let key: ConnectionKey
    nonisolated let socket: Socket
    nonisolated let openedAt = Moment.now
    /// How long the peer keeps the connection while it is idle, in nanoseconds, as far as it said so.
    nonisolated let peerPatience = Atomic<Int64>(.max)
    /// Whether the connection waits for its response's body to be read.
    nonisolated let hasUnreadBody = Atomic(false)

    let stream: ByteStream
    var parser = ResponseParser()
    var buffer = ReceiveBuffer()
    /// Whether there may be bytes that the socket has and that were not read yet.
    var mayHaveMore = false
    /// Whether nothing was asked of the peer yet.
    private var isFresh = true
    var isAnswered = false
    var isReusable = true
    var upload = Upload.none
    var terms: ExchangeTerms
    /// The beginning of a body that came with the head.
    var begun: [UInt8] = []
    /// What moves the body into a file, while that is done.
    var pipe: SplicePipe?
    /// The fields that followed the body.
    var trailers = HTTPHeaders()
    var chunkSize = Connection.smallestChunk
    /// How many chunks since the last wait found as much as the largest can take.
    var fullChunks = 0

    static let smallestChunk = 16 << 10
    static let largestChunk = 256 << 10

    /// How far the request's body is.
    enum Upload {
        case none
        /// It is being sent; a read does not time out meanwhile.
        case underWay
        /// Sending has failed, and so has the exchange.
        case failed(any Error)
    }

    init(id: UInt64, key: ConnectionKey, stream: sending ByteStream, terms: ExchangeTerms) {
        self.id = id
        self.key = key
        self.stream = stream
        self.terms = terms
        socket = stream.socket
    }

    deinit { socket.shut(.discarded) }

    /// Sends a request and gives its response's head, with the body where that came along whole.
    ///
    /// - Throws: ``ExchangeFailure``; the connection is of no use then.
    func exchange(
        _ head: RequestHead, _ request: HTTPRequest, files: any FileOpener, terms: ExchangeTerms
    ) async throws(ExchangeFailure) -> Reply {
        self.terms = terms
        isAnswered = false
        isReusable = true
        trailers = HTTPHeaders()
        upload = .none
        parser.expect(method: request.method)
        do {
            if isFresh { try expectSilence() }
            let head = try await send(head, request.body, files: files)
            return try reply(head)
        } catch {
            socket.shut(.discarded)
            throw ExchangeFailure(error: told(error), wasAnswered: isAnswered)
        }
    }

    /// What went wrong, with the cancellation of the caller's task before all else.
    private func told(_ error: any Error) -> any Error {
        if Task.isCancelled || socket.readiness.reason == .cancelled { return CancellationError() }
        if case .failed(let cause) = upload { return cause }
        return error
    }

    /// Refuses what came before the first request, which it cannot answer (RFC 9112 section 9.2). The pool looks before each
    /// request that follows.
    private func expectSilence() throws(TransportError) {
        isFresh = false
        var place: [UInt8] = [0]
        switch try place.lendMutable({ (place) throws(TransportError) in try stream.read(into: place) }) {
        case .wouldBlock: return
        case .bytes:
            throw TransportError(
                .malformedResponse, during: "talking to \(key.name)", reason: "it sent bytes before it was asked",
                mayHaveBeenSent: false)
        case .end:
            throw TransportError(
                .connectionClosed, during: "talking to \(key.name)", reason: "it closed before it was asked",
                mayHaveBeenSent: false)
        }
    }

    // MARK: The response's head

    /// Reads until the final response's head is there.
    ///
    /// - Parameter limit: when to give up and give nil, or nil to keep to the terms.
    func finalHead(until limit: Moment? = nil, stoppingAtContinue: Bool = false) async throws -> ResponseHead? {
        while true {
            while let head = try parsedHead() {
                if !head.isInterim { return head }
                if head.status == 100, stoppingAtContinue { return nil }
            }
            if try receive() { continue }
            let deadline = limit ?? readLimit
            switch await socket.wait(for: .read, until: deadline) {
            case .ready: mayHaveMore = true
            case .timedOut where limit != nil && Moment.now < terms.deadline: return nil
            case .timedOut: if isTimedOut(deadline) { throw readTimedOut }
            case .shut(let reason): throw shutError(reason)
            }
            if case .failed(let error) = upload {
                guard let head = try lastWord(after: error) else { throw error }
                return head
            }
        }
    }

    /// Reads what is there without waiting, in the midst of sending; gives the final head if it has come.
    func earlyHead() throws -> ResponseHead? {
        mayHaveMore = true
        while true {
            while let head = try parsedHead() { if !head.isInterim { return head } }
            guard try receive() else { return nil }
        }
    }

    private func parsedHead() throws(TransportError) -> ResponseHead? {
        guard !buffer.isEmpty else { return nil }
        let step: ResponseParser.Step
        do {
            step = try buffer.withBytes { (bytes) throws(WireError) in try parser.next(bytes) }
        } catch {
            throw .wire(error, during: "reading the response of \(key.name)")
        }
        buffer.drop(step.used)
        guard case .head(let head)? = step.event else { return nil }
        return head
    }

    /// Reads into the buffer; gives whether there is anything new, and throws where the peer has closed.
    private func receive() throws(TransportError) -> Bool {
        guard mayHaveMore else { return false }
        var reading = ByteStream.Reading.wouldBlock
        try buffer.fill { (place) throws(TransportError) -> Int in
            reading = try stream.read(into: place)
            guard case .bytes(let count) = reading else { return 0 }
            mayHaveMore = !stream.isDrained
            return count
        }
        switch reading {
        case .bytes:
            isAnswered = true
            return true
        case .wouldBlock:
            mayHaveMore = false
            return false
        case .end:
            do {
                _ = try buffer.withBytes { (bytes) throws(WireError) in try parser.close(bytes) }
            } catch {
                throw .wire(error, during: "awaiting the response of \(key.name)")
            }
            throw TransportError(.connectionClosed, during: "awaiting the response of \(key.name)")
        }
    }

    private var readLimit: Moment {
        if case .underWay = upload { return terms.deadline }
        return terms.readLimit
    }

    /// Whether a wait that ended was for what still holds: the end of an upload makes for a new limit.
    private func isTimedOut(_ deadline: Moment) -> Bool {
        if case .underWay = upload { return Moment.now >= terms.deadline }
        return true
    }

    var readTimedOut: TransportError {
        TransportError(
            Moment.now >= terms.deadline ? .deadlineExceeded : .readTimeout,
            during: "awaiting the response of \(key.name)")
    }

    func shutError(_ reason: Readiness.Reason) -> any Error {
        switch reason {
        case .cancelled: CancellationError()
        case .abandoned:
            TransportError(
                .connectionClosed, during: "reading the response of \(key.name)",
                reason: "the body was left unread for too long")
        case .discarded: TransportError(.connectionClosed, during: "talking to \(key.name)")
        }
    }

    // MARK: The reply

    private func reply(_ head: ResponseHead) throws -> Reply {
        isReusable = isReusable && head.keepsAlive
        if let patience = head.patience { peerPatience.store(patience, ordering: .relaxed) }
        var length: Int64?
        if case .length(let count) = head.framing { length = count }
        guard let whole = try wholeBody(head.framing) else {
            hasUnreadBody.store(true, ordering: .relaxed)
            socket.readiness.setAbandonment(Moment.now.advanced(by: terms.abandonTimeout))
            return Reply(
                status: head.status, headers: head.headers, payload: .stream(length: length), isReusable: isReusable)
        }
        settle()
        return Reply(
            status: head.status, headers: head.headers, payload: .whole(whole), isReusable: isReusable,
            trailers: trailers)
    }

    /// The body, where all of it has arrived with the head.
    private func wholeBody(_ framing: BodyFraming) throws(TransportError) -> [UInt8]? {
        if case .length(let count) = framing, count > Int64(buffer.count) { return nil }
        let body = try availableBody(upTo: max(buffer.count, 1))
        if !parser.isDone { begun = body }
        return parser.isDone ? body : nil
    }

    /// The body's bytes that are in the buffer.
    func availableBody(upTo limit: Int) throws(TransportError) -> [UInt8] {
        var body: [UInt8] = []
        while !parser.isDone, body.count < limit || parser.plainBodyBytes == 0 {
            do throws(WireError) {
                let step = try buffer.withBytes { (bytes) throws(WireError) -> ResponseParser.Step in
                    let step = try parser.next(bytes)
                    if case .body(let range)? = step.event {
                        body.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[range]))
                    }
                    if case .end(let fields)? = step.event { trailers = fields }
                    return step
                }
                buffer.drop(step.used)
                if step.event == nil { break }
            } catch {
                throw .wire(error, during: "reading the response of \(key.name)")
            }
        }
        return body
    }

    /// The exchange is over: says whether the connection may carry another.
    func settle() {
        endRush()
        hasUnreadBody.store(false, ordering: .relaxed)
        // Bytes after a response were asked for by nobody, and would be taken for the answer to the next request. A read
        // that emptied the socket has left none there.
        if !buffer.isEmpty || stream.hasUnread || (mayHaveMore && !socket.isQuiet) { isReusable = false }
        if case .none = upload {} else { isReusable = false }
        buffer.shrink()
    }
}
