public import IniaShapes

/// A text of which the model knows some values, and the service perhaps more.
///
/// Known values are static members, others survive as they are: `StorageClass(rawValue: "FROZEN")`.
public protocol OpenEnum: RawRepresentable<String>, Hashable, Sendable, FieldValue {
    /// Creates a value, known or not.
    init(rawValue: String)
}

extension OpenEnum {
    /// Reads a text; nil for what is none.
    @inlinable public static func _read(_ value: Value) -> Self? { value.asString.map { Self(rawValue: $0) } }

    /// The text as a dynamic value.
    public var _value: Value { .string(rawValue) }

    /// Whether the texts are the same.
    public static func == (left: Self, right: Self) -> Bool { left.rawValue == right.rawValue }

    /// Feeds the text into a hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
