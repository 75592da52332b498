/// A tree of open content: what JSON or CBOR can say, with no schema.
///
/// AWS models call members of such content "documents"; rule sets and partitions are read as documents too.
public indirect enum Document: Sendable {
    /// JSON's null.
    case null
    /// True or false.
    case boolean(Bool)
    /// A whole number that fits 64 bits.
    case integer(Int64)
    /// A number with a fraction or an exponent.
    case float(Double)
    /// A number that neither 64 bits nor a double holds exactly, in its decimal spelling.
    case decimal(String)
    /// A text.
    case string(String)
    /// Elements in order.
    case list([Document])
    /// Entries in the order in which they were written; a repeated key stands once, with its last value.
    case map([Entry])

    /// One key of a map with its value.
    public struct Entry: Sendable, Equatable {
        /// The key.
        public var key: String
        /// The value.
        public var value: Document

        /// Creates an entry.
        public init(key: String, value: Document) {
            self.key = key
            self.value = value
        }
    }

    /// The value of a key, or nil where this is no map or has no such key.
    public subscript(key: String) -> Document? {
        guard case .map(let entries) = self else { return nil }
        return entries.last { $0.key == key }?.value
    }

    /// The element at a position, or nil where this is no list or is shorter.
    public subscript(position: Int) -> Document? {
        guard case .list(let elements) = self, elements.indices.contains(position) else { return nil }
        return elements[position]
    }

    /// Whether lists and maps nest in more levels than these.
    package func isNested(deeperThan levels: Int) -> Bool {
        switch self {
        case .list(let elements): levels <= 0 || elements.contains { $0.isNested(deeperThan: levels - 1) }
        case .map(let entries): levels <= 0 || entries.contains { $0.value.isNested(deeperThan: levels - 1) }
        case .null, .boolean, .integer, .float, .decimal, .string: false
        }
    }

    /// The text, or nil where this is none.
    public var asString: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The truth value, or nil where this is none.
    public var asBoolean: Bool? {
        if case .boolean(let value) = self { value } else { nil }
    }

    /// The whole number, or nil where this is none.
    public var asInteger: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The number as a double, or nil where this is none.
    public var asFloat: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .float(let value): value
        case .decimal(let text): Double(text)
        default: nil
        }
    }

    /// The elements, or none where this is no list.
    public var asList: [Document] {
        if case .list(let elements) = self { elements } else { [] }
    }

    /// The entries, or none where this is no map.
    public var asEntries: [Entry] {
        if case .map(let entries) = self { entries } else { [] }
    }
}

extension Document: Equatable {
    /// Whether two trees say the same, the order of keys included; a whole number is no float.
    @inline(never)  // In each comparison of lists it would stand several times.
    public static func == (left: Document, right: Document) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.float(let left), .float(let right)): left == right
        case (.decimal(let left), .decimal(let right)), (.string(let left), .string(let right)): left == right
        case (.list(let left), .list(let right)): left == right
        case (.map(let left), .map(let right)): left == right
        default: false
        }
    }
}
