/// Where a structure has a member, and the member's type.
public struct FieldKey<Member: FieldValue>: Sendable {
    let index: Int

    /// A member by its position in the model.
    public init(_ index: Int) { self.index = index }
}
