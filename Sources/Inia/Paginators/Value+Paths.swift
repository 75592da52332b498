internal import IniaPrimitives
internal import IniaShapes

/// Values looked at and changed as pages are.
extension Value {
    /// Whether the value counts as something: not null, false, zero or empty.
    var isSomething: Bool {
        switch self {
        case .boolean(let truth): truth
        case .integer(let number): number != 0
        case .float(let number): number != 0
        case .string(let text): !text.isEmpty
        case .blob(let bytes): !bytes.isEmpty
        case .list(let elements): !elements.isEmpty
        case .map(let entries): !entries.isEmpty
        case .structure(let structure): !structure.slots.isEmpty
        case .null, .document(.null), .document(.boolean(false)): false
        default: true
        }
    }

    /// How many items the value has: a list's elements, a text's characters, a map's entries, else none.
    var itemCount: Int {
        switch self {
        case .list(let elements): elements.count
        case .string(let text): text.unicodeScalars.count
        case .map(let entries): entries.count
        case .structure(let structure): structure.slots.count
        default: 0
        }
    }

    /// The items from a position on, of a list or a text; nil of what has no order.
    ///
    /// A negative position counts from the end.
    func items(from position: Int) -> Value? {
        items { count in (position < 0 ? max(count + position, 0) : min(position, count))..<count }
    }

    /// The first items of a list or a text; nil of what has no order.
    func items(upTo limit: Int) -> Value? {
        items { count in 0..<min(max(limit, 0), count) }
    }

    private func items(_ range: (Int) -> Range<Int>) -> Value? {
        switch self {
        case .list(let elements): return .list(Array(elements[range(elements.count)]))
        case .string(let text):
            let scalars = Array(text.unicodeScalars)
            return .string(String(String.UnicodeScalarView(scalars[range(scalars.count)])))
        default: return nil
        }
    }

    /// Sets what is at a path of names, making what is missing on the way.
    mutating func set(_ path: ArraySlice<Substring>, to value: Value) {
        guard let name = path.first.map(String.init) else {
            self = value
            return
        }
        if case .structure(var structure) = self, let member = structure.shape.members?[name] {
            self = .null
            var inner = structure[member.index] ?? .null
            if inner.asIsNull, path.count > 1, let shape = try? member.shape, shape.kind == .structure {
                inner = .structure(Structure(shape))
            }
            inner.set(path.dropFirst(), to: value)
            structure[member.index] = inner
            self = .structure(structure)
            return
        }
        var entries = asEntries
        self = .null
        if let index = entries.lastIndex(where: { $0.key == name }) {
            entries[index].value.set(path.dropFirst(), to: value)
        } else {
            var inner = Value.null
            inner.set(path.dropFirst(), to: value)
            entries.append(MapEntry(key: name, value: inner))
        }
        self = .map(entries)
    }

    /// Sets a member of an operation's input by its name, or takes it away where the value is nil.
    mutating func setMember(_ name: String, _ value: Value?) {
        if case .structure(var structure) = self {
            self = .null
            structure[name] = value
            self = .structure(structure)
            return
        }
        var entries = asEntries
        self = .null
        let index = entries.lastIndex { $0.key == name }
        switch (index, value) {
        case (let index?, let value?): entries[index].value = value
        case (nil, let value?): entries.append(MapEntry(key: name, value: value))
        case (_, nil): entries.removeAll { $0.key == name }
        }
        self = .map(entries)
    }

    /// This map with another's entries over it, map by map.
    mutating func merge(_ other: Value) {
        var entries = asEntries
        for entry in other.asEntries {
            guard let index = entries.lastIndex(where: { $0.key == entry.key }) else {
                entries.append(entry)
                continue
            }
            switch (entries[index].value, entry.value) {
            case (.map, .map), (.structure, .structure), (.map, .structure), (.structure, .map):
                entries[index].value.merge(entry.value)
            default: entries[index].value = entry.value
            }
        }
        self = .map(entries)
    }
}
