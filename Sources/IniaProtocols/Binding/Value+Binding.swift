import IniaFormats
import IniaPrimitives
import IniaShapes

extension Value {
    /// Members or entries, or nil where the value is of another kind.
    var entriesIfAny: [MapEntry]? {
        switch self {
        case .map, .structure, .attribute, .document(.map): asEntries
        default: nil
        }
    }

    /// Elements, or nil where the value is of another kind.
    var elementsIfAny: [Value]? {
        switch self {
        case .list, .document(.list): asList
        default: nil
        }
    }

    /// The value without the wrapping of open content around a scalar.
    var withoutDocument: Value {
        guard case .document(let document) = self else { return self }
        switch document {
        case .null: return .null
        case .boolean(let truth): return .boolean(truth)
        case .integer(let number): return .integer(number)
        case .float(let number): return .float(number)
        case .decimal(let text): return Double(text).map(Value.float) ?? self
        case .string(let text): return .string(text)
        case .list, .map: return self
        }
    }

    /// The point in time that the value is or means: seconds since 1970 or a text in one of many forms.
    var timestampIfAny: Timestamp? {
        switch self {
        case .timestamp(let time): time
        case .integer(let seconds): try? Dates.epoch(Double(seconds))
        case .float(let seconds): try? Dates.epoch(seconds)
        case .boolean(let truth): Timestamp(seconds: truth ? 1 : 0)
        case .string(let text): try? Dates.parse(text)
        default: nil
        }
    }
}

extension [MapEntry] {
    /// The entries with each key once, where it came first and with its last value, as in a Python dictionary.
    var withoutRepeatedKeys: [MapEntry] {
        guard count > 1 else { return self }
        // Most maps of a call have a few entries, and comparing these takes less than one dictionary.
        if count <= 8, indices.allSatisfy({ place in !self[..<place].contains { $0.key == self[place].key } }) {
            return self
        }
        var places: [String: Int] = [:]
        places.reserveCapacity(count)
        var kept: [MapEntry] = []
        kept.reserveCapacity(count)
        for entry in self {
            if let place = places.updateValue(kept.count, forKey: entry.key) {
                places[entry.key] = place
                kept[place].value = entry.value
            } else {
                kept.append(entry)
            }
        }
        return kept
    }
}

extension AttributeValue {
    /// The attribute value that a structure with one member is, or nil where it is none.
    init?(_ structure: Structure) {
        guard structure.slots.count == 1, let slot = structure.slots.first,
            let name = structure.shape.members?[Int(slot.index)].name
        else { return nil }
        switch (name, slot.value) {
        case ("S", .string(let text)): self = .string(text)
        case ("N", .string(let text)): self = .number(text)
        case ("B", .blob(let bytes)): self = .binary(bytes)
        case ("SS", .list(let elements)): self = .strings(elements.compactMap(\.asString))
        case ("NS", .list(let elements)): self = .numbers(elements.compactMap(\.asString))
        case ("BS", .list(let elements)): self = .binaries(elements.compactMap(\.asBytes))
        case ("NULL", .boolean(let truth)): self = .null(truth)
        case ("BOOL", .boolean(let truth)): self = .boolean(truth)
        case ("L", .list(let elements)):
            let attributes = elements.compactMap(\.asAttribute)
            guard attributes.count == elements.count else { return nil }
            self = .list(attributes)
        case ("M", .map(let entries)):
            let attributes = entries.compactMap { entry in
                entry.value.asAttribute.map { Entry(key: entry.key, value: $0) }
            }
            guard attributes.count == entries.count else { return nil }
            self = .map(attributes)
        default: return nil
        }
    }
}

extension Value {
    fileprivate var asAttribute: AttributeValue? {
        if case .attribute(let attribute) = self { attribute } else { nil }
    }
}
