/// What a typed structure has: the names and positions of its members, and nothing else.
///
/// Generated code declares such types; ``Typed`` is what a program holds.
///
/// ```swift
/// struct GetObjectInput: Fields {
///     static func shape() -> ShapeName { ShapeName("GetObjectRequest", of: S3.model) }
///     var bucket: FieldKey<String> { FieldKey(0) }
/// }
/// ```
public protocol Fields: SendableMetatype {
    /// Creates the root of the key paths that name members.
    init()
    /// The shape in the service's model.
    ///
    /// No property, since the compiler makes a descriptor of each public one, and takes time by the square of their number.
    static func shape() -> ShapeName
}

/// Fields of a structure from which no stream can be reached, so that its values can be hashed.
public protocol HashableFields: Fields {}

/// Fields of a structure whose values can be encoded and decoded; see ``Typed``.
public protocol CodableFields: HashableFields {}

/// Fields of the output of an operation that is paged.
public protocol PagedFields: Fields {}

/// The fields of what has no members, as the output of many operations.
public struct NoFields: CodableFields {
    /// Creates the root of key paths, of which there are none.
    public init() {}

    /// The name of a structure without members, which is in no model.
    public static func shape() -> ShapeName { ShapeName() }
}
