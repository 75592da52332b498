import IniaFormats
import IniaPrimitives
import IniaShapes
import IniaText

/// The types that JMESPath tells apart.
enum JSONType: String {
    case null, boolean, number, string, array, object, expref
    /// What JSON has no word for: blobs, times, payloads.
    case unknown
}

/// Values as JMESPath sees them, whatever they are made of.
extension Value {
    var jsonType: JSONType {
        switch self {
        case .null, .document(.null): .null
        case .boolean, .document(.boolean): .boolean
        case .integer, .float, .document(.integer), .document(.float), .document(.decimal): .number
        case .string, .document(.string): .string
        case .list, .document(.list): .array
        case .map, .structure, .attribute, .document(.map): .object
        case .blob, .timestamp, .body, .events: .unknown
        }
    }

    /// The elements of an array, or nil where this is none.
    var jsonList: [Value]? { jsonType == .array ? asList : nil }

    /// The entries of an object, or nil where this is none.
    var jsonObject: [MapEntry]? { jsonType == .object ? asEntries : nil }

    /// The number, or nil where this is none.
    var jsonNumber: Double? { jsonType == .number ? asDouble : nil }

    /// Whether this counts as true: all but null, false and what is empty does; zero does too.
    var isTrue: Bool {
        switch jsonType {
        case .null: false
        case .boolean: asBool ?? false
        case .string: asString?.isEmpty == false
        case .array: !asList.isEmpty
        case .object: !asEntries.isEmpty
        case .number, .expref, .unknown: true
        }
    }

    /// Whether both are the same JSON: numbers by value, objects in any order, texts by their characters.
    func isSame(as other: Value) -> Bool {
        guard jsonType == other.jsonType else { return false }
        switch jsonType {
        case .null: return true
        case .boolean: return asBool == other.asBool
        case .number:
            if let left = asInt, let right = other.asInt { return left == right }
            return asDouble == other.asDouble
        case .string: return (asString ?? "").utf8.elementsEqual((other.asString ?? "").utf8)
        case .array: return asList.elementsEqual(other.asList) { $0.isSame(as: $1) }
        case .object:
            let (left, right) = (asDictionary, other.asDictionary)
            return left.count == right.count && left.allSatisfy { right[$0.key]?.isSame(as: $0.value) ?? false }
        case .unknown, .expref: return self == other
        }
    }

    /// Whether this comes first; nil where the two are neither numbers nor strings.
    func isOrdered(before other: Value) -> Bool? {
        switch (jsonType, other.jsonType) {
        case (.number, .number):
            if let left = asInt, let right = other.asInt { return left < right }
            return (asDouble ?? 0) < (other.asDouble ?? 0)
        case (.string, .string):
            // In UTF-8, bytes are ordered as the characters that they stand for.
            return (asString ?? "").utf8.lexicographicallyPrecedes((other.asString ?? "").utf8)
        default: return nil
        }
    }

    /// This as a document, for its JSON text; what JSON has no word for becomes a text.
    var asPlainDocument: Document {
        switch self {
        case .document(let document): document
        case .null: .null
        case .boolean(let truth): .boolean(truth)
        case .integer(let number): .integer(number)
        case .float(let number): .float(number)
        case .string(let text): .string(text)
        case .list(let elements): .list(elements.map(\.asPlainDocument))
        case .map, .structure, .attribute:
            .map(asEntries.map { Document.Entry(key: $0.key, value: $0.value.asPlainDocument) })
        case .blob(let bytes): .string(Base64.encode(bytes))
        case .timestamp(let time): .string((try? Dates.iso8601(time)) ?? "")
        case .body, .events: .null
        }
    }
}
