import IniaFormats
import IniaPrimitives
import IniaShapes
import IniaText

extension TaggedValue {
    /// The document of a value; payloads and streams of events in it are read to their ends.
    ///
    /// - Parameter eventError: tells what an error that ends a stream of events is as a last event; where it tells
    ///   nothing, the error is thrown.
    static func document(
        _ value: Value, eventError: (any Error) -> Document? = { _ in nil }
    ) async throws -> Document {
        switch value {
        case .null: return .null
        case .boolean(let truth): return .boolean(truth)
        case .integer(let number): return document(of: number)
        case .float(let number): return document(of: number)
        case .string(let text): return .string(text)
        case .blob(let bytes): return tag("$blob", Base64.encode(bytes))
        case .timestamp(let time): return tag("$timestamp", try text(of: time))
        case .list(let elements):
            var documents: [Document] = []
            for element in elements { documents.append(try await document(element, eventError: eventError)) }
            return .list(documents)
        case .map, .structure, .attribute:
            var entries: [Document.Entry] = []
            for entry in value.asEntries {
                entries.append(.init(key: entry.key, value: try await document(entry.value, eventError: eventError)))
            }
            return .map(entries)
        case .document(let document): return plain(document)
        case .body(let body): return tag("$stream", Base64.encode(try await body.collect(upTo: 1 << 30)))
        case .events(let events): return try await document(of: events, eventError: eventError)
        }
    }

    /// A document with its numbers tagged where JSON's readers would lose them.
    static func plain(_ document: Document) -> Document {
        switch document {
        case .integer(let number): self.document(of: number)
        case .float(let number): self.document(of: number)
        case .decimal(let text):
            tag(
                text.utf8.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
                    ? "$decimal" : "$integer", text)
        case .list(let elements): .list(elements.map(plain))
        case .map(let entries): .map(entries.map { .init(key: $0.key, value: plain($0.value)) })
        case .null, .boolean, .string: document
        }
    }

    /// A time in UTC, with a fraction only where it is not zero.
    static func text(of time: Timestamp) throws -> String {
        let text = try Dates.iso8601(time, .microsecondsIfAny)
        guard text.utf8.contains(UInt8(ascii: ".")) else { return text }
        let digits = text.utf8.dropLast().reversed().drop { $0 == UInt8(ascii: "0") }.reversed()
        return String(decoding: digits, as: UTF8.self) + "Z"
    }

    private static func document(of number: Int64) -> Document {
        number.magnitude <= 1 << 53 ? .integer(number) : tag("$integer", String(number))
    }

    private static func document(of number: Double) -> Document {
        number.isFinite ? .float(number) : tag("$float", number.pythonText)
    }

    private static func document(
        of events: EventStream, eventError: (any Error) -> Document?
    ) async throws -> Document {
        var documents: [Document] = []
        do {
            for try await event in events { documents.append(try await document(event, eventError: eventError)) }
        } catch {
            guard let last = eventError(error) else { throw error }
            documents.append(.map([.init(key: "$error", value: last)]))
        }
        return .map([.init(key: "$events", value: .list(documents))])
    }

    private static func tag(_ name: String, _ text: String) -> Document {
        .map([.init(key: name, value: .string(text))])
    }
}
