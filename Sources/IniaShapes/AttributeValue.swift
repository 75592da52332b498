public import IniaPrimitives

/// DynamoDB's attribute value, kept without a structure for each, of which a page can have a hundred thousand.
public enum AttributeValue: Sendable {
    case string(String)
    /// A number in its decimal spelling.
    case number(String)
    case binary(Bytes)
    case strings([String])
    case numbers([String])
    case binaries([Bytes])
    case map([Entry])
    case list([AttributeValue])
    case null(Bool)
    case boolean(Bool)

    /// One key of a map with its value.
    public struct Entry: Sendable, Equatable {
        /// The key.
        public var key: String
        /// The value.
        public var value: AttributeValue

        /// Creates an entry.
        public init(key: String, value: AttributeValue) {
            self.key = key
            self.value = value
        }
    }

    /// The name of the one member that is set, as DynamoDB's model spells it.
    public var memberName: String {
        switch self {
        case .string: "S"
        case .number: "N"
        case .binary: "B"
        case .strings: "SS"
        case .numbers: "NS"
        case .binaries: "BS"
        case .map: "M"
        case .list: "L"
        case .null: "NULL"
        case .boolean: "BOOL"
        }
    }

    /// The value of the one member that is set.
    public var memberValue: Value {
        switch self {
        case .string(let text), .number(let text): .string(text)
        case .binary(let bytes): .blob(bytes)
        case .strings(let texts), .numbers(let texts): .list(texts.map(Value.string))
        case .binaries(let blobs): .list(blobs.map(Value.blob))
        case .map(let entries): .map(entries.map { MapEntry(key: $0.key, value: .attribute($0.value)) })
        case .list(let elements): .list(elements.map(Value.attribute))
        case .null(let truth), .boolean(let truth): .boolean(truth)
        }
    }

    /// Whether lists and maps nest in more levels than these.
    package func isNested(deeperThan levels: Int) -> Bool {
        switch self {
        case .list(let elements): levels <= 0 || elements.contains { $0.isNested(deeperThan: levels - 1) }
        case .map(let entries): levels <= 0 || entries.contains { $0.value.isNested(deeperThan: levels - 1) }
        default: false
        }
    }

    func member(_ name: String) -> Value { name == memberName ? memberValue : .null }

    var entries: [MapEntry] { [MapEntry(key: memberName, value: memberValue)] }
}
