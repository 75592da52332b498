import IniaFormats
import IniaHTTP
public import IniaPrimitives
public import IniaShapes
import IniaText

extension ProtocolCodec {
    /// How the body of a successful response to an operation is used.
    public func bodyUse(of operation: Operation) throws(ProtocolError) -> BodyUse {
        do {
            if try operation.outputEvents != nil { return .events }
            guard isREST, let payload = try operation.outputPayload else { return .whole }
            return try payload.shape.kind == .blob ? .stream : .whole
        } catch {
            throw ProtocolError(error)
        }
    }

    /// Reads a response whose body is at hand.
    ///
    /// A payload that would be a stream, or events, becomes a body of these bytes, or events read from them.
    ///
    /// - Throws: ``ProtocolError`` with code `malformedResponse` or `model`. A service's own error is a value.
    public func parse(_ head: ReplyHead, body: Bytes, of operation: Operation) throws(ProtocolError) -> Reply {
        do {
            if head.isFailure { return .failure(try failure(head, body)) }
            switch try bodyUse(of: operation) {
            case .whole: return .output(try output(head, body, operation))
            case .stream: return .output(try streamedOutput(head, .bytes(body), operation))
            case .events: return .output(try eventOutput(head, body, operation))
            }
        } catch {
            throw ProtocolError(inResponse: error)
        }
    }

    /// Reads a successful response whose body is, or holds, a member of the output that is not read yet.
    ///
    /// For events in a protocol that has the other members in the first message, that message is read; else
    /// nothing is. A body that is used whole is read to its end.
    ///
    /// - Parameter limit: the largest number of bytes of a body that is used whole.
    /// - Throws: ``ProtocolError``, or what reading the body throws.
    public func parse(
        _ head: ReplyHead, streaming body: Body, of operation: Operation, upTo limit: Int
    ) async throws -> Reply {
        let use = head.isFailure ? BodyUse.whole : try bodyUse(of: operation)
        switch use {
        case .whole: return try parse(head, body: try await body.collect(upTo: limit), of: operation)
        case .stream:
            do {
                return .output(try streamedOutput(head, body, operation))
            } catch {
                throw ProtocolError(inResponse: error)
            }
        case .events: return .output(try await eventOutput(head, streaming: body, operation))
        }
    }
}

// MARK: - Output

extension ProtocolCodec {
    private func output(_ head: ReplyHead, _ body: Bytes, _ operation: Operation) throws -> Reply.Output {
        let shape = try operation.output?.shape
        var identity = head.identity(of: wireProtocol)
        switch wireProtocol {
        case .query, .ec2:
            let value = try queryOutput(body, shape, &identity)
            return Reply.Output(value: value, identity: identity)
        case .json, .cbor:
            let value = try shape.map { try members(of: $0, in: body) }
            return Reply.Output(value: value ?? .nothing, identity: identity)
        case .restJSON, .restXML:
            guard let shape else { return Reply.Output(value: .nothing, identity: identity) }
            var value = Structure(shape)
            try value.readHead(
                head, try operation.outputHead, isJSON: wireProtocol == .restJSON, options: options)
            try readBody(body, payload: try operation.outputPayload, into: &value)
            return Reply.Output(value: value, identity: identity)
        }
    }

    private func readBody(_ body: Bytes, payload: Member?, into value: inout Structure) throws {
        guard let payload else { return value.merge(try members(of: value.shape, in: body)) }
        let shape = try payload.shape
        if shape.kind == .string {
            value[payload.index] = .string(body.text)
        } else if !(body.isEmpty && options.dialect == .smithy && shape.traits.contains(.union)) {
            let content = try self.value(of: shape, in: body)
            if !content.asIsNull { value[payload.index] = content }
        }
    }

    private func streamedOutput(_ head: ReplyHead, _ body: Body, _ operation: Operation) throws -> Reply.Output {
        guard let shape = try operation.output?.shape, let payload = try operation.outputPayload else {
            return Reply.Output(value: .nothing, identity: head.identity(of: wireProtocol))
        }
        var value = Structure(shape)
        try value.readHead(head, try operation.outputHead, isJSON: wireProtocol == .restJSON, options: options)
        value[payload.index] = .body(body)
        return Reply.Output(value: value, identity: head.identity(of: wireProtocol))
    }

    /// The members of a structure in a body; none where the body is null or empty.
    func members(of shape: Shape, in body: Bytes) throws -> Structure {
        if case .structure(let structure) = try value(of: shape, in: body) { return structure }
        return Structure(shape)
    }

