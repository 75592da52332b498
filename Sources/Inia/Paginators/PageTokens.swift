internal import IniaPrimitives
internal import IniaShapes
internal import IniaText

/// The tokens with which an iteration goes on, by the names of the input members that take them.
struct PageTokens: Sendable, Equatable {
    /// The tokens in the model's order; null for one that is not there.
    var entries: [MapEntry]
    /// How many items of the page were given already, where an iteration ended in the middle of one.
    var taken: Int?

    init(_ entries: [MapEntry], taken: Int? = nil) {
        self.entries = entries
        self.taken = taken
    }

    /// No tokens yet.
    init(none names: [String]) {
        self.init(names.map { MapEntry(key: $0, value: .null) })
    }

    /// Whether there is no token at all, so that there is no further page.
    var isEmpty: Bool { entries.allSatisfy { $0.value.asIsNull } }

    /// Whether these are the tokens of just those members.
    func fit(_ names: [String]) -> Bool { Set(entries.map(\.key)) == Set(names) && entries.count == names.count }
}

/// The text form of tokens, which botocore can read and whose text can be read here: JSON in base64.
extension PageTokens {
    private static let takenKey = "boto_truncate_amount"
    private static let blobsKey = "boto_encoded_keys"

    /// The text, or nil where a token is of a kind that has none.
    var text: String? {
        var blobs: [Document] = []
        var members: [Document.Entry] = []
        for entry in entries {
            guard let value = Self.document(entry.value, at: [.string(entry.key)], &blobs) else { return nil }
            members.append(Document.Entry(key: entry.key, value: value))
        }
        if let taken { members.append(Document.Entry(key: Self.takenKey, value: .integer(Int64(taken)))) }
        if !blobs.isEmpty { members.append(Document.Entry(key: Self.blobsKey, value: .list(blobs))) }
        return Base64.encode(Bytes(JSONWriter.bytes(.map(members), style: .python)))
    }

    /// Reads a text.
    ///
    /// What is not in this form is taken for botocore's older one, the tokens joined by `___` with the number of items
    /// taken behind them, or for the service's own single token.
    ///
    /// - Returns: nil where the text has more tokens than there are members.
    init?(_ text: String, for names: [String]) {
        if let tokens = Self(json: text) {
            self = tokens
            return
        }
        var parts = text.split(separator: "___", omittingEmptySubsequences: false).map(String.init)
        var taken = 0
        if parts.count == names.count + 1, let last = parts.popLast() {
            if let number = Int(last) { taken = number } else { parts = [text] }
        }
        guard parts.count <= names.count else { return nil }
        let values = parts.map { $0 == "None" ? Value.null : .string($0) }
        entries = names.enumerated().map { index, name in
            MapEntry(key: name, value: index < values.count ? values[index] : .null)
        }
        self.taken = taken
    }

    private init?(json text: String) {
        guard let bytes = Base64.decode(text), case .map(var members)? = try? JSONReader.document(bytes) else {
            return nil
        }
        let blobs = members.last { $0.key == Self.blobsKey }?.value.asList ?? []
        let amount = members.last { $0.key == Self.takenKey }?.value
        members.removeAll { $0.key == Self.blobsKey || $0.key == Self.takenKey }
        taken = 0
        if let amount {
            guard let number = amount.asInteger else { return nil }
            taken = Int(clamping: number)
        }
        var tree = Value(plain: .map(members))
        for path in blobs { guard tree.decodeBlob(at: path.asList[...]) else { return nil } }
        entries = tree.asEntries
    }

    /// The value as JSON, blobs as base64 with their places noted; nil for what JSON has no form for.
    private static func document(_ value: Value, at path: [Document], _ blobs: inout [Document]) -> Document? {
        switch value {
        case .null: return .null
        case .boolean(let truth): return .boolean(truth)
        case .integer(let number): return .integer(number)
        case .float(let number): return .float(number)
        case .string(let text): return .string(text)
        case .document(let document): return document
        case .blob(let bytes):
            blobs.append(.list(path))
            return .string(Base64.encode(bytes))
        case .list(let elements):
            var list: [Document] = []
            for (index, element) in elements.enumerated() {
                guard let item = document(element, at: path + [.integer(Int64(index))], &blobs) else { return nil }
                list.append(item)
            }
            return .list(list)
        case .map, .structure, .attribute:
            var map: [Document.Entry] = []
            for entry in value.asEntries {
                guard let item = document(entry.value, at: path + [.string(entry.key)], &blobs) else { return nil }
                map.append(Document.Entry(key: entry.key, value: item))
            }
            return .map(map)
        case .timestamp, .body, .events: return nil
        }
    }
}

extension Value {
    /// Turns the base64 text at a path into bytes, or gives false where there is none.
    fileprivate mutating func decodeBlob(at path: ArraySlice<Document>) -> Bool {
        guard let step = path.first else {
            guard let bytes = asString.flatMap({ Base64.decode($0) }) else { return false }
            self = .blob(bytes)
            return true
        }
        switch (self, step) {
        case (.map(var entries), .string(let key)):
            guard let index = entries.firstIndex(where: { $0.key == key }),
                entries[index].value.decodeBlob(at: path.dropFirst())
            else { return false }
            self = .map(entries)
        case (.list(var elements), .integer(let position)):
            guard let index = Int(exactly: position), elements.indices.contains(index),
                elements[index].decodeBlob(at: path.dropFirst())
            else { return false }
            self = .list(elements)
        default: return false
        }
        return true
    }
}
