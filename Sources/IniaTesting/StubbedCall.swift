public import Inia

/// A call that a ``Stubber`` answered or refused.
public struct StubbedCall: Sendable {
    /// The operation's name in the model: `GetObject`.
    public let operation: String
    /// Its input as the caller gave it.
    public let input: Value

    /// The input with types: `call.input(as: S3.GetObjectInput.self).key`.
    public func input<Members: Fields>(as type: Typed<Members>.Type) -> Typed<Members> { type.init(input) }
}
