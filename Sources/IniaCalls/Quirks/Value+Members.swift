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

    /// Replaces a text in the structures of a list, which all have one shape; where nothing is given instead it stays.
    mutating func changeStrings(_ name: String, inEachOf list: String, _ change: (String) -> String?) {
        guard case .list(var elements)? = given(list), case .structure(let first)? = elements.first,
            let index = first.shape.members?[name]?.index
        else { return }
        // The list is taken out while it is changed, so that it is not copied for that.
        set(list, .null)
        for place in elements.indices {
            guard case .structure(let structure) = elements[place], case .string(let text)? = structure[index],
                let changed = change(text)
            else { continue }
            elements[place].set(name, .string(changed))
        }
        set(list, .list(elements))
    }
}
