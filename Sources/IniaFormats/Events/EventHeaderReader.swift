import IniaPrimitives
internal import IniaText

/// Reads the headers of an event.
struct EventHeaderReader {
    private var cursor: ByteCursor

    init(_ memory: UnsafeRawBufferPointer) { cursor = ByteCursor(memory) }

    mutating func readAll() throws(FormatError) -> [EventFrame.Header] {
        var headers: [EventFrame.Header] = []
        var names: Set<String> = []
        while !cursor.isAtEnd {
            let name = try readText(Int(readNumber(UInt8.self)))
            guard names.insert(name).inserted else { throw failure("an event has a header twice") }
            headers.append(EventFrame.Header(name, try readValue()))
        }
        return headers
    }

    private mutating func readValue() throws(FormatError) -> EventFrame.HeaderValue {
        switch try readNumber(UInt8.self) {
        case 0: .boolean(true)
        case 1: .boolean(false)
        case 2: .byte(Int8(bitPattern: try readNumber(UInt8.self)))
        case 3: .short(Int16(bitPattern: try readNumber(UInt16.self)))
        case 4: .integer(Int32(bitPattern: try readNumber(UInt32.self)))
        case 5: .long(Int64(bitPattern: try readNumber(UInt64.self)))
        case 6: .bytes(Bytes(copying: try read(Int(readNumber(UInt16.self)))))
        case 7: .string(try readText(Int(readNumber(UInt16.self))))
        case 8: .timestamp(milliseconds: Int64(bitPattern: try readNumber(UInt64.self)))
        case 9: .uuid(Bytes(copying: try read(16)))
        default: throw failure("an event's header is of an unknown type")
        }
    }

    private mutating func readNumber<Number: FixedWidthInteger & UnsignedInteger>(
        _ type: Number.Type
    ) throws(FormatError) -> Number {
        var number: Number = 0
        for byte in try read(Number.bitWidth / 8) { number = number << 8 | Number(byte) }
        return number
    }

    private mutating func readText(_ count: Int) throws(FormatError) -> String {
        let memory = try read(count)
        guard memory.isUTF8 else { throw failure("a text in an event's headers is not UTF-8") }
        return String(decoding: memory, as: UTF8.self)
    }

    private mutating func read(_ count: Int) throws(FormatError) -> UnsafeRawBufferPointer {
        guard count <= cursor.remaining else { throw failure("an event's header is longer than the headers") }
        defer { cursor.offset += count }
        return cursor.slice(cursor.offset..<(cursor.offset + count))
    }

    /// Headers begin after the two lengths and their checksum.
    private func failure(_ message: String) -> FormatError {
        FormatError(.syntax, message, offset: cursor.offset + 12)
    }
}
