internal import IniaPrimitives

extension Value: CustomDebugStringConvertible {
    /// The value as a literal would have it; what the model calls sensitive is redacted, and of blobs, bodies and
    /// streams only their size or kind is told.
    public var debugDescription: String {
        switch self {
        case .null: "nil"
        case .boolean(let truth): "\(truth)"
        case .integer(let number): "\(number)"
        case .float(let number): "\(number)"
        case .string(let text): text.debugDescription
        case .blob(let bytes): bytes.debugDescription
        case .timestamp(let time): "Timestamp(\(time.secondsSince1970))"
        case .list(let elements): Self.literal(elements.map(\.debugDescription))
        case .map(let entries): Self.literal(of: entries)
        case .structure(let structure): structure.debugDescription
        case .attribute(let attribute): Self.literal(of: attribute.entries)
        case .document(let document): "\(document)"
        case .body(let body): body.debugDescription
        case .events: "EventStream"
        }
    }

    private static func literal(of entries: [MapEntry]) -> String {
        literal(entries.map { "\($0.key.debugDescription): \($0.value.debugDescription)" }, orIfEmpty: "[:]")
    }

    fileprivate static func literal(_ parts: [String], orIfEmpty empty: String = "[]") -> String {
        parts.isEmpty ? empty : "[" + parts.joined(separator: ", ") + "]"
    }
}

extension Structure: CustomDebugStringConvertible, CustomReflectable {
    /// The members that are set, those redacted that the model calls sensitive.
    public var debugDescription: String {
        let members = slots.map { slot in
            guard let member = shape.members?[safely: Int(slot.index)] else { return "?" }
            let text = member.isSensitive ? "<redacted>" : slot.value.debugDescription
            return "\(member.name.debugDescription): \(text)"
        }
        return Value.literal(members, orIfEmpty: "[:]")
    }

    /// A mirror without children, so that no reflection shows what is sensitive.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Member {
    /// Whether the model calls the member, or anything that its lists and maps hold, sensitive.
    fileprivate var isSensitive: Bool {
        var next = try? shape
        // Lists of lists are rarely two deep; a shape that holds itself is followed no further than this.
        for _ in 0..<8 {
            guard let shape = next else { return false }
            if shape.traits.contains(.sensitive) || shape.keyIsSensitive { return true }
            next = try? shape.element?.shape
        }
        return false
    }
}

extension Shape {
    fileprivate var keyIsSensitive: Bool { (try? key?.shape)?.traits.contains(.sensitive) ?? false }
}

extension Members {
    fileprivate subscript(safely position: Int) -> Member? { indices.contains(position) ? self[position] : nil }
}
