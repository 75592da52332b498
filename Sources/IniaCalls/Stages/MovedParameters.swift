internal import IniaHTTP
internal import IniaPrimitives
internal import IniaShapes
internal import IniaText

/// What of a request's body moves into the query of its presigned URL: a form's fields, or the members of JSON.
struct MovedParameters {
    private(set) var fields: [(name: String, value: String)] = []
    /// Whether an ampersand stands for members of which nothing is left in the query, lists without elements.
    private(set) var leavesSeparator = false

    /// Takes the body's members.
    ///
    /// To botocore every body is JSON or a form, whatever the protocol, and an open stream a table of pairs; its
    /// dialect has such a body's members too.
    init(_ request: HTTPRequest, of call: Call, in wireProtocol: ServiceTraits.WireProtocol) throws(ModelError) {
        guard case .bytes(let bytes) = request.body.content, !bytes.isEmpty else { return }
        let isLiteral = call.options.usesBotocoreDialect
        switch wireProtocol {
        case .query, .ec2: fields = FormEncoding.decode(bytes.text)
        case .restXML where !isLiteral, .cbor where !isLiteral: break
        case .json, .restJSON, .restXML, .cbor:
            if isLiteral, try call.isStreamed {
                fields = bytes.pairs ?? []
            } else if case .map(let entries)? = try? JSONReader.document(bytes) {
                fields = Document.map(entries).queryFields
                leavesSeparator = isLiteral && !entries.isEmpty && fields.isEmpty
            }
        }
    }
}

extension Call {
    /// Whether the payload is a stream by its model, or was given as one.
    fileprivate var isStreamed: Bool {
        get throws(ModelError) {
            guard let payload = try operation.inputPayload else { return false }
            if case .body? = input.given(payload.name) { return true }
            return try payload.shape.traits.contains(.streaming)
        }
    }
}

extension Bytes {
    /// The lines as pairs of numbers, where each has just two bytes, its end included; of equal first ones the last.
    fileprivate var pairs: [(name: String, value: String)]? {
        var pairs: [(name: String, value: String)] = []
        var line: [UInt8] = []
        for (position, byte) in enumerated() {
            line.append(byte)
            guard byte == UInt8(ascii: "\n") || position == count - 1 else { continue }
            guard line.count == 2 else { return nil }
            let pair = (name: String(line[0]), value: String(line[1]))
            if let known = pairs.firstIndex(where: { $0.name == pair.name }) {
                pairs[known] = pair
            } else {
                pairs.append(pair)
            }
            line = []
        }
        return pairs
    }
}
