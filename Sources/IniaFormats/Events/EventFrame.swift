public import IniaPrimitives
public import IniaText

/// One message of AWS's event-stream encoding, `application/vnd.amazon.eventstream`.
///
/// On the wire it is: the length of all, the length of the headers, a checksum of these two; the headers; the payload;
/// a checksum of all before it. Numbers are big-endian, checksums CRC-32.
public struct EventFrame: Sendable, Hashable {
    /// A header of a message.
    public struct Header: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The value.
        public var value: HeaderValue

        /// Creates a header.
        public init(_ name: String, _ value: HeaderValue) {
            self.name = name
            self.value = value
        }
    }

    /// The value of a header, of one of ten wire types.
    public enum HeaderValue: Sendable, Hashable {
        case boolean(Bool)
        case byte(Int8)
        case short(Int16)
        case integer(Int32)
        case long(Int64)
        case bytes(Bytes)
        case string(String)
        /// Milliseconds since 1970.
        case timestamp(milliseconds: Int64)
        /// Sixteen bytes.
        case uuid(Bytes)
    }

    /// The headers, in wire order.
    public var headers: [Header]
    /// What the message carries.
    public var payload: Bytes

    /// Creates a message.
    public init(headers: [Header] = [], payload: Bytes = Bytes()) {
        self.headers = headers
        self.payload = payload
    }

    /// The most bytes that a message's headers may take: 128 KiB.
    public static let maximumHeaderBytes = 128 * 1024
    /// The most bytes that a message's payload may take: 24 MiB.
    public static let maximumPayloadBytes = 24 * 1024 * 1024

    /// The value of a header by its name.
    public subscript(name: String) -> HeaderValue? { headers.first { $0.name == name }?.value }

    /// The value of a header that is a string.
    public func string(_ name: String) -> String? {
        if case .string(let text) = self[name] { text } else { nil }
    }

    /// The message on the wire, or ``FormatError/Code/tooLarge`` where a part is beyond its limit.
    public func encoded() throws(FormatError) -> Bytes {
        let headers = try Self.encodedHeaders(self.headers)
        guard payload.count <= Self.maximumPayloadBytes else {
            throw FormatError(.tooLarge, "an event's payload is over 24 MiB")
        }
        var bytes: [UInt8] = []
        let total = headers.count + payload.count + 16
        bytes.reserveCapacity(total)
        bytes.append(bigEndian: UInt32(total))
        bytes.append(bigEndian: UInt32(headers.count))
        bytes.append(bigEndian: bytes.withUnsafeBytes { CRC32.checksum($0) })
        headers.withUnsafeBytes { bytes.append(contentsOf: $0) }
        payload.withUnsafeBytes { bytes.append(contentsOf: $0) }
        bytes.append(bigEndian: bytes.withUnsafeBytes { CRC32.checksum($0) })
        return Bytes(bytes)
    }

    /// The headers alone, as they stand in a message: what an event's signature covers.
    public static func encodedHeaders(_ headers: [Header]) throws(FormatError) -> Bytes {
        var bytes: [UInt8] = []
        for header in headers {
            guard let length = UInt8(exactly: header.name.utf8.count) else {
                throw FormatError(.tooLarge, "an event header's name is over 255 bytes")
            }
            bytes.append(length)
            bytes.append(contentsOf: header.name.utf8)
            try append(header.value, to: &bytes)
        }
        guard bytes.count <= maximumHeaderBytes else {
            throw FormatError(.tooLarge, "an event's headers are over 128 KiB")
        }
        return Bytes(bytes)
    }

    private static func append(_ value: HeaderValue, to bytes: inout [UInt8]) throws(FormatError) {
        bytes.append(value.wireType)
        switch value {
        case .boolean: break
        case .byte(let number): bytes.append(UInt8(bitPattern: number))
        case .short(let number): bytes.append(bigEndian: UInt16(bitPattern: number))
        case .integer(let number): bytes.append(bigEndian: UInt32(bitPattern: number))
        case .long(let number), .timestamp(let number): bytes.append(bigEndian: UInt64(bitPattern: number))
        case .bytes(let content): try append(content, to: &bytes)
        case .string(let text): try append(Bytes(utf8: text), to: &bytes)
        case .uuid(let content):
            guard content.count == 16 else { throw FormatError(.range, "a UUID has not 16 bytes") }
            content.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
    }

    private static func append(_ content: Bytes, to bytes: inout [UInt8]) throws(FormatError) {
        guard let length = UInt16(exactly: content.count) else {
            throw FormatError(.tooLarge, "an event header's value is over 65,535 bytes")
        }
        bytes.append(bigEndian: length)
        content.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
}

extension EventFrame.HeaderValue {
    fileprivate var wireType: UInt8 {
        switch self {
        case .boolean(let truth): truth ? 0 : 1
        case .byte: 2
        case .short: 3
        case .integer: 4
        case .long: 5
        case .bytes: 6
        case .string: 7
        case .timestamp: 8
        case .uuid: 9
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian number: some FixedWidthInteger & UnsignedInteger) {
        for place in (0..<(number.bitWidth / 8)).reversed() {
            append(UInt8(truncatingIfNeeded: number >> (place * 8)))
        }
    }
}
