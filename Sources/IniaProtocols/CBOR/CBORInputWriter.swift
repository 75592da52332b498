import IniaFormats
import IniaPrimitives
import IniaShapes

/// Writes input as CBOR; members stand in the caller's order, lengths are definite.
struct CBORInputWriter {
    private(set) var cbor = CBORWriter(capacity: 1024)

    /// Writes a value of any kind. What does not fit its shape, as unchecked input may, is written as what it is.
    mutating func write(_ value: Value, as shape: Shape) throws {
        switch value {
        case .null: cbor.null()
        case .boolean(let truth): cbor.boolean(truth)
        case .integer(let number):
            switch shape.kind {
            case .float: cbor.float(Double(number))
            case .double: cbor.double(Double(number))
            default: cbor.integer(number)
            }
        case .float(let number):
            if shape.kind == .float { cbor.float(number) } else { cbor.double(number) }
        case .string(let text): cbor.text(text)
        case .blob(let bytes): cbor.bytes(bytes)
        case .timestamp(let time): write(time)
        case .list(let elements):
            let element = try shape.elementShapeOrUntyped()
            cbor.array(count: elements.count)
            for value in elements { try write(value, as: element) }
        case .map(let entries):
            let element = try shape.elementShapeOrUntyped()
            cbor.map(count: entries.count)
            for entry in entries {
                cbor.text(entry.key)
                try write(entry.value, as: element)
            }
        case .structure(let structure): try write(structure)
        case .attribute(let attribute):
            cbor.map(count: 1)
            cbor.text(attribute.memberName)
            try write(attribute.memberValue, as: shape.members?[attribute.memberName]?.shape ?? .untyped)
        case .document(let document): write(document)
        case .body, .events: throw ProtocolError(.inexpressible, "a stream cannot be a part of CBOR")
        }
    }

    /// Writes a structure's members, but for those that are null.
    ///
    /// - Parameter isIncluded: whether a member is a part of the item.
    mutating func write(_ structure: Structure, where isIncluded: (Member) -> Bool = { _ in true }) throws {
        guard let members = structure.shape.members else { return cbor.map(count: 0) }
        let written = structure.slots.filter { !$0.value.asIsNull && isIncluded(members[Int($0.index)]) }
        cbor.map(count: written.count)
        for slot in written {
            let member = members[Int(slot.index)]
            cbor.text(member.wireName)
            try write(slot.value, as: member.shape)
        }
    }

    private mutating func write(_ time: Timestamp) {
        cbor.tag(1)
        cbor.integer(time.seconds)
    }

    private mutating func write(_ document: Document) {
        switch document {
        case .null: cbor.null()
        case .boolean(let truth): cbor.boolean(truth)
        case .integer(let number): cbor.integer(number)
        case .float(let number): cbor.double(number)
        case .decimal(let text): Double(text).map { cbor.double($0) } ?? cbor.text(text)
        case .string(let text): cbor.text(text)
        case .list(let elements):
            cbor.array(count: elements.count)
            for element in elements { write(element) }
        case .map(let entries):
            cbor.map(count: entries.count)
            for entry in entries {
                cbor.text(entry.key)
                write(entry.value)
            }
        }
    }
}
