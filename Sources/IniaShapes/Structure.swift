/// The values of a structure's members, kept by the members' positions in the order in which they were set.
public struct Structure: Sendable {
    /// The structure's shape; of kind `structure`.
    public let shape: Shape
    /// The members that are set.
    public private(set) var slots: [Slot]

    /// A member's position with its value.
    public struct Slot: Sendable {
        /// The member's value.
        public var value: Value
        /// The member's position.
        public let index: UInt16
    }

    /// Creates a structure of which nothing is set.
    public init(_ shape: Shape, capacity: Int = 0) {
        self.shape = shape
        slots = []
        if capacity > 0 { slots.reserveCapacity(capacity) }
    }

    /// The value of a member by its position; setting nil takes it away.
    public subscript(index: Int) -> Value? {
        get { slots.first { Int($0.index) == index }?.value }
        set {
            let position = slots.firstIndex { Int($0.index) == index }
            switch (position, newValue) {
            case (let position?, let value?): slots[position].value = value
            case (let position?, nil): slots.remove(at: position)
            case (nil, let value?): slots.append(Slot(value: value, index: UInt16(index)))
            case (nil, nil): break
            }
        }
    }

    /// The value of a member by its name in the model; nil where it is not set or not known.
    public subscript(name: String) -> Value? {
        get { shape.members?[name].flatMap { self[$0.index] } }
        set { if let member = shape.members?[name] { self[member.index] = newValue } }
    }

    /// Adds a member that is known not to be set yet.
    public mutating func append(_ value: Value, at index: Int) {
        slots.append(Slot(value: value, index: UInt16(index)))
    }

    /// Adds elements to the list that a member is, in place; a member that is no list yet becomes one.
    public mutating func append(elements further: [Value], at index: Int) {
        guard let position = position(of: index) else { return append(.list(further), at: index) }
        guard case .list(var elements) = taken(at: position) else {
            slots[position].value = .list(further)
            return
        }
        elements.append(contentsOf: further)
        slots[position].value = .list(elements)
    }

    /// Adds an entry to the map that a member is, in place; a member that is no map yet becomes one.
    public mutating func append(entry: MapEntry, at index: Int) {
        guard let position = position(of: index) else { return append(.map([entry]), at: index) }
        guard case .map(var entries) = taken(at: position) else {
            slots[position].value = .map([entry])
            return
        }
        entries.append(entry)
        slots[position].value = .map(entries)
    }

    /// Where a member's slot is; what is added to is mostly the last.
    private func position(of index: Int) -> Int? {
        if let last = slots.last, Int(last.index) == index { return slots.count - 1 }
        return slots.firstIndex { Int($0.index) == index }
    }

    /// Takes a value out of its slot, so that it has one owner when it is changed.
    private mutating func taken(at position: Int) -> Value {
        var value = Value.null
        swap(&value, &slots[position].value)
        return value
    }

    /// The members that are set, by name.
    public var entries: [MapEntry] {
        guard let members = shape.members else { return [] }
        return slots.compactMap { slot in
            let index = Int(slot.index)
            return index < members.count ? MapEntry(key: members[index].name, value: slot.value) : nil
        }
    }
}
