public import IniaShapes

/// An operation of a service with its input, ready to be called, presigned or paged.
///
/// Generated code has a function for each operation: `.getObject(bucket: "b", key: "k") { $0.range = "bytes=0-99" }`.
public struct TypedRequest<Service: TypedClient, Output: Fields>: Sendable {
    /// The operation's name in the model.
    public let operation: String
    /// The input as a dynamic value.
    public let asValue: Value

    /// A request of an input's required members, and what a closure adds to them.
    public init<Input: Fields>(
        _ operation: String, _ required: [RequiredMember], _ fill: (inout Typed<Input>) -> Void
    ) {
        self.operation = operation
        asValue = .structure(Typed(required, fill).structure)
    }
}

/// What a waiter waits for, with the input of the operation that it calls.
public struct TypedWait<Service: TypedClient>: Sendable {
    let waiter: String
    let input: Value

    /// A wait with an input's required members, and what a closure adds to them.
    public init<Input: Fields>(
        _ waiter: String, _ required: [RequiredMember], _ fill: (inout Typed<Input>) -> Void
    ) {
        self.waiter = waiter
        input = .structure(Typed(required, fill).structure)
    }
}

/// A required member of an operation's input, by its position.
public struct RequiredMember {
    fileprivate let index: Int
    fileprivate let value: Value

    /// A member with its value.
    public init(_ index: Int, _ value: some FieldValue) {
        self.index = index
        self.value = value._value
    }
}

extension Typed {
    /// A structure of its required members, and what a closure adds to them.
    fileprivate init(_ required: [RequiredMember], _ fill: (inout Typed) -> Void) {
        var structure = Structure(Members.shape().shape, capacity: required.count + 2)
        for member in required { structure.append(member.value, at: member.index) }
        self.init(of: structure)
        fill(&self)
    }
}
