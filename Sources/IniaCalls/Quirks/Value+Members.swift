internal import IniaShapes

/// Input is looked at and changed by name before it is known to fit its shape, whether it came as a map of a dynamic
/// caller or as a typed client's structure.
extension Value {
    /// The value of a member that was given, null counting as given; nil where it was not.
    func given(_ name: String) -> Value? {
        switch self {
        case .map(let entries): entries.last { $0.key == name }?.value
        case .structure(let structure): structure[name]
        default: nil
        }
    }

    /// Sets a member, in its old place or after all others.
    mutating func set(_ name: String, _ value: Value) {
        switch self {
        case .map(var entries):
            self = .null
            if let index = entries.lastIndex(where: { $0.key == name }) {
                entries[index].value = value
            } else {
                entries.append(MapEntry(key: name, value: value))
            }
            self = .map(entries)
        case .structure(var structure):
            self = .null
            structure[name] = value
            self = .structure(structure)
        default: break
        }
    }

    /// Takes a member away.
    mutating func unset(_ name: String) {
        switch self {
        case .map(var entries):
            entries.removeAll { $0.key == name }
            self = .map(entries)
        case .structure(var structure):
            structure[name] = nil
            self = .structure(structure)
        default: break
        }
    }

    /// Replaces a text that was given.
    mutating func changeString(_ name: String, _ change: (String) -> String) {
        if let text = given(name)?.asString { set(name, .string(change(text))) }
    }
}
