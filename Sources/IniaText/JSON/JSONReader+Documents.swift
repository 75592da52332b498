public import IniaPrimitives

extension JSONReader {
    /// Reads a value of any kind.
    public mutating func readDocument() throws(FormatError) -> Document {
        switch try peek() {
        case .object: return try readObject()
        case .array:
            try enterArray()
            var elements: [Document] = []
            while try nextElement() { elements.append(try readDocument()) }
            return .list(elements)
        case .string: return .string(try readString())
        case .boolean: return .boolean(try readBoolean())
        case .null:
            try readNull()
            return .null
        case .number:
            return switch try readNumber() {
            case .integer(let value): .integer(value)
            case .float(let value): .float(value)
            case .big(let text): .decimal(text)
            }
        }
    }

    private mutating func readObject() throws(FormatError) -> Document {
        try enterObject()
        var entries = DocumentEntries()
        while let key = try nextKeyText() { entries.set(key, to: try readDocument()) }
        return .map(entries.all)
    }

    /// Reads a text of one value.
    public static func document(_ bytes: Bytes, maximumDepth: Int = 512) throws(FormatError) -> Document {
        try bytes.withUnsafeBytes { (memory) throws(FormatError) in try document(memory, maximumDepth: maximumDepth) }
    }

    /// Reads a text of one value.
    public static func document(
        _ memory: UnsafeRawBufferPointer, maximumDepth: Int = 512
    ) throws(FormatError) -> Document {
        var reader = JSONReader(memory, maximumDepth: maximumDepth)
        let document = try reader.readDocument()
        try reader.finish()
        return document
    }
}

/// The entries of a map that is being read: a repeated key keeps its place and gets the last value.
struct DocumentEntries {
    private(set) var all: [Document.Entry] = []
    /// Where each key is, once there are so many that looking through them would take long.
    private var places: [Key: Int]?

    mutating func set(_ key: String, to value: Document) {
        if let place = place(of: key) {
            all[place].value = value
            return
        }
        all.append(Document.Entry(key: key, value: value))
        places?[Key(text: key)] = all.count - 1
        if places == nil, all.count == 16 {
            places = Dictionary(uniqueKeysWithValues: all.enumerated().map { (Key(text: $1.key), $0) })
        }
    }

    private func place(of key: String) -> Int? {
        if let places { return places[Key(text: key)] }
        return all.firstIndex { Key(text: $0.key) == Key(text: key) }
    }

    /// A text that equals only what has the same bytes, where `String` also equates what looks the same.
    private struct Key: Hashable {
        let text: String

        static func == (left: Key, right: Key) -> Bool {
            left.text.utf8.count == right.text.utf8.count && left.text.utf8.elementsEqual(right.text.utf8)
        }

        func hash(into hasher: inout Hasher) {
            let isDone: Void? = text.utf8.withContiguousStorageIfAvailable {
                hasher.combine(bytes: UnsafeRawBufferPointer($0))
            }
            if isDone == nil { for unit in text.utf8 { hasher.combine(unit) } }
        }
    }
}
