public import IniaCalls
public import IniaShapes

/// A structure whose members have types, over the same storage that the dynamic calls use.
///
/// Members are properties, each nil where it is not set: `object.size`. A value is made with a closure that sets them,
/// `S3.Tag { $0.key = "k" }`, and becomes a dynamic one, and one that again, without being copied: ``asValue``,
/// ``init(_:)-(Value)``.
@dynamicMemberLookup
public struct Typed<Members: Fields>: Sendable {
    @usableFromInline var structure: Structure
    private var note: ReplyNote?

    /// Creates a structure of which nothing is set.
    public init() { structure = Structure(Members.shape().shape) }

    /// Creates a structure and sets members.
    public init(_ fill: (inout Typed) -> Void) {
        self.init()
        fill(&self)
    }

    /// A dynamic value, seen with types.
    ///
    /// A structure of this service's own model is taken as it is. Another, or a map, is gone through, and members that
    /// the model does not have are left out; what is neither gives a structure of which nothing is set.
    public init(_ value: Value) {
        let shape = Members.shape().shape
        if case .structure(let structure) = value, structure.shape.members === shape.members {
            self.structure = structure
        } else {
            structure = value.structure(of: shape)
        }
    }

    @usableFromInline init(of structure: Structure) { self.structure = structure }

    /// What a call gave, seen with types.
    init(_ output: Output) {
        self.init(output._value)
        note = ReplyNote(output._metadata)
    }

    /// The structure as a dynamic value.
    public var asValue: Value { .structure(structure) }

    /// What is to be said of the response that this is the output of; nil for what came otherwise.
    public var _metadata: ResponseMetadata? { note?.metadata }

    /// A member; nil takes it away.
    ///
    /// It can be inlined, like all that reads members: for a type that is known the compiler then goes to the member's
    /// place at once, without the key path and without a table of what the type can do.
    @inlinable public subscript<Member>(dynamicMember key: KeyPath<Members, FieldKey<Member>>) -> Member? {
        get { structure[Members()[keyPath: key].index].flatMap { Member._read($0) } }
        set { structure[Members()[keyPath: key].index] = newValue?._value }
    }
}

/// What is said of a response, apart from the structures, of which few have it.
private final class ReplyNote: Sendable {
    let metadata: ResponseMetadata

    init(_ metadata: ResponseMetadata) { self.metadata = metadata }
}

extension Typed: Equatable {
    /// Whether both have equal members; streams are equal only to themselves.
    public static func == (left: Typed, right: Typed) -> Bool { left.structure == right.structure }
}

extension Typed: Hashable where Members: HashableFields {
    /// Feeds the members that are set into a hasher.
    public func hash(into hasher: inout Hasher) { asValue.hash(into: &hasher) }
}

extension Typed: CustomDebugStringConvertible, CustomReflectable {
    /// The members that are set, those redacted that the model calls sensitive.
    public var debugDescription: String { asValue.debugDescription }

    /// A mirror without children, so that no reflection shows what is sensitive.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
