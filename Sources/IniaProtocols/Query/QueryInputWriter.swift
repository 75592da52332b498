import IniaPrimitives
import IniaShapes
import IniaText

/// Writes input as a form whose field names spell the way to each value: `Tags.member.1.Key`.
struct QueryInputWriter {
    private(set) var form = FormEncoding(capacity: 1024)
    private let isEC2: Bool
    private let scalars: ScalarText

    init(isEC2: Bool, times: TimestampText) {
        self.isEC2 = isEC2
        scalars = ScalarText(times: times)
    }

    /// Writes a field.
    mutating func field(_ name: String, _ value: String) { form.field(name, value) }

    /// Writes the members of a structure.
    mutating func write(_ structure: Structure, under prefix: String = "") throws {
        guard let members = structure.shape.members else { return }
        for slot in structure.slots {
            let member = members[Int(slot.index)]
            let shape = try member.shape
            let name = wireName(of: shape, otherwise: member.name)
            try write(slot.value, as: shape, under: prefix.isEmpty ? name : "\(prefix).\(name)")
        }
    }

    private mutating func write(_ value: Value, as shape: Shape, under prefix: String) throws {
        switch value {
        case .null: break
        case .structure(let structure): try write(structure, under: prefix)
        case .list(let elements): try write(elements, as: shape, under: prefix)
        case .map(let entries): try write(entries, as: shape, under: prefix)
        default:
            guard let text = try scalars.text(of: value, for: shape, timestamps: .iso8601) else {
                throw ProtocolError(.inexpressible, "the value of \(prefix) has no form in a query")
            }
            form.field(prefix, text)
        }
    }

    private mutating func write(_ elements: [Value], as shape: Shape, under prefix: String) throws {
        if elements.isEmpty {
            if !isEC2 { form.field(prefix, "") }
            return
        }
        let element = try shape.elementShapeOrUntyped()
        let listPrefix = elementPrefix(of: shape, element, under: prefix)
        for (position, value) in elements.enumerated() {
            try write(value, as: element, under: "\(listPrefix).\(position + 1)")
        }
    }

    /// What stands before the numbers of a list's elements.
    private func elementPrefix(of shape: Shape, _ element: Shape, under prefix: String) -> String {
        if isEC2 { return prefix }
        guard shape.traits.contains(.flattened) else { return "\(prefix).\(element.traits.locationName ?? "member")" }
        guard let name = element.traits.locationName else { return prefix }
        guard let dot = prefix.lastIndex(of: ".") else { return name }
        return prefix[...dot] + name
    }

    private mutating func write(_ entries: [MapEntry], as shape: Shape, under prefix: String) throws {
        let key = try shape.keyShapeOrUntyped()
        let element = try shape.elementShapeOrUntyped()
        let mapPrefix = shape.traits.contains(.flattened) ? prefix : "\(prefix).entry"
        let keyName = wireName(of: key, otherwise: "key")
        let valueName = wireName(of: element, otherwise: "value")
        for (position, entry) in entries.enumerated() {
            try write(.string(entry.key), as: key, under: "\(mapPrefix).\(position + 1).\(keyName)")
            try write(entry.value, as: element, under: "\(mapPrefix).\(position + 1).\(valueName)")
        }
    }

    /// The name on the wire; ec2 has its own, or capitalizes the general one.
    private func wireName(of shape: Shape, otherwise name: String) -> String {
        guard isEC2 else { return shape.traits.locationName ?? name }
        if let own = shape.traits.rare?.queryName { return own }
        guard let general = shape.traits.locationName else { return name }
        return general.prefix(1).uppercased() + general.dropFirst()
    }
}
