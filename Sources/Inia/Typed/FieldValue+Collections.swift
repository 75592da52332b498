public import IniaShapes

extension Array: FieldValue where Element: FieldValue {
    /// The elements of a list; those of another kind are left out.
    @inlinable public static func _read(_ value: Value) -> [Element]? {
        switch value {
        case .list, .document(.list): value.asList.compactMap { Element._read($0) }
        default: nil
        }
    }

    /// The elements as a dynamic value.
    public var _value: Value { .list(map(\._value)) }
}

/// An element of a list, or a value of a map, that may be missing.
extension Optional: FieldValue where Wrapped: FieldValue {
    /// A value, or nil for null.
    @inlinable public static func _read(_ value: Value) -> Wrapped?? {
        value.asIsNull ? .some(nil) : Wrapped._read(value).map { .some($0) }
    }

    /// The value as a dynamic value; nil as null.
    public var _value: Value { self?._value ?? .null }
}

extension Dictionary: FieldValue where Key: FieldValue, Value: FieldValue {
    /// The entries of a map; those of another kind are left out, and of a key that stands twice the last one counts.
    @inlinable public static func _read(_ value: IniaShapes.Value) -> [Key: Value]? {
        switch value {
        case .map, .structure, .document(.map): break
        default: return nil
        }
        let entries = value.asEntries
        var map = [Key: Value](minimumCapacity: entries.count)
        for entry in entries {
            if let key = Key._read(.string(entry.key)), let value = Value._read(entry.value) { map[key] = value }
        }
        return map
    }

    /// The entries as a dynamic value, in the order of their keys, so that equal maps make equal requests.
    public var _value: IniaShapes.Value {
        // Generated code calls this through a table; the maps that are sent most get code of their own.
        @_specialize(where Key == String, Value == AttributeValue)
        @_specialize(where Key == String, Value == String)
        get {
            // Each key is a text: no model has others.
            .map(map { MapEntry(key: $0.key._value.asString ?? "", value: $0.value._value) }.sorted { $0.key < $1.key })
        }
    }
}