    /// The value that a body is.
    func value(of shape: Shape, in body: Bytes) throws -> Value {
        let dialect = options.dialect
        switch wireProtocol {
        case .json, .restJSON: return try jsonValue(of: shape, in: body)
        case .cbor:
            guard !body.isEmpty else { return .structure(Structure(shape)) }
            return try body.withUnsafeBytes { memory in
                var reader = CBOROutputReader(memory, dialect: dialect)
                return try reader.readAll(shape)
            }
        case .query, .ec2, .restXML:
            guard !body.isEmpty else { return try emptyElement(shape) }
            return try body.withUnsafeBytes { memory in
                var reader = XMLOutputReader(memory, options: options)
                guard try reader.enter() else { throw ProtocolError(.malformedResponse, "the XML has no root") }
                let value = try reader.read(shape)
                try reader.finish(depth: 0)
                return value
            }
        }
    }

    private func jsonValue(of shape: Shape, in body: Bytes) throws -> Value {
        let isREST = wireProtocol == .restJSON
        let options = options
        func read(_ text: Bytes) throws -> Value {
            try text.withUnsafeBytes { memory in
                var reader = JSONOutputReader(memory, isREST: isREST, options: options)
                return try reader.readAll(shape)
            }
        }
        do {
            return try read(body.isEmpty ? Bytes([0x7B, 0x7D]) : body)
        } catch _ where options.dialect == .botocore && !body.isEmpty && !body.isJSON {
            // A body that is no JSON is taken as the text of a message.
            return try read(Bytes(JSONWriter.bytes(.map([Document.Entry(key: "message", value: .string(body.text))]))))
        }
    }

    private func emptyElement(_ shape: Shape) throws -> Value {
        if shape.kind == .structure, shape.traits.contains(.union) { _ = try UnionTag().substitute(for: shape) }
        return .structure(Structure(shape))
    }
}

// MARK: - Query

extension ProtocolCodec {
    private func queryOutput(_ body: Bytes, _ shape: Shape?, _ identity: inout ReplyIdentity) throws -> Structure {
        if body.isEmpty, options.dialect == .smithy { return shape.map { Structure($0) } ?? .nothing }
        let wrapper = shape?.traits.rare?.resultWrapper
        var found = identity
        defer { identity = found }
        return try body.withUnsafeBytes { memory in
            var reader = XMLOutputReader(memory, options: options)
            guard try reader.enter() else { throw ProtocolError(.malformedResponse, "the XML has no root") }
            if let shape, let wrapper {
                return try reader.readWrapped(shape, in: wrapper, metadata: &found)
            }
            let value = try reader.readStructure(shape ?? .nothing, metadata: &found)
            try reader.finish(depth: 0)
            if case .structure(let structure) = value { return structure }
            return .nothing
        }
    }
}

extension ReplyHead {
    /// The ids that the protocol has in a response's head.
    func identity(of wireProtocol: ServiceTraits.WireProtocol) -> ReplyIdentity {
        switch wireProtocol {
        case .query, .ec2: return ReplyIdentity()
        case .json, .cbor: return ReplyIdentity(requestID: headers.joined("x-amzn-requestid"))
        case .restJSON, .restXML:
            if let id = headers.joined("x-amzn-requestid") { return ReplyIdentity(requestID: id) }
            guard let id = headers.joined("x-amz-request-id") else { return ReplyIdentity() }
            return ReplyIdentity(requestID: id, hostID: headers.joined("x-amz-id-2") ?? "")
        }
    }
}

extension Structure {
    /// What an operation without output gives.
    static var nothing: Structure { Structure(.nothing) }

    /// Takes another's members over one's own.
    mutating func merge(_ other: Structure) {
        if slots.isEmpty {
            self = other
        } else {
            for slot in other.slots { self[Int(slot.index)] = slot.value }
        }
    }
}

extension Bytes {
    fileprivate var isJSON: Bool { (try? JSONReader.document(self)) != nil }
}

extension Shape {
    /// The shape of what an operation without output gives.
    static let nothing = Shape(name: "", kind: .structure, members: Members([]))
}

extension ProtocolError {
    /// What went wrong while a response was read.
    init(inResponse error: any Error) {
        self =
            switch error {
            case let error as ProtocolError: error
            case let error as ModelError: ProtocolError(error)
            case let error as FormatError: ProtocolError(.malformedResponse, "\(error)", cause: error)
            default: ProtocolError(.malformedResponse, "the response cannot be understood", cause: error)
            }
    }
}
