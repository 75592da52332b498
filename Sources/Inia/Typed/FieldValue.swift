public import IniaPrimitives
public import IniaShapes

/// What a member of a typed structure can be.
public protocol FieldValue: Sendable {
    /// Reads a dynamic value; nil for one of another kind.
    static func _read(_ value: Value) -> Self?
    /// The dynamic value.
    var _value: Value { get }
}

extension String: FieldValue {
    /// A text; nil for what is none.
    @inlinable public static func _read(_ value: Value) -> String? { value.asString }

    /// The dynamic value.
    public var _value: Value { .string(self) }
}

extension Bool: FieldValue {
    /// A truth value; nil for what is none.
    @inlinable public static func _read(_ value: Value) -> Bool? { value.asBool }

    /// The dynamic value.
    public var _value: Value { .boolean(self) }
}

extension Double: FieldValue {
    /// A number; nil for what is none.
    @inlinable public static func _read(_ value: Value) -> Double? { value.asDouble }

    /// The dynamic value.
    public var _value: Value { .float(self) }
}

extension Timestamp: FieldValue {
    /// A point in time; nil for what is none.
    @inlinable public static func _read(_ value: Value) -> Timestamp? { value.asTimestamp }

    /// The dynamic value.
    public var _value: Value { .timestamp(self) }
}

extension Document: FieldValue {
    // `Value` alone is what the entries of a document's literal have.

    /// Open content; nil for what is none.
    public static func _read(_ value: IniaShapes.Value) -> Document? { value.asDocument }

    /// The dynamic value.
    public var _value: IniaShapes.Value { .document(self) }
}

extension AttributeValue: FieldValue {
    /// An attribute value, or a map with the one member that is meant as one; nil for what is none.
    public static func _read(_ value: Value) -> AttributeValue? { value.asAttribute }

    /// The dynamic value.
    public var _value: Value { .attribute(self) }
}

extension Int: FieldValue {
    /// A whole number, which a float without a fraction is too; nil for what is none.
    @inlinable public static func _read(_ value: Value) -> Int? {
        if case .float(let number) = value { Int(exactly: number) } else { value.asInt }
    }

    /// The dynamic value.
    public var _value: Value { .integer(Int64(self)) }
}

extension Bytes: FieldValue {
    /// The bytes of a blob, or of a body or a text at hand; nil for what has none.
    @inlinable public static func _read(_ value: Value) -> Bytes? {
        switch value {
        case .blob(let bytes): return bytes
        case .string(let text): return Bytes(utf8: text)
        case .body(let body):
            if case .bytes(let bytes) = body.content { return bytes }
            return nil
        default: return nil
        }
    }

    /// The dynamic value.
    public var _value: Value { .blob(self) }
}

extension Body: FieldValue {
    /// A payload; nil for what is none.
    @inlinable public static func _read(_ value: Value) -> Body? {
        switch value {
        case .body, .blob, .string: value.asBody
        default: nil
        }
    }

    /// The dynamic value.
    public var _value: Value { .body(self) }
}

extension Typed: FieldValue {
    /// A structure; nil for what is none.
    @inlinable public static func _read(_ value: Value) -> Typed? {
        switch value {
        case .structure(let structure) where structure.shape.name == Members.shape().name: Typed(of: structure)
        case .structure, .map, .document(.map): Typed(value)
        default: nil
        }
    }

    /// The structure as a dynamic value.
    public var _value: Value { asValue }
}
