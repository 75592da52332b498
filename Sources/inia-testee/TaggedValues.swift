import IniaFormats
import IniaPrimitives
import IniaShapes

/// Values of the testee's protocol: JSON with tagged objects for what JSON lacks.
enum TaggedValues {
    /// The value that a document of the protocol stands for.
    static func value(_ document: Document) -> Value {
        switch document {
        case .null: return .null
        case .boolean(let truth): return .boolean(truth)
        case .integer(let number): return .integer(number)
        case .float(let number): return .float(number)
        case .decimal: return .document(document)
        case .string(let text): return .string(text)
        case .list(let elements): return .list(elements.map(value))
        case .map(let entries):
            if entries.count == 1, let tagged = tagged(entries[0].key, entries[0].value) { return tagged }
            return .map(entries.map { MapEntry(key: $0.key, value: value($0.value)) })
        }
    }

    private static func tagged(_ tag: String, _ content: Document) -> Value? {
        let text = content.asString ?? ""
        switch tag {
        case "$blob": return Base64.decode(text).map(Value.blob)
        case "$stream": return Base64.decode(text).map { .body(.bytes($0)) }
        case "$timestamp": return (try? Dates.parseISO8601(text)).map(Value.timestamp)
        case "$float":
            switch text {
            case "NaN": return .float(.nan)
            case "Infinity": return .float(.infinity)
            case "-Infinity": return .float(-.infinity)
            default: return nil
            }
        case "$integer": return Int64(text).map(Value.integer) ?? .document(.decimal(text))
        case "$decimal": return .document(.decimal(text))
        case "$events": return .events(EventStream(of: content.asList.map(value)))
        default: return nil
        }
    }

    /// The document of the protocol for a value; bodies and events are read to their ends.
    static func document(_ value: Value) async throws -> Document {
        switch value {
        case .null: return .null
        case .boolean(let truth): return .boolean(truth)
        case .integer(let number):
            guard abs(number) > 1 << 53 || number == .min else { return .integer(number) }
            return tag("$integer", String(number))
        case .float(let number):
            guard !number.isFinite else { return .float(number) }
            return tag("$float", number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity")
        case .string(let text): return .string(text)
        case .blob(let bytes): return tag("$blob", Base64.encode(bytes))
        case .timestamp(let time): return tag("$timestamp", text(of: time))
        case .list(let elements):
            var list: [Document] = []
            for element in elements { list.append(try await document(element)) }
            return .list(list)
        case .map, .structure, .attribute: return try await document(value.asEntries)
        case .document(.decimal(let text)): return tag("$decimal", text)
        case .document(let document): return document
        case .body(let body): return tag("$stream", Base64.encode(try await body.collect(upTo: 1 << 30)))
        case .events(let events): return try await document(events)
        }
    }

    static func document(_ entries: [MapEntry]) async throws -> Document {
        var map: [Document.Entry] = []
        for entry in entries { map.append(.init(key: entry.key, value: try await document(entry.value))) }
        return .map(map)
    }

    private static func tag(_ name: String, _ text: String) -> Document {
        .map([.init(key: name, value: .string(text))])
    }

    private static func text(of time: Timestamp) -> String {
        let micros = Int64((Double(time.nanoseconds) / 1000).rounded())
        let whole = (try? Dates.iso8601(Timestamp(seconds: time.seconds))) ?? "\(time.seconds)Z"
        guard micros > 0 else { return whole }
        let digits = String(1_000_000 + min(micros, 999_999)).dropFirst()
        return "\(whole.dropLast()).\(digits)Z"
    }
}
