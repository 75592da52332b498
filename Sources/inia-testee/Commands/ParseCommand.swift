import IniaHTTP
import IniaModels
import IniaPrimitives
import IniaProtocols
import IniaShapes
import IniaText

/// `parse`: protocol parsing alone, of a response at hand.
struct ParseCommand: Command {
    static let name = "parse"

    func answer(_ line: Line) async throws -> Document {
        do {
            let model = try line.model
            let operation = try model.operation(try line.operation)
            let codec = try ProtocolCodec(for: model.traits, options: CodecOptions(dialect: .botocore)) {
                code throws(ModelError) in try model.errorShape(code: code)
            }
            let (head, body) = try response(try line.document("response") ?? .null, to: operation)
            if let error = try incompleteStream(head, body, codec.bodyUse(of: operation)) { return error }
            switch try codec.parse(head, body: body, of: operation) {
            case .output(let output):
                let name = "\(model.name)/\(operation.output?.target ?? "")"
                let value = try TypedCalls.shapes[name]?(.structure(output.value)).asEntries ?? output.value.entries
                return .answer(["output": try await document(of: value)])
            case .failure(let error): return .answer(["error": try await document(of: error, in: model)])
            }
        } catch let error as ProtocolError {
            return .error(error.code == .malformedEvents ? "event-stream" : "response-parsing", error.description)
        } catch let error as ModelError where error.code == .unknownOperation || error.code == .unknownService {
            return .error(error.code == .unknownOperation ? "unknown-operation" : "unknown-service", error.description)
        }
    }

    /// The error of a stream that is not of its announced length; otherwise it is the transport that tells of it.
    private func incompleteStream(_ head: ReplyHead, _ body: Bytes, _ use: BodyUse) -> Document? {
        guard !head.isFailure, use == .stream, let length = head.headers["Content-Length"].flatMap({ Int($0) }),
            length != body.count
        else { return nil }
        return .error("incomplete-body", "\(body.count) of \(length) bytes have come")
    }

    private func response(_ document: Document, to operation: Operation) throws -> (ReplyHead, Bytes) {
        var head = ReplyHead(status: Int(clamping: document["status"]?.asInteger ?? 200))
        for field in document["headers"]?.asList ?? [] {
            try head.headers.add(field[0]?.asString ?? "", field[1]?.asString ?? "")
        }
        guard let body = Base64.decode(document["bodyBase64"]?.asString ?? "") else {
            throw MalformedLine("the response's body is not base64")
        }
        return (head, operation.method == "HEAD" ? Bytes() : body)
    }

    private func document(of error: ServiceReplyError, in model: ServiceModel) async throws -> Document {
        let fields = try TypedCalls.shapes["\(model.name)/\(error.shape?.name ?? "")"]?(.map(error.fields)).asEntries
        var entries = Document.map([
            "type": .string("service"), "code": error.code.map(Document.string) ?? .null,
            "message": error.message.map(Document.string) ?? .null,
            "fields": try await document(of: fields ?? error.fields),
        ]).asEntries
        if let shape = error.shape { entries.append(.init(key: "shape", value: .string(shape.name))) }
        return .map(entries)
    }

    private func document(of fields: [MapEntry]) async throws -> Document {
        try await TaggedValue.document(.map(fields)) { error in
            guard let error = error as? ServiceReplyError else { return nil }
            return .map([
                "Code": error.code.map(Document.string) ?? .null,
                "Message": error.message.map(Document.string) ?? .null,
            ])
        }
    }
}
