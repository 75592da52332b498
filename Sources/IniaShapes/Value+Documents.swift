package import IniaPrimitives

extension Value {
    /// A tree of JSON as plain values; only a number that no kind of value holds stays a document.
    package init(plain document: Document) {
        switch document {
        case .null: self = .null
        case .boolean(let truth): self = .boolean(truth)
        case .integer(let number): self = .integer(number)
        case .float(let number): self = .float(number)
        case .decimal: self = .document(document)
        case .string(let text): self = .string(text)
        case .list(let elements): self = .list(elements.map { Value(plain: $0) })
        case .map(let entries):
            self = .map(entries.map { MapEntry(key: $0.key, value: Value(plain: $0.value)) })
        }
    }
}
