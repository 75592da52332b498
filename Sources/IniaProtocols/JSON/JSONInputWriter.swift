import IniaPrimitives
import IniaShapes
import IniaText

/// Writes input as JSON; members stand in the caller's order.
struct JSONInputWriter {
    private(set) var json: JSONWriter
    private let times: TimestampText

    init(style: JSONWriter.Style, times: TimestampText) {
        json = JSONWriter(style: style, capacity: 1024)
        self.times = times
    }

    /// Writes a value of any kind. What does not fit its shape, as unchecked input may, is written as what it is.
    mutating func write(_ value: Value, as shape: Shape) throws {
        switch value {
        case .null: json.null()
        case .boolean(let truth): json.boolean(truth)
        case .integer(let number): json.integer(number)
        case .float(let number):
            if number.isFinite { json.float(number) } else { json.string(PythonText.text(of: number)) }
        case .string(let text): json.string(text)
        case .blob(let bytes): json.base64(bytes)
        case .timestamp(let time): try write(time, as: shape)
        case .list(let elements):
            let element = try shape.elementShapeOrUntyped()
            json.beginArray()
            for value in elements { try write(value, as: element) }
            json.endArray()
        case .map(let entries):
            let element = try shape.elementShapeOrUntyped()
            json.beginObject()
            for entry in entries {
                json.key(entry.key)
                try write(entry.value, as: element)
            }
            json.endObject()
        case .structure(let structure): try write(structure)
        case .attribute(let attribute): write(attribute)
        case .document(let document): json.document(document)
        case .body, .events: throw ProtocolError(.inexpressible, "a stream cannot be a part of a JSON text")
        }
    }

    /// Writes a structure's members.
    ///
    /// - Parameter isIncluded: whether a member is a part of the text.
    mutating func write(
        _ structure: Structure, where isIncluded: (Member, Value) -> Bool = { _, _ in true }
    ) throws {
        json.beginObject()
        if let members = structure.shape.members {
            for slot in structure.slots {
                let member = members[Int(slot.index)]
                guard isIncluded(member, slot.value) else { continue }
                json.key(member.wireName)
                try write(slot.value, as: member.shape)
            }
        }
        json.endObject()
    }

    private mutating func write(_ time: Timestamp, as shape: Shape) throws {
        switch try times.form(of: time, for: shape, otherwise: .unixTimestamp) {
        case .text(let text): json.string(text)
        case .integer(let number): json.integer(number)
        case .float(let number): json.float(number)
        }
    }

    private mutating func write(_ attribute: AttributeValue) {
        json.beginObject()
        json.key(attribute.memberName)
        switch attribute {
        case .string(let text), .number(let text): json.string(text)
        case .binary(let bytes): json.base64(bytes)
        case .boolean(let truth), .null(let truth): json.boolean(truth)
        case .strings(let texts), .numbers(let texts):
            json.beginArray()
            for text in texts { json.string(text) }
            json.endArray()
        case .binaries(let blobs):
            json.beginArray()
            for blob in blobs { json.base64(blob) }
            json.endArray()
        case .list(let elements):
            json.beginArray()
            for element in elements { write(element) }
            json.endArray()
        case .map(let entries):
            json.beginObject()
            for entry in entries {
                json.key(entry.key)
                write(entry.value)
            }
            json.endObject()
        }
        json.endObject()
    }
}
