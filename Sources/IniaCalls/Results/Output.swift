public import IniaShapes

/// What a call gave: the members of the operation's output by their names, and what is to be said of the response
/// under ``_metadata``.
///
/// `out.Contents[0].Key.asString`; a member that is not there is `.null`.
@dynamicMemberLookup
public struct Output: Sendable {
    /// The output as a value.
    public var _value: Value
    /// What is to be said of the response beside its content.
    public var _metadata: ResponseMetadata

    /// Creates an output, as tests and hooks want it.
    public init(_ value: Value, metadata: ResponseMetadata) {
        _value = value
        _metadata = metadata
    }

    /// A member by its name; `.null` where there is none.
    public subscript(dynamicMember name: String) -> Value { _value[name] }

    /// A member by its name; `.null` where there is none.
    public subscript(name: String) -> Value { _value[name] }
}
