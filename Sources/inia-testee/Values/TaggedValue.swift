import IniaFormats
import IniaPrimitives
import IniaShapes
import IniaText

/// Values as lines have them: JSON, with tagged objects for what JSON lacks.
enum TaggedValue {
    /// The value of a document.
    static func value(_ document: Document) throws -> Value {
        switch document {
        case .null: return .null
        case .boolean(let truth): return .boolean(truth)
        case .integer(let number): return .integer(number)
        case .float(let number): return .float(number)
        case .decimal: return .document(document)
        case .string(let text): return .string(text)
        case .list(let elements): return .list(try elements.map(value))
        case .map(let entries):
            if let tagged = try tagged(entries) { return tagged }
            return .map(try entries.map { MapEntry(key: $0.key, value: try value($0.value)) })
        }
    }

    private static func tagged(_ entries: [Document.Entry]) throws -> Value? {
        guard let tag = entries.first, tag.key.utf8.first == UInt8(ascii: "$") else { return nil }
        let isStream = tag.key == "$stream" && entries.count == 2 && entries[1].key == "oneShot"
        guard entries.count == 1 || isStream else { return nil }
        if tag.key == "$events" {
            return .events(EventStream(of: try tag.value.asList.map(value)))
        }
        guard let text = tag.value.asString else { return nil }
        switch tag.key {
        case "$blob": return .blob(try bytes(text))
        case "$stream": return .body(body(try bytes(text), isOneShot: isStream && entries[1].value == .boolean(true)))
        case "$timestamp": return .timestamp(try Dates.parseISO8601(text))
        case "$float": return Double(text).map(Value.float)
        case "$integer": return Int64(text).map(Value.integer) ?? .document(.decimal(text))
        case "$decimal": return .document(.decimal(text))
        default: return nil
        }
    }

    private static func bytes(_ text: String) throws -> Bytes {
        guard let bytes = Base64.decode(text) else { throw MalformedLine("a value is not base64") }
        return bytes
    }

    private static func body(_ bytes: Bytes, isOneShot: Bool) -> Body {
        guard isOneShot else { return .bytes(bytes) }
        let chunks = AsyncStream { continuation in
            if !bytes.isEmpty { continuation.yield(bytes) }
            continuation.finish()
        }
        return Body(once: chunks, count: bytes.count)
    }
}
