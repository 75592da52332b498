internal import IniaHTTP
internal import IniaHost
internal import IniaPrimitives
internal import IniaWire

extension Connection {
    /// Sends a request, and gives its response's head: as soon as that is there, even if not all was sent.
    func send(_ head: RequestHead, _ body: Body, files: any FileOpener) async throws -> ResponseHead {
        if head.awaitsContinue, let answer = try await consent(to: head) {
            // The peer answered instead of agreeing; it still counts on the body that was announced.
            isReusable = false
            return answer
        }
        let first = head.awaitsContinue ? [] : head.bytes
        if head.framing == .none {
            if let early = try await write(first, Bytes()) { return early }
        } else if case .bytes(let bytes) = body.content {
            if let early = try await sendWhole(first, bytes, head.framing) { return early }
        } else {
            return try await sendStream(first, try await body.open(files: files), head.framing)
        }
        return try await answered()
    }

    private func answered() async throws -> ResponseHead {
        guard let head = try await finalHead() else { throw readTimedOut }
        return head
    }

    /// Sends the head alone and awaits the peer's word for a moment; gives a final answer, or nil to go on.
    private func consent(to head: RequestHead) async throws -> ResponseHead? {
        if let early = try await write(head.bytes, Bytes()) { return early }
        let patience = Moment.now.advanced(by: terms.continueTimeout)
        return try await finalHead(until: min(patience, terms.deadline), stoppingAtContinue: true)
    }

    // MARK: Bytes at hand

    private func sendWhole(
        _ head: [UInt8], _ body: Bytes, _ framing: BodyFraming
    ) async throws -> ResponseHead? {
        var framer = RequestBodyFramer(framing)
        do {
            let before = try framer.prefix(for: body.count)
            let after = body.isEmpty ? try framer.end() : try framer.suffix + framer.end()
            if let early = try await write(head + before, body) { return early }
            return after.isEmpty ? nil : try await write(after, Bytes())
        } catch let error as WireError {
            throw TransportError.wire(error, during: "sending the body to \(key.name)")
        }
    }

    /// Writes a head and a body, watching for an answer whenever the peer does not take more.
    ///
    /// - Returns: the final head, if it came before all was written.
    private func write(_ head: [UInt8], _ body: Bytes) async throws -> ResponseHead? {
        // Small requests leave as one packet, and one call.
        let isSmall = body.count <= 16 << 10
        let first = isSmall && !body.isEmpty ? head + body : head
        let pieces = isSmall ? [Bytes(first)] : [Bytes(first), body]
        for (index, piece) in pieces.enumerated() {
            var sent = 0
            while sent < piece.count {
                let count: Int
                do throws(TransportError) {
                    count = try piece.withUnsafeBytes { (bytes) throws(TransportError) -> Int in
                        try stream.write(
                            UnsafeRawBufferPointer(rebasing: bytes[sent...]), more: index + 1 < pieces.count)
                    }
                } catch {
                    return try lastWord(after: error)
                }
                sent += count
                if count == 0, let early = try await waitToWrite() { return early }
            }
        }
        while try !stream.flush() { if let early = try await waitToWrite() { return early } }
        return nil
    }

    /// Waits until more can be written; gives the final head if it comes meanwhile.
    private func waitToWrite() async throws -> ResponseHead? {
        let limit = terms.writeLimit
        switch await socket.wait(for: [.read, .write], until: limit) {
        case .timedOut: throw writeTimedOut
        case .shut(let reason): throw shutError(reason)
        case .ready(let ready):
            guard ready.contains(.read), let head = try earlyHead() else { return nil }
            isReusable = false
            return head
        }
    }

    /// The answer of a peer that closed before it had taken all: it may have said why.
    func lastWord(after error: any Error) throws -> ResponseHead? {
        guard (error as? TransportError)?.code == .connectionClosed else { throw error }
        isReusable = false
        guard let head = try? earlyHead() else { throw error }
        return head
    }

    private var writeTimedOut: TransportError {
        TransportError(
            Moment.now >= terms.deadline ? .deadlineExceeded : .writeTimeout, during: "sending to \(key.name)")
    }

    // MARK: Streams

