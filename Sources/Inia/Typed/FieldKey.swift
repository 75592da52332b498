/// Where a structure has a member, and the member's type.
public struct FieldKey<Member: FieldValue>: Sendable {
    @usableFromInline let index: Int

    /// A member by its position in the model.
    @inlinable public init(_ index: Int) { self.index = index }
}
