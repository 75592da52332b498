import IniaFormats
import IniaHTTP
import IniaModels
import IniaPrimitives
import IniaProtocols
import IniaShapes

/// `parse`: protocol parsing alone, of a response at hand.
enum ParseCommand {
    static func answer(_ line: Document, model: ServiceModel) async throws -> Document {
        let operation = try model.operation(line["operation"]?.asString ?? "")
        let codec = try ProtocolCodec(for: model.traits, options: CodecOptions(dialect: .botocore)) {
            code throws(ModelError) in try model.errorShape(code: code)
        }
        let response = line["response"] ?? .null
        var head = ReplyHead(status: Int(response["status"]?.asInteger ?? 200))
        for field in response["headers"]?.asList ?? [] {
            try head.headers.add(field[0]?.asString ?? "", field[1]?.asString ?? "")
        }
        let isHead = operation.method == "HEAD"
        let body = isHead ? Bytes() : Base64.decode(response["bodyBase64"]?.asString ?? "") ?? Bytes()
        do {
            switch try codec.parse(head, body: body, of: operation) {
            case .output(let output):
                return .map([.init(key: "output", value: try await TaggedValues.document(output.value.entries))])
            case .failure(let error):
                return .map([.init(key: "error", value: try await reply(for: error))])
            }
        } catch let error as ProtocolError {
            let kind = error.code == .malformedEvents ? "event-stream" : "response-parsing"
            return .map([
                .init(
                    key: "error",
                    value: .map([
                        .init(key: "type", value: .string(kind)), .init(key: "message", value: .string(error.description)),
                    ]))
            ])
        }
    }

    private static func reply(for error: ServiceReplyError) async throws -> Document {
        var entries: [Document.Entry] = [
            .init(key: "type", value: .string("service")),
            .init(key: "code", value: error.code.map(Document.string) ?? .null),
            .init(key: "message", value: error.message.map(Document.string) ?? .null),
            .init(key: "fields", value: try await TaggedValues.document(error.fields)),
        ]
        if let shape = error.shape { entries.append(.init(key: "shape", value: .string(shape.name))) }
        return .map(entries)
    }
}
