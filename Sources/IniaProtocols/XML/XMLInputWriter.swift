import IniaFormats
import IniaPrimitives
import IniaShapes

/// Writes input as XML; elements stand in the caller's order.
struct XMLInputWriter {
    private(set) var xml = XMLWriter(capacity: 1024)
    private let scalars: ScalarText

    init(times: TimestampText) { scalars = ScalarText(times: times) }

    /// Writes a value as an element, or as one for each entry where the shape is flattened.
    @inline(never)  // Else all of it, calls of itself included, stands in lists and in maps too.
    mutating func write(_ value: Value, as shape: Shape, named name: String) throws {
        switch value {
        case .null: break
        case .structure(let structure): try write(structure, as: shape, named: name)
        case .list(let elements): try write(elements, as: shape, named: name)
        case .map(let entries): try write(entries, as: shape, named: name)
        default:
            guard let text = try scalars.text(of: value, for: shape, timestamps: .iso8601) else {
                throw ProtocolError(.inexpressible, "the value of \(name) has no form in XML")
            }
            begin(name, shape)
            xml.text(text)
            xml.end()
        }
    }

    /// Writes a structure as an element.
    ///
    /// - Parameter isIncluded: whether a member is a part of the text.
    mutating func write(
        _ structure: Structure, as shape: Shape, named name: String, where isIncluded: (Member) -> Bool = { _ in true }
    ) throws {
        begin(name, shape)
        if let members = structure.shape.members {
            if members.hasXMLAttributes { try writeAttributes(structure, members) }
            for slot in structure.slots {
                let member = members[Int(slot.index)]
                guard isIncluded(member), !member.reference.traits.contains(.xmlAttribute) else { continue }
                try write(slot.value, as: member.shape, named: member.wireName)
            }
        }
        xml.end()
    }

    private mutating func writeAttributes(_ structure: Structure, _ members: Members) throws {
        for slot in structure.slots {
            let member = members[Int(slot.index)]
            guard member.reference.traits.contains(.xmlAttribute) else { continue }
            if let text = try scalars.text(of: slot.value, for: member.shape, timestamps: .iso8601) {
                xml.attribute(member.wireName, text)
            }
        }
    }

    private mutating func write(_ elements: [Value], as shape: Shape, named name: String) throws {
        let element = try shape.elementShapeOrUntyped()
        if shape.traits.contains(.flattened) {
            for value in elements { try write(value, as: element, named: name) }
            return
        }
        begin(name, shape)
        for value in elements { try write(value, as: element, named: element.traits.locationName ?? "member") }
        xml.end()
    }

    private mutating func write(_ entries: [MapEntry], as shape: Shape, named name: String) throws {
        let key = try shape.keyShapeOrUntyped()
        let element = try shape.elementShapeOrUntyped()
        let isFlattened = shape.traits.contains(.flattened)
        if !isFlattened { begin(name, shape) }
        for entry in entries {
            xml.begin(isFlattened ? name : "entry")
            try write(.string(entry.key), as: key, named: key.traits.locationName ?? "key")
            try write(entry.value, as: element, named: element.traits.locationName ?? "value")
            xml.end()
        }
        if !isFlattened { xml.end() }
    }

    private mutating func begin(_ name: String, _ shape: Shape) {
        xml.begin(name)
        guard let namespace = shape.traits.rare?.xmlNamespace else { return }
        xml.attribute(namespace.prefix.map { "xmlns:\($0)" } ?? "xmlns", namespace.uri)
    }
}
