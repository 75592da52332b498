public import IniaShapes

/// The service said no: what every error of a service has, whether it comes from a dynamic or a typed client.
public protocol ServiceFailure: Error, Sendable {
    /// The service's code: `NoSuchKey`.
    var code: String { get }
    /// The service's words, or an empty text.
    var message: String { get }
    /// The name of the operation that failed.
    var operation: String { get }
    var metadata: ResponseMetadata { get }
}

extension ServiceFailure {
    /// The HTTP status.
    public var status: Int { metadata.status }
    /// The id by which the service knows the request, if it gave one.
    public var requestID: String? { metadata.requestID }
    /// How many requests were sent, this one's included.
    public var attempts: Int { metadata.attempts }
}

/// A service's error, as a dynamic client throws it.
public struct ServiceError: ServiceFailure {
    /// The service's code: `NoSuchKey`.
    public var code: String
    /// The service's words, or an empty text.
    public var message: String
    /// The name of the operation that failed.
    public var operation: String
    /// Whose fault the service says it is: `Sender` or `Receiver`; nil where it does not say.
    public var type: String?
    /// The name of the error's shape, where the model has one of this code.
    public var shape: String?
    /// The error's own members, as far as the model knows them.
    public var fields: Value
    /// What else stands in the service's `Error` element.
    public var details: [MapEntry]
    /// What is to be said of the response beside its content.
    public var metadata: ResponseMetadata

    /// Creates an error, as tests and hooks want it.
    public init(
        code: String, message: String, operation: String, type: String? = nil, shape: String? = nil,
        fields: Value = .null, details: [MapEntry] = [], metadata: ResponseMetadata
    ) {
        self.code = code
        self.message = message
        self.operation = operation
        self.type = type
        self.shape = shape
        self.fields = fields
        self.details = details
        self.metadata = metadata
    }
}

extension ServiceError: CustomStringConvertible {
    /// The code, the operation, the status, the request's id and the service's words.
    public var description: String {
        var text = "\(code) from \(operation) (status \(metadata.status)"
        if let id = metadata.requestID { text += ", request \(id)" }
        if metadata.attempts > 1 { text += ", \(metadata.attempts) attempts" }
        return text + "): \(message)"
    }
}
