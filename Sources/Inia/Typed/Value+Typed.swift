internal import IniaPrimitives
internal import IniaShapes

extension Value {
    /// The value gone through as a structure of a shape: members are found by their names, all the way down, and those
    /// that the shape does not have are left out.
    func structure(of shape: Shape) -> Structure {
        var structure = Structure(shape)
        guard let members = shape.members else { return structure }
        for entry in asEntries {
            guard let member = members[entry.key], let shape = try? member.shape else { continue }
            structure[member.index] = entry.value.seen(as: shape, depth: 0)
        }
        return structure
    }

    private func seen(as shape: Shape, depth: Int) -> Value {
        // Values that came over a wire nest less deeply than this; what a program nests deeper stays as it is.
        guard depth < 200 else { return self }
        switch (shape.kind, self) {
        case (.structure, .structure), (.structure, .map), (.structure, .document(.map)):
            if shape.traits.contains(.document) { return self }
            if shape.isAttributeValue, let attribute = asAttribute { return .attribute(attribute) }
            guard let members = shape.members else { return self }
            var structure = Structure(shape)
            var isWhole = true
            for entry in asEntries {
                guard let member = members[entry.key], let shape = try? member.shape else {
                    isWhole = false
                    continue
                }
                structure[member.index] = entry.value.seen(as: shape, depth: depth + 1)
            }
            // A union whose one member is unknown stays readable as such.
            return shape.traits.contains(.union) && !isWhole ? self : .structure(structure)
        case (.list, .list), (.list, .document(.list)):
            guard let element = try? shape.elementShape else { return self }
            return .list(asList.map { $0.seen(as: element, depth: depth + 1) })
        case (.map, .map), (.map, .document(.map)):
            guard let element = try? shape.elementShape else { return self }
            return .map(
                asEntries.map { MapEntry(key: $0.key, value: $0.value.seen(as: element, depth: depth + 1)) })
        default: return self
        }
    }

    /// The value as open content, or nil where it has none of its forms.
    var asDocument: Document? {
        switch self {
        case .document(let document): return document
        case .null: return .null
        case .boolean(let truth): return .boolean(truth)
        case .integer(let number): return .integer(number)
        case .float(let number): return .float(number)
        case .string(let text): return .string(text)
        case .list(let elements): return .list(elements.compactMap(\.asDocument))
        case .map, .structure, .attribute:
            return .map(
                asEntries.compactMap { entry in
                    entry.value.asDocument.map { Document.Entry(key: entry.key, value: $0) }
                })
        case .blob, .timestamp, .body, .events: return nil
        }
    }

    /// The attribute value that this is, or that a map with one member of an attribute value's name means.
    var asAttribute: AttributeValue? {
        if case .attribute(let attribute) = self { return attribute }
        let entries = asEntries.filter { !$0.value.asIsNull }
        guard entries.count == 1, let entry = entries.first else { return nil }
        let value = entry.value
        switch entry.key {
        case "S": return value.asString.map(AttributeValue.string)
        case "N": return value.asString.map(AttributeValue.number)
        case "B": return Bytes._read(value).map(AttributeValue.binary)
        case "SS": return [String]._read(value).map(AttributeValue.strings)
        case "NS": return [String]._read(value).map(AttributeValue.numbers)
        case "BS": return [Bytes]._read(value).map(AttributeValue.binaries)
        case "L": return [AttributeValue]._read(value).map(AttributeValue.list)
        case "NULL": return value.asBool.map(AttributeValue.null)
        case "BOOL": return value.asBool.map(AttributeValue.boolean)
        case "M":
            return .map(
                value.asEntries.compactMap { entry in
                    entry.value.asAttribute.map { AttributeValue.Entry(key: entry.key, value: $0) }
                })
        default: return nil
        }
    }
}

extension Structure {
    /// Takes away the members that are null.
    mutating func leaveOutNulls() {
        for slot in slots where slot.value.asIsNull { self[Int(slot.index)] = nil }
    }
}
