import IniaHTTP
import IniaPrimitives
import IniaProtocols
import IniaShapes
import IniaText

/// One operation of one service, as a test has it: its shapes `Input`, `Output` and those of its errors.
struct TestService {
    let shapes = ShapeTable()
    var traits = ServiceTraits()
    var method = "POST"
    var uri = "/"
    var operationTraits = OperationTraits()
    var options = CodecOptions()
    /// The names of error shapes by their codes.
    var errors: [String: String] = [:]

    init(_ wireProtocol: ServiceTraits.WireProtocol, _ shapes: (ShapeTable) -> Void) {
        traits.protocols = [wireProtocol]
        traits.apiVersion = "2020-01-01"
        traits.jsonVersion = "1.1"
        traits.targetPrefix = "Service_20200101"
        shapes(self.shapes)
    }

    var operation: Operation {
        let input = try? shapes.shape(named: "Input")
        let output = try? shapes.shape(named: "Output")
        return Operation(
            name: "Do", method: method, requestURI: uri, input: input.map { _ in shapes.to("Input") },
            output: output.map { _ in shapes.to("Output") }, traits: operationTraits)
    }

    var codec: ProtocolCodec {
        get throws {
            let (shapes, errors) = (shapes, errors)
            return try ProtocolCodec(for: traits, options: options) { code throws(ModelError) in
                guard let name = errors[code] else { return nil }
                return try shapes.shape(named: name)
            }
        }
    }

    func bound(_ input: Value, isValidated: Bool = true) throws -> Structure {
        try Structure(binding: input, to: shapes.shape(named: "Input"), isValidated: isValidated)
    }

    func request(_ input: Value, isValidated: Bool = true) throws -> SerializedRequest {
        try codec.serialize(try bound(input, isValidated: isValidated), of: operation)
    }

    /// The text of a request's body.
    func body(_ input: Value, isValidated: Bool = true) throws -> String {
        guard case .bytes(let bytes) = try request(input, isValidated: isValidated).body.content else { return "" }
        return bytes.text
    }

    func reply(
        _ body: Bytes, status: Int = 200, headers: HeaderList = [:]
    ) throws -> Reply {
        var head = ReplyHead(status: status)
        for header in headers.pairs { try head.headers.add(header.name, header.value) }
        return try codec.parse(head, body: body, of: operation)
    }

    /// The members of a successful response's output.
    func output(
        _ body: String, status: Int = 200, headers: HeaderList = [:]
    ) throws -> [MapEntry] {
        guard case .output(let output) = try reply(Bytes(utf8: body), status: status, headers: headers) else {
            return []
        }
        return output.value.entries.map { MapEntry(key: $0.key, value: $0.value.plain) }
    }

    func failure(
        _ body: String, status: Int = 400, headers: HeaderList = [:]
    ) throws -> ServiceReplyError? {
        guard case .failure(let error) = try reply(Bytes(utf8: body), status: status, headers: headers) else {
            return nil
        }
        return error
    }
}

extension Value {
    /// The value with its structures as maps, for comparisons with literals.
    var plain: Value {
        switch self {
        case .structure, .map: .map(asEntries.map { MapEntry(key: $0.key, value: $0.value.plain) })
        case .list(let elements): .list(elements.map(\.plain))
        default: self
        }
    }
}

extension [MapEntry] {
    /// Entries as a literal spells them.
    static func of(_ value: Value) -> [MapEntry] { value.asEntries }
}

extension HTTPHeaders {
    /// The fields as `Name: value`.
    var lines: [String] { fields.map { "\($0.name): \($0.value)" } }
}

/// Headers as a literal spells them, in order.
struct HeaderList: ExpressibleByDictionaryLiteral, Sendable {
    var pairs: [(name: String, value: String)]

    init(dictionaryLiteral pairs: (String, String)...) { self.pairs = pairs.map { ($0.0, $0.1) } }
}