    /// What a thread for files sends before others have their turn.
    private static let turn = 4 << 20

    /// Sends a body that is still being made, by a task of its own, while the answer is awaited.
    private func sendStream(
        _ head: [UInt8], _ source: any ByteSource, _ framing: BodyFraming
    ) async throws -> ResponseHead {
        if let early = try await write(head, Bytes()) {
            source.abandon()
            return early
        }
        upload = .underWay
        let parts = parts(of: source, framing)
        let executor = source.readsFile && parts == nil ? PosixFiles.executor : nil
        // Awaited on each way out of here, and cancelled before that where the answer comes early, as no `async let` can be.
        let pump = Task(executorPreference: executor) { await self.pump(source, parts, framing) }
        do {
            let answer = try await answered()
            if case .underWay = upload {
                pump.cancel()
                socket.readiness.nudge(.write)
            }
            await pump.value
            // The answer may come before the pump has noted that all was sent; that is no reason to part.
            if case .failed = upload { isReusable = false }
            upload = .none
            return answer
        } catch {
            var isConsequence = false
            if case .underWay = upload { isConsequence = true }
            pump.cancel()
            socket.shut(.discarded)
            await pump.value
            // What the pump failed with after the exchange had is no reason of its own, and the body no fault.
            if isConsequence { upload = .none }
            throw error
        }
    }

    /// The parts of the source's file, where the system can send them as they are.
    private func parts(of source: any ByteSource, _ framing: BodyFraming) -> (any FileParts)? {
        guard stream.isPlain, case .length = framing else { return nil }
        return source as? any FileParts
    }

    private func pump(_ source: any ByteSource, _ parts: (any FileParts)?, _ framing: BodyFraming) async {
        var framer = RequestBodyFramer(framing)
        do {
            if let parts {
                try await sendParts(parts, &framer)
            } else {
                try await sendPieces(source, &framer)
            }
            let end = try framer.end()
            if !end.isEmpty {
                try Task.checkCancellation()
                try await pumpOut(end, Bytes(), [])
            }
            upload = .none
        } catch {
            source.abandon()
            upload = .failed(uploadError(error))
        }
        // Whoever awaits the answer has a read timeout from now on, or an error to throw.
        socket.readiness.nudge(.read)
    }

    private func sendPieces(_ source: any ByteSource, _ framer: inout RequestBodyFramer) async throws {
        var sent = 0
        while let piece = try await source.next() {
            try Task.checkCancellation()
            try await pumpOut(try framer.prefix(for: piece.count), piece, framer.suffix)
            sent += piece.count
            // A thread for files is one of few: others have their turn.
            if source.readsFile, sent >= Self.turn {
                sent = 0
                await Task.yield()
            }
        }
    }

    private func uploadError(_ error: any Error) -> any Error {
        switch error {
        case let error as WireError: TransportError.wire(error, during: "sending the body to \(key.name)")
        case let error as TransportError: error
        default: TransportError(.requestBody, during: "sending the body to \(key.name)", cause: error)
        }
    }

    private func pumpOut(_ before: [UInt8], _ piece: Bytes, _ after: [UInt8]) async throws {
        let parts = [Bytes(before), piece, Bytes(after)].filter { !$0.isEmpty }
        for (index, part) in parts.enumerated() {
            var sent = 0
            while sent < part.count {
                let count = try part.withUnsafeBytes { (bytes) throws(TransportError) -> Int in
                    try stream.write(
                        UnsafeRawBufferPointer(rebasing: bytes[sent...]), more: index + 1 < parts.count)
                }
                sent += count
                if count == 0 { try await waitInPump() }
            }
        }
        while try !stream.flush() { try await waitInPump() }
    }

    /// As waiting elsewhere, but the pump's own cancellation ends the pump, not the connection.
    func waitInPump() async throws {
        // Whoever cancels the pump wakes it, if it waits by then.
        try Task.checkCancellation()
        let limit = terms.writeLimit
        switch await socket.readiness.wait(for: .write, until: limit) {
        case .ready: try Task.checkCancellation()
        case .timedOut: throw writeTimedOut
        case .shut(let reason): throw shutError(reason)
        }
    }
}
