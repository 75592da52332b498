internal import IniaHTTP

/// A request in the form in which Signature Version 4 hashes it.
struct CanonicalRequest: Sendable {
    let bytes: [UInt8]
    let signedHeaders: String

    init(_ request: HTTPRequest, path: String, query: String, payload: String) {
        let headers = CanonicalHeaders(request)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(path.utf8.count + query.utf8.count + headers.byteCount + 256)
        bytes.append(line: request.method.uppercased())
        bytes.append(line: path)
        bytes.append(line: query)
        headers.appendValues(to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        let start = bytes.count
        headers.appendNames(to: &bytes)
        signedHeaders = String(decoding: bytes[start...], as: UTF8.self)
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(payload)
        self.bytes = bytes
    }
}

/// The headers of a request that a signature covers.
struct CanonicalHeaders {
    /// What proxies and connections change or transports add; a signature over it would break on the way.
    private static let unsigned = [
        "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer",
        "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
    ]
    /// A bit for each length that one of those names has.
    private static let unsignedLengths = unsigned.reduce(UInt64(0)) { $0 | 1 << UInt64($1.utf8.count) }

    /// A field by the place of its name among ``names``, and of itself among ``wire``; the host has none there.
    private struct Field {
        let name: Range<Int>
        let place: Int?
    }

    private let wire: [HTTPHeaders.Field]
    private let host: String
    /// The names in lower case, one after another: one text for all takes a fraction of one for each.
    private var names: [UInt8] = []
    /// In order of their names, repeated ones in wire order.
    private var fields: [Field] = []

    init(_ request: HTTPRequest) {
        wire = request.headers.fields
        let hasHost = request.headers.contains("host")
        host = hasHost ? "" : request.url.hostHeader.lowercased()
        names.reserveCapacity(wire.count * 24)
        fields.reserveCapacity(wire.count + 1)
        for (place, field) in wire.enumerated() where !Self.isUnsigned(field.name) { insert(field.name, place) }
        if !hasHost { insert("host", nil) }
    }

    private static func isUnsigned(_ name: String) -> Bool {
        unsignedLengths >> UInt64(name.utf8.count) & 1 == 1 && unsigned.contains { $0.equalsIgnoringCase(name) }
    }

    /// Requests have a dozen headers, so each goes straight to its place.
    private mutating func insert(_ name: String, _ place: Int?) {
        let start = names.count
        names.append(name)
        let range = start..<names.count
        names.withUnsafeMutableBufferPointer { memory in
            for index in range where memory[index] >= 0x41 && memory[index] <= 0x5A { memory[index] |= 0x20 }
        }
        fields.append(Field(name: range, place: place))
        var last = fields.count - 1
        while last > 0, isName(fields[last], before: fields[last - 1]) {
            fields.swapAt(last, last - 1)
            last -= 1
        }
    }

    private func isName(_ field: Field, before other: Field) -> Bool {
        withName(of: field) { name in withName(of: other) { name.lexicographicallyPrecedes($0) } }
    }

    private func isRepeated(at index: Int) -> Bool {
        guard index > 0, fields[index].name.count == fields[index - 1].name.count else { return false }
        return withName(of: fields[index]) { name in withName(of: fields[index - 1]) { name.elementsEqual($0) } }
    }

    private func withName<Result>(of field: Field, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        names.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[field.name])) }
    }

    var byteCount: Int {
        wire.reduce(2 * names.count + host.utf8.count) { $0 + $1.value.utf8.count + 3 }
    }

    /// The names, each once, with semicolons between them.
    var signed: String {
        var text: [UInt8] = []
        appendNames(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the names, each once, with semicolons between them.
    func appendNames(to bytes: inout [UInt8]) {
        for (index, field) in fields.enumerated() where !isRepeated(at: index) {
            if index > 0 { bytes.append(UInt8(ascii: ";")) }
            withName(of: field) { bytes.append(contentsOf: $0) }
        }
    }

    /// Appends a line for each name; the values of a repeated one have commas between them.
    func appendValues(to bytes: inout [UInt8]) {
        for (index, field) in fields.enumerated() {
            if isRepeated(at: index) {
                bytes.append(UInt8(ascii: ","))
            } else {
                if index > 0 { bytes.append(UInt8(ascii: "\n")) }
                withName(of: field) { bytes.append(contentsOf: $0) }
                bytes.append(UInt8(ascii: ":"))
            }
            Self.appendCollapsed(field.place.map { wire[$0].value } ?? host, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Appends a value without white space at its ends and with one space for each run of it inside.
    static func appendCollapsed(_ value: String, to bytes: inout [UInt8]) {
        var value = value
        let isDone = value.withUTF8 { memory in
            guard isCollapsed(memory) else { return false }
            bytes.append(contentsOf: memory)
            return true
        }
        if isDone { return }
        let start = bytes.count
        var isPending = false
        for scalar in value.unicodeScalars {
            if scalar.properties.isWhitespace || (scalar.value >= 0x1C && scalar.value <= 0x1F) {
                isPending = true
            } else {
                if isPending, bytes.count > start { bytes.append(0x20) }
                isPending = false
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    /// Whether a value certainly has nothing to collapse, as nearly all have.
    private static func isCollapsed(_ memory: UnsafeBufferPointer<UInt8>) -> Bool {
        var isAfterSpace = true
        for byte in memory {
            if byte == 0x20 ? isAfterSpace : byte < 0x20 || byte >= 0x80 { return false }
            isAfterSpace = byte == 0x20
        }
        return !isAfterSpace || memory.isEmpty
    }
}
