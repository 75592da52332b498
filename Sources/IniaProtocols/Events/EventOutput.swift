import IniaFormats
import IniaPrimitives
import IniaShapes
import IniaText

extension ProtocolCodec {
    /// The output of an operation whose events come from a body at hand.
    func eventOutput(_ head: ReplyHead, _ body: Bytes, _ operation: Operation) throws -> Reply.Output {
        guard let (events, decoder) = try decoder(head, operation) else {
            return Reply.Output(value: .nothing, identity: head.identity(of: wireProtocol))
        }
        var rest = body
        var first: EventFrame?
        if !isREST {
            (first, rest) = try firstFrame(of: body)
        }
        let reader = EventReader(EventBytes(rest), decoder: decoder)
        return try eventOutput(head, operation, first, EventStream(from: reader), events)
    }

    /// The output of an operation whose events come from a body that is still to be read.
    func eventOutput(
        _ head: ReplyHead, streaming body: Body, _ operation: Operation
    ) async throws -> Reply.Output {
        do {
            guard let (events, decoder) = try decoder(head, operation) else {
                return Reply.Output(value: .nothing, identity: head.identity(of: wireProtocol))
            }
            let reader = EventReader(try await body.open(files: EventBytes.NoFiles()), decoder: decoder)
            let stream = EventStream(from: reader)
            let first = isREST ? nil : try await reader.nextFrame()
            return try eventOutput(head, operation, first, stream, events)
        } catch let error as ModelError {
            throw ProtocolError(error)
        } catch let error as FormatError {
            throw ProtocolError(inResponse: error)
        }
    }

    private func decoder(_ head: ReplyHead, _ operation: Operation) throws -> (Member, EventDecoder)? {
        guard let events = try operation.outputEvents else { return nil }
        return (events, EventDecoder(codec: self, union: try events.shape, status: head.status))
    }

    /// The output: its other members from the head, or from the first message, and the events.
    private func eventOutput(
        _ head: ReplyHead, _ operation: Operation, _ first: EventFrame?, _ stream: EventStream, _ events: Member
    ) throws -> Reply.Output {
        guard let shape = try operation.output?.shape else {
            return Reply.Output(value: .nothing, identity: head.identity(of: wireProtocol))
        }
        var value = Structure(shape)
        if isREST {
            try value.readHead(
                head, try operation.outputHead, isJSON: wireProtocol == .restJSON, options: options)
        } else {
            guard let first, first.string(":event-type") == "initial-response" else {
                throw ProtocolError(.malformedResponse, "First event was not of type initial-response")
            }
            value = try members(of: shape, in: first.payload)
        }
        value[events.index] = .events(stream)
        return Reply.Output(value: value, identity: head.identity(of: wireProtocol))
    }

    private func firstFrame(of body: Bytes) throws -> (EventFrame?, Bytes) {
        var frames = EventFrameDecoder()
        // A message begins with its own length, in four bytes.
        guard body.count >= 4 else { return (nil, body) }
        let length = body.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        frames.append(body.slice(0..<Swift.min(length, body.count)))
        return (try frames.next(), body.dropFirst(length))
    }
}

/// A source of bytes at hand.
private actor EventBytes: ByteSource {
    private var bytes: Bytes?

    init(_ bytes: Bytes) { self.bytes = bytes.isEmpty ? nil : bytes }

    func next() -> Bytes? { bytes.take() }

    nonisolated func abandon() {}

    /// A response's body is never a file.
    struct NoFiles: FileOpener {
        func openForReading(_ path: String, offset: Int64, count: Int64?) async throws -> any ByteSource {
            throw BodyError(.noFiles)
        }
    }
}
