public import IniaHTTP
internal import IniaPrimitives

/// The head of a request as HTTP/2 has it: pseudo fields before all others, names in lower case (RFC 9113 section 8).
public struct HTTP2RequestHead: Sendable, Equatable {
    struct Field: Sendable, Equatable {
        let start: Int
        let nameLength: Int
        let valueLength: Int
        /// Whether the value is kept out of the tables of compression (RFC 7541 section 7.1.3).
        let isNeverIndexed: Bool
    }

    /// The names and values of all fields, one after the other.
    let text: [UInt8]
    let fields: [Field]
    /// Whether a body follows.
    public let hasBody: Bool
    /// The number of bytes of the body, where it is announced.
    public let length: Int64?
    let isHead: Bool

    /// Writes the head of a request.
    ///
    /// The host stands in `:authority`. Fields that speak of the connection are left out (RFC 9113 section 8.2.2), and
    /// so is `Expect`: a peer that does not want a body says so while it is sent, which costs the stream alone.
    ///
    /// - Throws: ``WireError`` with ``WireError/Code/request`` where the request cannot be framed without doubt.
    public init(_ request: HTTPRequest) throws(WireError) {
        let framing = try RequestHead.framing(of: request)
        try RequestHead.check(method: request.method, target: request.url.requestTarget, host: request.url.host)
        var writer = FieldWriter()
        writer.field(":method", request.method)
        writer.field(":scheme", request.url.scheme)
        writer.field(":authority", request.headers["host"] ?? request.url.hostHeader)
        writer.field(":path", request.url.requestTarget)
        if !request.headers.contains("accept-encoding") { writer.field("accept-encoding", "identity") }
        for field in request.headers.fields where !Self.isOfConnection(field) { writer.field(field.name, field.value) }
        switch framing {
        case .length(let count):
            length = count
            if !request.headers.contains("content-length") { writer.field("content-length", String(count)) }
        case .none:
            length = 0
            if RequestHead.usuallyHasBody(request.method), !request.headers.contains("content-length") {
                writer.field("content-length", "0")
            }
        case .chunked, .untilClose: length = nil
        }
        text = writer.text
        fields = writer.fields
        hasBody = framing != .none
        isHead = request.method == "HEAD"
    }

    private static func isOfConnection(_ field: HTTPHeaders.Field) -> Bool {
        // Told by length first: nearly every field of a request is none of these.
        switch field.name.utf8.count {
        case 2: field.name.equalsIgnoringCase("te") && !field.value.equalsIgnoringCase("trailers")
        case 4: field.name.equalsIgnoringCase("host")
        case 6: field.name.equalsIgnoringCase("expect")
        case 7: field.name.equalsIgnoringCase("upgrade")
        case 10: field.name.equalsIgnoringCase("connection") || field.name.equalsIgnoringCase("keep-alive")
        case 16: field.name.equalsIgnoringCase("proxy-connection")
        case 17: field.name.equalsIgnoringCase("transfer-encoding")
        default: false
        }
    }
}

private struct FieldWriter {
    var text: [UInt8] = []
    var fields: [HTTP2RequestHead.Field] = []

    init() {
        // An allocation over a kilobyte would cost several times one under it.
        text.reserveCapacity(768)
        fields.reserveCapacity(16)
    }

    mutating func field(_ name: String, _ value: String) {
        let start = text.count
        append(name)
        let nameLength = text.count - start
        text.withUnsafeMutableBufferPointer { text in
            for index in start..<text.count where text[index] >= 65 && text[index] <= 90 { text[index] |= 0x20 }
        }
        // White space around a value is no part of it, and HTTP/2 forbids it.
        append(value, isTrimmed: true)
        // Signatures differ each time, and are nobody's to guess.
        let isNeverIndexed = nameLength == 13 && name.equalsIgnoringCase("authorization")
        fields.append(
            HTTP2RequestHead.Field(
                start: start, nameLength: nameLength, valueLength: text.count - start - nameLength,
                isNeverIndexed: isNeverIndexed))
    }

    /// Appends the memory of a string at once; its UTF-8 view would be appended by a detour.
    private mutating func append(_ string: String, isTrimmed: Bool = false) {
        var string = string
        string.withUTF8 { bytes in
            var range = bytes.indices
            while isTrimmed, let first = range.first, bytes[first].isBlank { range.removeFirst() }
            while isTrimmed, let last = range.last, bytes[last].isBlank { range.removeLast() }
            text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
        }
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 }
}
