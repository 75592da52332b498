public import IniaPrimitives

/// A value of any shape: what a dynamic call takes and gives.
///
/// Literals make values: `["Bucket": "b", "Tags": [1, 2.5, true, nil]]`; variables are wrapped: `Value(name)`.
/// Members are reached by name, `page.Contents[0].Key.asString`; what is not there is `.null`, so a path of names
/// never traps. AWS has members of every name, so everything else here begins with `as`.
@dynamicMemberLookup
public enum Value: Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case float(Double)
    case string(String)
    indirect case blob(Bytes)
    case timestamp(Timestamp)
    case list([Value])
    /// Keys with values, in order.
    case map([MapEntry])
    /// The members of a structure whose shape is known.
    case structure(Structure)
    /// DynamoDB's attribute value.
    indirect case attribute(AttributeValue)
    indirect case document(Document)
    /// A payload that is read, or sent, piece by piece.
    case body(Body)
    case events(EventStream)
}

/// One key of a map with its value.
public struct MapEntry: Sendable, Equatable {
    /// The key.
    public var key: String
    /// The value.
    public var value: Value

    /// Creates an entry.
    public init(key: String, value: Value) {
        self.key = key
        self.value = value
    }
}

extension Value {
    /// A body that is read from a file when it is sent: from an offset, for a number of bytes or to its end.
    public static func file(_ path: String, offset: Int64 = 0, count: Int64? = nil) -> Value {
        .body(.file(path, offset: offset, count: count))
    }

    /// A text.
    public init(_ text: some StringProtocol) { self = .string(String(text)) }

    /// A whole number; one that does not fit 64 bits becomes a float.
    public init(_ number: some BinaryInteger) {
        self = Int64(exactly: number).map(Value.integer) ?? .float(Double(number))
    }

    /// A number.
    public init(_ number: some BinaryFloatingPoint) { self = .float(Double(number)) }

    /// A truth value.
    public init(_ truth: Bool) { self = .boolean(truth) }

    /// A blob.
    public init(_ bytes: Bytes) { self = .blob(bytes) }

    /// A blob.
    public init(_ bytes: [UInt8]) { self = .blob(Bytes(bytes)) }

    /// A point in time.
    public init(_ time: Timestamp) { self = .timestamp(time) }

    /// A payload.
    public init(_ body: Body) { self = .body(body) }

    /// A list.
    public init(_ elements: some Sequence<Value>) { self = .list(Array(elements)) }

    /// A map, in the order of its keys.
    public init(_ entries: [String: Value]) {
        self = .map(entries.sorted { $0.key < $1.key }.map { MapEntry(key: $0.key, value: $0.value) })
    }
}

extension Value {
    /// A member or a map's value by its name; `.null` where there is none.
    public subscript(dynamicMember name: String) -> Value { self[name] }

    /// A member or a map's value by its name; `.null` where there is none.
    public subscript(name: String) -> Value {
        switch self {
        case .map(let entries): entries.last { $0.key == name }?.value ?? .null
        case .structure(let structure): structure[name] ?? .null
        case .attribute(let attribute): attribute.member(name)
        case .document(let document): document[name].map(Value.document) ?? .null
        default: .null
        }
    }

    /// An element of a list; `.null` beyond its ends.
    public subscript(position: Int) -> Value {
        switch self {
        case .list(let elements): elements.indices.contains(position) ? elements[position] : .null
        case .document(let document): document[position].map(Value.document) ?? .null
        default: .null
        }
    }

    /// Whether there is no value.
    public var asIsNull: Bool {
        switch self {
        case .null, .document(.null): true
        default: false
        }
    }

    /// The text, or nil where this is none.
    public var asString: String? {
        switch self {
        case .string(let text): text
        case .document(let document): document.asString
        default: nil
        }
    }

    /// The whole number, or nil where this is none or does not fit.
    public var asInt: Int? {
        switch self {
        case .integer(let number): Int(exactly: number)
        case .document(let document): document.asInteger.flatMap { Int(exactly: $0) }
        default: nil
        }
    }

    /// The number, or nil where this is none.
    public var asDouble: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .float(let number): number
        case .document(let document): document.asFloat
        default: nil
        }
    }

    /// The truth value, or nil where this is none.
    public var asBool: Bool? {
        switch self {
        case .boolean(let truth): truth
        case .document(let document): document.asBoolean
        default: nil
        }
    }

    /// The bytes of a blob, or nil where this is none.
    public var asBytes: Bytes? {
        if case .blob(let bytes) = self { bytes } else { nil }
    }

    /// The time, or nil where this is none.
    public var asTimestamp: Timestamp? {
        if case .timestamp(let time) = self { time } else { nil }
    }

    /// The elements, or none where this is no list.
    public var asList: [Value] {
        switch self {
        case .list(let elements): elements
        case .document(let document): document.asList.map(Value.document)
        default: []
        }
    }

    /// Names or keys with their values, in order, or none where this has none.
    public var asEntries: [MapEntry] {
        switch self {
        case .map(let entries): entries
        case .structure(let structure): structure.entries
        case .attribute(let attribute): attribute.entries
        case .document(let document): document.asEntries.map { MapEntry(key: $0.key, value: .document($0.value)) }
        default: []
        }
    }

    /// The entries as a dictionary, for many look-ups.
    public var asDictionary: [String: Value] {
        Dictionary(asEntries.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    }

    /// The payload; an empty one where this is none, so that reading needs no unwrapping.
    public var asBody: Body {
        switch self {
        case .body(let body): body
        case .blob(let bytes): .bytes(bytes)
        case .string(let text): .bytes(Bytes(utf8: text))
        default: .empty
        }
    }

    /// The events; none where this is no stream of events.
    public var asEvents: EventStream {
        if case .events(let events) = self { events } else { EventStream(of: []) }
    }
}

extension Value: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A text.
    public init(stringLiteral text: String) { self = .string(text) }
    /// A whole number.
    public init(integerLiteral number: Int64) { self = .integer(number) }
    /// A number with a fraction.
    public init(floatLiteral number: Double) { self = .float(number) }
    /// A truth value.
    public init(booleanLiteral truth: Bool) { self = .boolean(truth) }
    /// Nothing.
    public init(nilLiteral: ()) { self = .null }
    /// A list.
    public init(arrayLiteral elements: Value...) { self = .list(elements) }

    /// A map, in the order of the literal; a structure's members are written like this too.
    public init(dictionaryLiteral entries: (String, Value)...) {
        self = .map(entries.map { MapEntry(key: $0.0, value: $0.1) })
    }
}
