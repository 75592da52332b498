internal import IniaFormats
internal import IniaPrimitives
internal import IniaShapes
internal import IniaText

/// A name as a key of a keyed container.
struct NameCodingKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
}

/// A value as encoders see it, without a schema: texts, numbers, and containers of them.
struct EncodedValue: Encodable {
    private let value: Value

    init(_ value: Value) { self.value = value }

    /// Encodes the value.
    ///
    /// - Throws: what the encoder throws, or `EncodingError` for a stream, which cannot be kept.
    func encode(to encoder: any Encoder) throws {
        switch value {
        case .list(let elements): try encoder.encode(elements.map(EncodedValue.init))
        case .map, .structure, .attribute:
            try encoder.encode(value.asEntries.map { ($0.key, EncodedValue($0.value)) })
        case .document(let document): try EncodedDocument(document).encode(to: encoder)
        case .null, .boolean, .integer, .float, .string, .blob, .timestamp, .body, .events:
            var container = encoder.singleValueContainer()
            try encode(in: &container)
        }
    }

    private func encode(in container: inout any SingleValueEncodingContainer) throws {
        switch value {
        case .boolean(let truth): try container.encode(truth)
        case .integer(let number): try container.encode(number)
        case .float(let number): try container.encode(number)
        case .string(let text): try container.encode(text)
        case .blob(let bytes): try container.encode(Base64.encode(bytes))
        case .timestamp(let time):
            guard let text = time.codingText else { throw error("years are coded from 1 to 9999", container) }
            try container.encode(text)
        case .body, .events: throw error("a stream is not kept", container)
        default: try container.encodeNil()
        }
    }

    private func error(_ reason: String, _ container: any SingleValueEncodingContainer) -> EncodingError {
        .invalidValue(value, .init(codingPath: container.codingPath, debugDescription: reason))
    }
}

/// Open content as encoders see it.
private struct EncodedDocument: Encodable {
    let document: Document

    init(_ document: Document) { self.document = document }

    func encode(to encoder: any Encoder) throws {
        switch document {
        case .list(let elements): return try encoder.encode(elements.map(EncodedDocument.init))
        case .map(let entries): return try encoder.encode(entries.map { ($0.key, EncodedDocument($0.value)) })
        case .null, .boolean, .integer, .float, .decimal, .string: break
        }
        var container = encoder.singleValueContainer()
        switch document {
        case .boolean(let truth): try container.encode(truth)
        case .integer(let number): try container.encode(number)
        case .string(let text): try container.encode(text)
        // Of a number with more digits encoders take no more than a double has.
        case .float, .decimal: try container.encode(document.asFloat ?? 0)
        case .null, .list, .map: try container.encodeNil()
        }
    }
}

extension Encoder {
    fileprivate func encode(_ elements: [some Encodable]) throws {
        var container = unkeyedContainer()
        for element in elements { try container.encode(element) }
    }

    fileprivate func encode(_ entries: [(String, some Encodable)]) throws {
        var container = container(keyedBy: NameCodingKey.self)
        for (name, value) in entries { try container.encode(value, forKey: NameCodingKey(name)) }
    }
}

extension Timestamp {
    /// ISO 8601 in UTC with as many digits as the time has: `2015-01-02T03:04:05.25Z`; nil for years it cannot say.
    fileprivate var codingText: String? {
        guard let text = try? Dates.iso8601(self, .seconds) else { return nil }
        guard nanoseconds > 0 else { return text }
        var digits = String(Int64(nanoseconds) + 1_000_000_000).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(text.dropLast()).\(digits)Z"
    }
}
