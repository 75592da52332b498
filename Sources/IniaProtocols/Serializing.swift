import IniaFormats
import IniaHTTP
import IniaPrimitives
public import IniaShapes
import IniaText

extension ProtocolCodec {
    /// Makes the request of an operation.
    ///
    /// - Parameter input: the operation's input, as `Structure.init(binding:to:)` gives it; nil where the operation
    ///   has none.
    /// - Throws: ``ProtocolError`` with code `inexpressible` where a value has no form on the wire, `invalidInput`
    ///   where a part of the path or host is missing or not allowed, or `model`.
    public func serialize(
        _ input: Structure?, of operation: Operation
    ) throws(ProtocolError) -> SerializedRequest {
        do {
            let hostPrefix = try operation.expandedHostPrefix(from: input)
            var request =
                switch wireProtocol {
                case .query, .ec2: try queryRequest(input, operation)
                case .json: try jsonRequest(input, operation)
                case .cbor: try cborRequest(input, operation)
                case .restJSON, .restXML: try restRequest(input, operation)
                }
            request.hostPrefix = hostPrefix
            return request
        } catch {
            throw ProtocolError(inInput: error)
        }
    }

    var times: TimestampText { TimestampText(precision: options.timestampPrecision) }
}

// MARK: - Protocols with one path

extension ProtocolCodec {
    private func queryRequest(_ input: Structure?, _ operation: Operation) throws -> SerializedRequest {
        var writer = QueryInputWriter(isEC2: wireProtocol == .ec2, times: times)
        writer.field("Action", operation.name)
        writer.field("Version", service.apiVersion)
        if let input { try writer.write(input) }
        var request = SerializedRequest(method: operation.method)
        try request.headers.set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
        request.body = .bytes(Bytes(writer.form.bytes))
        return request
    }

    private func jsonRequest(_ input: Structure?, _ operation: Operation) throws -> SerializedRequest {
        var request = SerializedRequest(method: operation.method)
        try request.headers.set("X-Amz-Target", jsonTarget + operation.name)
        let events = try eventInput(input, operation)
        try request.headers.set("Content-Type", events == nil ? jsonType : EventEncoder.contentType)
        if service.isQueryCompatible { try request.headers.set("x-amzn-query-mode", "true") }
        request.events = events
        guard events == nil else { return request }
        request.body = .bytes(Bytes(try jsonText(of: input)))
        return request
    }

    private func cborRequest(_ input: Structure?, _ operation: Operation) throws -> SerializedRequest {
        var request = SerializedRequest(method: "POST")
        request.path = "/service/\(service.targetPrefix ?? "")/operation/\(operation.name)"
        try request.headers.set("smithy-protocol", "rpc-v2-cbor")
        if service.isQueryCompatible { try request.headers.set("x-amzn-query-mode", "true") }
        let type = try operation.outputEvents == nil ? "application/cbor" : EventEncoder.contentType
        try request.headers.set("Accept", type)
        request.events = try eventInput(input, operation)
        if request.events != nil {
            try request.headers.set("Content-Type", EventEncoder.contentType)
        } else if let input {
            var writer = CBORInputWriter()
            try writer.write(input)
            request.body = .bytes(Bytes(writer.cbor.bytes))
            try request.headers.set("Content-Type", type)
        }
        return request
    }

    private func jsonText(of input: Structure?) throws -> [UInt8] {
        guard let input else { return [0x7B, 0x7D] }
        var writer = JSONInputWriter(style: .python, times: times)
        try writer.write(input)
        return writer.json.bytes
    }

    private func eventInput(_ input: Structure?, _ operation: Operation) throws -> EventInput? {
        guard let input, let member = try operation.inputEvents else { return nil }
        guard case .events(let stream)? = input[member.index] else {
            throw ProtocolError(.inexpressible, "\(member.name) is no stream of events")
        }
        let encoder = EventEncoder(wireProtocol: wireProtocol, union: try member.shape, times: times)
        return EventInput(
            stream: stream, initialRequest: isREST ? nil : try encoder.initialRequest(of: input, but: member),
            encoder: encoder)
    }
}

