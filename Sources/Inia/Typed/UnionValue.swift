public import IniaShapes

/// A structure of which one member is set: an enum with a case for each, and one for what the model does not know.
public protocol UnionValue: FieldValue, CustomDebugStringConvertible, CustomReflectable {
    /// The shape in the service's model.
    static func shape() -> ShapeName
    /// Reads the one member that is set.
    init(_member: UnionMember)
    /// The one member that is set.
    var _member: UnionMember { get }
    /// A value that is none of the cases that are known, as it was received; it cannot be sent.
    static func unknown(_ value: Value) -> Self
}

/// A union from which no stream can be reached.
public protocol HashableUnion: UnionValue, Hashable {}

/// The member of a union that is set.
public struct UnionMember: Sendable {
    /// The member's position in the model; -1 for one that the model does not have.
    public let index: Int
    fileprivate let value: Value

    /// A member by its position.
    public init(_ index: Int, _ value: some FieldValue) {
        self.index = index
        self.value = value._value
    }

    fileprivate init(_ slot: Structure.Slot) {
        index = Int(slot.index)
        value = slot.value
    }

    /// A whole value of which no member is known.
    public init(unknown value: Value) {
        index = -1
        self.value = value
    }

    /// The union's case of this member, or its unknown case where the member is of another kind.
    public func `as`<Member: FieldValue, Union: UnionValue>(_ makeCase: (Member) -> Union) -> Union {
        Member._read(value).map(makeCase) ?? .unknown(value)
    }

    /// The union's unknown case.
    public func asUnknown<Union: UnionValue>() -> Union { .unknown(value) }
}

extension UnionValue {
    /// Reads a structure of which one member is set; nil for what is none.
    public static func _read(_ value: Value) -> Self? {
        switch value {
        case .structure, .map: Self(value)
        default: nil
        }
    }

    /// A dynamic value, seen with types.
    public init(_ value: Value) {
        var structure: Structure
        if case .structure(let given) = value, given.shape.name == Self.shape().name {
            structure = given
        } else {
            structure = value.structure(of: Self.shape().shape)
        }
        structure.leaveOutNulls()
        guard structure.slots.count == 1, let slot = structure.slots.first else {
            self = .unknown(value)
            return
        }
        self.init(_member: UnionMember(slot))
    }

    /// The union as a dynamic value.
    public var asValue: Value {
        let member = _member
        guard member.index >= 0 else { return member.value }
        var structure = Structure(Self.shape().shape, capacity: 1)
        structure.append(member.value, at: member.index)
        return .structure(structure)
    }

    /// The union as a dynamic value.
    public var _value: Value { asValue }

    /// The member that is set, redacted where the model calls it sensitive.
    public var debugDescription: String { asValue.debugDescription }

    /// A mirror without children, so that no reflection shows what is sensitive.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension HashableUnion {
    /// Whether the same member is set, to equal values.
    public static func == (left: Self, right: Self) -> Bool {
        let (left, right) = (left._member, right._member)
        return left.index == right.index && left.value == right.value
    }

    /// Feeds the member into a hasher.
    public func hash(into hasher: inout Hasher) {
        let member = _member
        hasher.combine(member.index)
        member.value.hash(into: &hasher)
    }
}
