/// What a client's source declares.
struct ServiceDeclaration: Sendable {
    var clientName: String
    var operations: [OperationDeclaration] = []
    var waiters: [WaiterDeclaration] = []
    var errors: [ErrorDeclaration] = []
    var structures: [StructureDeclaration] = []
    /// Names of structures in the client, beside those by operation, in order.
    var aliases: [AliasDeclaration] = []
    var enums: [EnumDeclaration] = []
    var unions: [UnionDeclaration] = []
    var documentation: String?
}

/// A method of the client, and the request of the same name.
struct OperationDeclaration: Sendable {
    /// The name in the model.
    var name: String
    var swiftName: String
    var input: AliasDeclaration
    var output: AliasDeclaration
    var parameters: [ParameterDeclaration]
    var deprecation: String?
    var documentation: String?
}

/// A function that says what to wait for.
struct WaiterDeclaration: Sendable {
    /// The name in the model.
    var name: String
    var swiftName: String
    var input: AliasDeclaration
    var parameters: [ParameterDeclaration]
}

/// A required member of an operation's input.
struct ParameterDeclaration: Sendable {
    var swiftName: String
    var index: Int
    var type: TypeReference
    var documentation: String?
}

/// A name for a structure: `typealias Tag = Typed<Fields.Tag>`; without fields for what has no members.
struct AliasDeclaration: Sendable {
    var name: String
    var fields: String?
    var documentation: String?
}

/// A case of the service's error.
struct ErrorDeclaration: Sendable {
    /// The shape's name in the model.
    var shape: String
    var swiftName: String
    var fields: String
    var documentation: String?
}

/// The fields of a structure.
struct StructureDeclaration: Sendable {
    /// The shape's name in the model.
    var shape: String
    var fields: String
    var conformances: [String]
    var members: [MemberDeclaration]
}

/// A member of a structure.
struct MemberDeclaration: Sendable {
    var swiftName: String
    var index: Int
    var type: TypeReference
    var deprecation: String?
    var documentation: String?
}

/// A text with known values.
struct EnumDeclaration: Sendable {
    var type: String
    var isCodable: Bool
    /// Names with the values in the model.
    var values: [Value]
    var documentation: String?

    struct Value: Sendable {
        var swiftName: String
        var text: String
    }
}

/// A structure of which one member is set.
struct UnionDeclaration: Sendable {
    /// The shape's name in the model.
    var shape: String
    var type: String
    var kind: Kind
    /// Whether a value can hold another of its own type directly.
    var isIndirect: Bool
    var cases: [MemberDeclaration]
    var documentation: String?

    /// The protocol that the type conforms to.
    enum Kind: String, Sendable {
        case `open` = "UnionValue"
        case hashable = "HashableUnion"
        case codable = "CodableUnion"
        case events = "EventUnion"
    }
}
