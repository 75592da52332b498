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
    private static let unsigned: Set<String> = [
        "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer",
        "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
    ]

    /// In order of their names, repeated ones in wire order.
    private var fields: [(name: String, value: String)] = []

    init(_ request: HTTPRequest) {
        fields.reserveCapacity(request.headers.fields.count + 1)
        var hasHost = false
        for field in request.headers.fields {
            let name = field.name.lowercased()
            if Self.unsigned.contains(name) { continue }
            if name == "host" { hasHost = true }
            insert(name, field.value)
        }
        if !hasHost { insert("host", request.url.hostHeader.lowercased()) }
    }

    /// Requests have a dozen headers, so each goes straight to its place.
    private mutating func insert(_ name: String, _ value: String) {
        var place = fields.count
        while place > 0, fields[place - 1].name > name { place -= 1 }
        fields.insert((name, value), at: place)
    }

    var byteCount: Int {
        fields.reduce(0) { $0 + 2 * $1.name.utf8.count + $1.value.utf8.count + 3 }
    }

    /// The names, each once, with semicolons between them.
    var names: String {
        var names: [UInt8] = []
        appendNames(to: &names)
        return String(decoding: names, as: UTF8.self)
    }

    /// Appends the names, each once, with semicolons between them.
    func appendNames(to bytes: inout [UInt8]) {
        for (index, field) in fields.enumerated() where index == 0 || field.name != fields[index - 1].name {
            if index > 0 { bytes.append(UInt8(ascii: ";")) }
            bytes.append(field.name)
        }
    }

    /// Appends a line for each name; the values of a repeated one have commas between them.
    func appendValues(to bytes: inout [UInt8]) {
        for (index, field) in fields.enumerated() {
            if index > 0, field.name == fields[index - 1].name {
                bytes.append(UInt8(ascii: ","))
            } else {
                if index > 0 { bytes.append(UInt8(ascii: "\n")) }
                bytes.append(field.name)
                bytes.append(UInt8(ascii: ":"))
            }
            Self.appendCollapsed(field.value, to: &bytes)
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
