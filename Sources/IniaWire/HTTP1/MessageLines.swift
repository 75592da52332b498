internal import IniaHTTP

/// The lines of an HTTP/1.1 message, once they have arrived whole.
enum MessageLines {
    /// Parses a status line and the fields after it; every line ends with CR LF.
    static func head(
        _ bytes: UnsafeRawBufferPointer, method: String, limits: ResponseLimits
    ) throws(WireError) -> ResponseHead {
        let lineEnd = end(of: bytes, from: 0)
        let (status, minor) = try statusLine(UnsafeRawBufferPointer(rebasing: bytes[..<lineEnd]))
        let rest = UnsafeRawBufferPointer(rebasing: bytes[min(lineEnd + 2, bytes.count)...])
        let headers = try fields(rest, limits: limits)
        let framing = try framing(status: status, minor: minor, method: method, headers: headers)
        let connection = headers.joined("connection")
        let keepsAlive =
            framing != .untilClose
            && (minor > 0 ? !has(connection, "close") : has(connection, "keep-alive") && !has(connection, "close"))
        return ResponseHead(status: status, headers: headers, framing: framing, keepsAlive: keepsAlive)
    }

    /// Parses fields; every line ends with CR LF, and none is empty.
    static func fields(_ bytes: UnsafeRawBufferPointer, limits: ResponseLimits) throws(WireError) -> HTTPHeaders {
        var headers = HTTPHeaders()
        var position = 0
        while position < bytes.count {
            let lineEnd = end(of: bytes, from: position)
            try add(UnsafeRawBufferPointer(rebasing: bytes[position..<lineEnd]), to: &headers)
            guard headers.fields.count <= limits.fieldCount else { throw .malformed("too many fields") }
            position = lineEnd + 2
        }
        return headers
    }

    /// Parses the line before a chunk, without its line end (RFC 9112 section 7.1); extensions are ignored.
    static func chunkSize(_ line: UnsafeRawBufferPointer) throws(WireError) -> Int64 {
        var size: Int64 = 0
        var digits = 0
        for byte in line {
            guard let value = hexadecimal(byte) else { break }
            digits += 1
            guard digits <= 15 else { throw .malformed("a chunk's size is too large") }
            size = size << 4 | value
        }
        guard digits > 0 else { throw .malformed("a chunk without a size") }
        var rest = line[digits...]
        while let byte = rest.first, byte == 0x20 || byte == 0x09 { rest = rest.dropFirst() }
        guard rest.isEmpty || (rest.first == UInt8(ascii: ";") && rest.allSatisfy(isValueByte)) else {
            throw .malformed("a chunk's size is no number")
        }
        guard rest.startIndex == digits || !rest.isEmpty else { throw .malformed("white space after a chunk's size") }
        return size
    }

    private static func end(of bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        max(bytes.lineFeed(in: start..<bytes.count) - 1, start)
    }

    /// `HTTP/1.1 200 OK`: the version's minor digit and the status.
    private static func statusLine(_ line: UnsafeRawBufferPointer) throws(WireError) -> (status: Int, minor: UInt8) {
        let prefix: StaticString = "HTTP/"
        guard line.count >= 12, line.starts(with: UnsafeRawBufferPointer(start: prefix.utf8Start, count: 5)),
            line[6] == UInt8(ascii: "."), isDigit(line[7]), line[8] == 0x20
        else { throw .malformed("no status line") }
        // A peer that says 0.9 but sends a status line means 1.0.
        let isOld = line[5] == UInt8(ascii: "0") && line[7] == UInt8(ascii: "9")
        guard isOld || line[5] == UInt8(ascii: "1") else { throw .malformed("not HTTP/1") }
        guard isDigit(line[9]), isDigit(line[10]), isDigit(line[11]) else {
            throw .malformed("a status that is no number")
        }
        let status = Int(line[9] &- 48) * 100 + Int(line[10] &- 48) * 10 + Int(line[11] &- 48)
        guard status >= 100 else { throw .malformed("a status below 100") }
        let reason = line[12...]
        guard reason.isEmpty || (reason.first == 0x20 && reason.allSatisfy(isValueByte)) else {
            throw .malformed("a status line with control characters")
        }
        return (status, isOld ? 0 : line[7] &- 48)
    }

    private static func add(_ line: UnsafeRawBufferPointer, to headers: inout HTTPHeaders) throws(WireError) {
        guard let first = line.first else { throw .malformed("an empty line among fields") }
        guard first != 0x20, first != 0x09 else { throw .malformed("a folded field") }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw .malformed("a field without a colon") }
        var value = line[(colon + 1)...]
        while let byte = value.first, byte == 0x20 || byte == 0x09 { value = value.dropFirst() }
        while let byte = value.last, byte == 0x20 || byte == 0x09 { value = value.dropLast() }
        let text = UnsafeRawBufferPointer(rebasing: value)
        // Nearly all values are ASCII, and then no validation is needed, which costs more than the rest.
        let isPlain = text.isPlain
        guard isPlain || text.allSatisfy(isValueByte) else {
            throw .malformed("a field's value with control characters")
        }
        let name = String(decoding: line[..<colon], as: UTF8.self)
        do {
            try headers.add(name, isPlain ? String(decoding: text, as: UTF8.self) : validated(text))
        } catch {
            throw .malformed("a field's name that is no token")
        }
    }

    /// A value as text: UTF-8 where it is that, else ISO 8859-1, as the field was defined once.
    private static func validated(_ bytes: UnsafeRawBufferPointer) -> String {
        String(validating: bytes, as: UTF8.self)
            ?? String(String.UnicodeScalarView(bytes.lazy.map { Unicode.Scalar($0) }))
    }

    /// RFC 9112 section 6.3.
    private static func framing(
        status: Int, minor: UInt8, method: String, headers: HTTPHeaders
    ) throws(WireError) -> BodyFraming {
        if status < 200 || status == 204 || status == 304 || method == "HEAD" { return .none }
        if method == "CONNECT", status < 300 { return .none }
        let codings = headers.values(of: "transfer-encoding")
        let lengths = headers.values(of: "content-length")
        if !codings.isEmpty {
            guard lengths.isEmpty else { throw .malformed("both Content-Length and Transfer-Encoding") }
            guard codings.count == 1, codings[0].equalsIgnoringCase("chunked") else {
                throw .malformed("a transfer coding other than chunked")
            }
            guard minor > 0 else { throw .malformed("Transfer-Encoding in HTTP/1.0") }
            return .chunked
        }
        guard let first = lengths.first else { return .untilClose }
        guard lengths.allSatisfy({ $0 == first }) else { throw .malformed("several lengths that differ") }
        guard !first.isEmpty, first.utf8.count <= 18, first.utf8.allSatisfy(isDigit), let length = Int64(first) else {
            throw .malformed("a Content-Length that is no number")
        }
        return length == 0 ? .none : .length(length)
    }

    /// Whether a comma-separated list has a token, in any case.
    private static func has(_ list: String?, _ token: String) -> Bool {
        guard let list else { return false }
        if list.equalsIgnoringCase(token) { return true }
        return list.split(separator: ",").contains { part in
            String(part.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }).equalsIgnoringCase(token)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    private static func isValueByte(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F || byte == 0x09 }

    private static func hexadecimal(_ byte: UInt8) -> Int64? {
        switch byte {
        case 48...57: Int64(byte &- 48)
        case 65...70: Int64(byte &- 55)
        case 97...102: Int64(byte &- 87)
        default: nil
        }
    }
}
