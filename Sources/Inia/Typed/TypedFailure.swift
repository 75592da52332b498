public import IniaCalls
internal import IniaShapes

/// A service's errors: an enum with a case for each that the model knows, and one for all others.
public protocol TypedFailure: ServiceFailure, CustomStringConvertible {
    /// A dynamic client's error, seen with types.
    init(_ error: ServiceError)
    /// The error as a dynamic client throws it.
    var asServiceError: ServiceError { get }
}

extension TypedFailure {
    /// The service's code: `NoSuchKey`.
    public var code: String { asServiceError.code }
    /// The service's words, or an empty text.
    public var message: String { asServiceError.message }
    /// The name of the operation that failed.
    public var operation: String { asServiceError.operation }
    /// What is to be said of the response beside its content.
    public var metadata: ResponseMetadata { asServiceError.metadata }
    /// The code, the operation, the status, the request's id and the service's words.
    public var description: String { asServiceError.description }
}

/// An error that the model knows: what every error has, and its own members as properties.
///
/// A member that is called as something that every error has, as `message`, is reached through ``fields``.
@dynamicMemberLookup
public struct ErrorInfo<Members: Fields>: ServiceFailure, CustomStringConvertible {
    /// Kept by reference, so that an enum of many errors stays as small as one.
    private final class Storage: Sendable {
        let error: ServiceError

        init(_ error: ServiceError) { self.error = error }
    }

    private let storage: Storage

    /// A dynamic client's error, seen with types.
    public init(_ error: ServiceError) { storage = Storage(error) }

    /// The error as a dynamic client throws it.
    public var asServiceError: ServiceError { storage.error }
    /// The service's code: `NoSuchKey`.
    public var code: String { storage.error.code }
    /// The service's words, or an empty text.
    public var message: String { storage.error.message }
    /// The name of the operation that failed.
    public var operation: String { storage.error.operation }
    /// What is to be said of the response beside its content.
    public var metadata: ResponseMetadata { storage.error.metadata }
    /// The code, the operation, the status, the request's id and the service's words.
    public var description: String { storage.error.description }

    /// The error's own members.
    public var fields: Typed<Members> { Typed(storage.error.fields) }

    /// One of the error's own members.
    public subscript<Member>(dynamicMember key: KeyPath<Members, FieldKey<Member>>) -> Member? {
        fields[dynamicMember: key]
    }
}
