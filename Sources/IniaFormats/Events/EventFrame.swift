public import IniaPrimitives

/// One message of AWS's event-stream encoding, `application/vnd.amazon.eventstream`.
public struct EventFrame: Sendable, Hashable {
    /// A header of a message.
    public struct Header: Sendable, Hashable {
        public var name: String
        public var value: HeaderValue

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

    public var headers: [Header]
    public var payload: Bytes

    public init(headers: [Header] = [], payload: Bytes = Bytes()) {
        self.headers = headers
        self.payload = payload
    }

    /// The value of a header by its name.
    public subscript(name: String) -> HeaderValue? { headers.first { $0.name == name }?.value }

    /// The value of a header that is a string.
    public func string(_ name: String) -> String? {
        if case .string(let text) = self[name] { text } else { nil }
    }

    /// The message on the wire, or ``FormatError/Code/tooLarge`` where a part is beyond its limit.
    public func encoded() throws(FormatError) -> Bytes { Bytes() }

    /// The headers alone, as they stand in a message: what an event's signature covers.
    public static func encodedHeaders(_ headers: [Header]) throws(FormatError) -> Bytes { Bytes() }
}
