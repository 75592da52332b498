internal import IniaHTTP
internal import IniaPrimitives
internal import IniaWire
internal import Synchronization

extension HTTP2Connection {
    // MARK: Responses

    /// Reads a response's body on; the bytes are empty only at its end.
    ///
    /// - Throws: ``TransportError``, or `CancellationError` where the task was cancelled; the exchange is over then, and
    ///   the connection goes on.
    func nextChunk(of id: HTTP2Session.StreamID) async throws -> Chunk {
        guard let exchange = exchanges[id], !exchange.isWaiting else { return chunk(Bytes(), isLast: true) }
        while true {
            if Task.isCancelled || exchange.failure is CancellationError {
                throw await ended(exchange, CancellationError())
            }
            let bytes = session.take(id, upTo: Connection.largestChunk)
            let isLast = exchange.hasEnded && session.available(id) == 0
            if isLast { await finish(exchange) }
            if !bytes.isEmpty || isLast {
                if !isLast {
                    exchange.leave(now: Moment.now)
                    check(at: exchange.nextLimit)
                    // What was taken opens the window again.
                    if session.wantsToSend { call() }
                }
                return chunk(bytes, isLast: isLast, exchange.trailers)
            }
            if let failure = exchange.failure { throw await ended(exchange, failure) }
            await wait(for: exchange)
        }
    }

    private func ended(_ exchange: HTTP2Exchange, _ error: any Error) async -> any Error {
        await finish(exchange)
        return error
    }

    private func chunk(_ bytes: Bytes, isLast: Bool, _ trailers: HTTPHeaders = HTTPHeaders()) -> Chunk {
        Chunk(bytes: bytes, isLast: isLast, isReusable: isOpen.load(ordering: .relaxed), trailers: trailers)
    }

    // MARK: Requests

    /// What makes a body that is not at hand.
    nonisolated func pump(_ body: Body, _ files: any FileOpener) -> HTTP2Pump? {
        if case .bytes = body.content { return nil }
        let beginning = Wait<HTTP2Session.StreamID>()
        // Not a child of the call, which returns with the response's head while the body may still be sent. The exchange's
        // end cancels it and, but where nobody is left to wait, awaits it.
        let task = Task {
            guard let id = try? await beginning.value(until: .never) else { return }
            await self.pump(body, id, files)
        }
        return HTTP2Pump(task: task, beginning: beginning)
    }

    /// Hands a request's body to the session: at once where it is at hand, else as it is made.
    func send(_ submission: HTTP2Submission, of exchange: HTTP2Exchange, now: Moment) throws(WireError) {
        exchange.isUploading = true
        if let pump = submission.pump {
            exchange.pump = pump.task
            pump.beginning.resolve(.success(exchange.id))
        } else if case .bytes(let bytes) = submission.body.content {
            _ = try session.send(bytes, on: exchange.id, isLast: true)
            exchange.awaitProgress(after: 0, now: now)
        }
    }

    private func pump(_ body: Body, _ id: HTTP2Session.StreamID, _ files: any FileOpener) async {
        do {
            let source = try await body.open(files: files)
            do {
                while let piece = try await source.next() { try await push(piece, id, isLast: false) }
                try await push(Bytes(), id, isLast: true)
            } catch {
                source.abandon()
                throw error
            }
        } catch {
            uploadFailed(id, error)
        }
    }

    /// Hands over a piece, and waits while there is too much.
    private func push(_ piece: Bytes, _ id: HTTP2Session.StreamID, isLast: Bool) async throws {
        try Task.checkCancellation()
        guard let exchange = exchanges[id], exchange.failure == nil else { throw CancellationError() }
        let hasRoom = try session.send(piece, on: id, isLast: isLast)
        exchange.awaitProgress(after: session.progress(of: id).sent, now: Moment.now)
        check(at: exchange.nextLimit)
        call()
        if hasRoom || isLast { return }
        await withUnsafeContinuation { exchange.waitForRoom($0) }
    }

    private func uploadFailed(_ id: HTTP2Session.StreamID, _ error: any Error) {
        // A response that is complete is not spoiled by what nobody wanted any more.
        guard let exchange = exchanges[id], !exchange.hasEnded else { return }
        fail(exchange, uploadError(error), now: Moment.now)
        session.release(id)
        call()
    }

    private func uploadError(_ error: any Error) -> any Error {
        switch error {
        case let error as WireError: TransportError.wire(error, during: "sending the body to \(key.name)")
        case let error as TransportError: error
        default: TransportError(.requestBody, during: "sending the body to \(key.name)", cause: error)
        }
    }
}

/// One response of a connection, as its body is read.
struct HTTP2Lane: ChunkSource {
    let connection: HTTP2Connection
    let id: HTTP2Session.StreamID

    func nextChunk() async throws -> Chunk { try await connection.nextChunk(of: id) }

    func feed(_ file: Int32) async throws -> Feed? { nil }

    func discard() { connection.notify(.abandoned(id)) }
}