// MARK: - REST

extension ProtocolCodec {
    private func restRequest(_ input: Structure?, _ operation: Operation) throws -> SerializedRequest {
        var request = SerializedRequest(method: operation.method)
        guard let input else {
            request.setTarget(operation.requestURI)
            return request
        }
        let binding = try RESTBinding(input, times: times, dialect: options.dialect)
        request.setTarget(try binding.path(of: operation.requestURI))
        request.query += binding.query
        request.headers = binding.headers
        try addBody(of: input, operation, hasBodyMembers: binding.hasBodyMembers, to: &request)
        return request
    }

    private func addBody(
        of input: Structure, _ operation: Operation, hasBodyMembers: Bool, to request: inout SerializedRequest
    ) throws {
        if let events = try eventInput(input, operation) {
            request.events = events
            return try request.setContentType(EventEncoder.contentType)
        }
        guard let payload = try operation.inputPayload else {
            return try addMembers(of: input, hasAny: hasBodyMembers, to: &request)
        }
        let shape = try payload.shape
        let value = input[payload.index].flatMap { $0.asIsNull ? nil : $0 }
        if shape.kind == .blob || shape.kind == .string {
            request.body = value?.asBody ?? .empty
        } else if wireProtocol == .restJSON {
            try addJSONPayload(value, shape, payload, to: &request)
        } else if let value {
            var writer = XMLInputWriter(times: times)
            try writer.write(value, as: shape, named: shape.traits.locationName ?? shape.name)
            request.body = .bytes(Bytes(writer.xml.bytes))
        }
    }

    private func addJSONPayload(
        _ value: Value?, _ shape: Shape, _ payload: Member, to request: inout SerializedRequest
    ) throws {
        var writer = JSONInputWriter(style: .python, times: times)
        if let value { try writer.write(value, as: shape) } else { try writer.write(Structure(.untyped)) }
        request.body = .bytes(Bytes(writer.json.bytes))
        try request.setContentType("application/json")
    }

    private func addMembers(of input: Structure, hasAny: Bool, to request: inout SerializedRequest) throws {
        if wireProtocol == .restJSON {
            guard hasAny || input.shape.members?.contains(where: { $0.location == nil }) == true else { return }
            var writer = JSONInputWriter(style: .python, times: times)
            try writer.write(input) { member, value in member.location == nil && !value.asIsNull }
            request.body = .bytes(Bytes(writer.json.bytes))
            try request.setContentType("application/json")
        } else if hasAny {
            var writer = XMLInputWriter(times: times)
            let name = input.shape.traits.locationName ?? input.shape.name
            try writer.write(input, as: input.shape, named: name) { $0.location == nil }
            request.body = .bytes(Bytes(writer.xml.bytes))
        }
    }
}

extension SerializedRequest {
    /// Sets path and query from an operation's URI, whose labels are filled in.
    fileprivate mutating func setTarget(_ uri: String) {
        guard let mark = uri.utf8.firstIndex(of: UInt8(ascii: "?")) else { return path = uri }
        path = String(uri[..<mark])
        query = uri[uri.index(after: mark)...].split(separator: "&").map { item in
            guard let equals = item.firstIndex(of: "=") else { return QueryItem(name: String(item), value: nil) }
            return QueryItem(name: String(item[..<equals]), value: String(item[item.index(after: equals)...]))
        }
    }

    /// Sets the type of the body, unless the input did.
    fileprivate mutating func setContentType(_ type: String) throws {
        if !headers.contains("Content-Type") { try headers.set("Content-Type", type) }
    }
}

extension ProtocolError {
    /// What went wrong while input was written.
    init(inInput error: any Error) {
        self =
            switch error {
            case let error as ProtocolError: error
            case let error as ModelError: ProtocolError(error)
            case let error as FormatError: ProtocolError(.inexpressible, error.message, cause: error)
            default: ProtocolError(.inexpressible, "a value has no form on the wire", cause: error)
            }
    }
}
