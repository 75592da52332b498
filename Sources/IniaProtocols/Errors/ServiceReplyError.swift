public import IniaShapes

/// The service said no: an error as its response, or its stream of events, spells it.
public struct ServiceReplyError: Error, Sendable {
    /// The HTTP status; that of the response's head for an error within a stream.
    public var status: Int
    /// The service's code: `NoSuchKey`; nil where the response has none.
    public var code: String?
    /// The service's words; nil where the response has none.
    public var message: String?
    /// Whose fault the service says it is: `Sender` or `Receiver`; nil where it does not say.
    public var type: String?
    /// The code in the service's present protocol, where ``code`` is that of its former one
    /// (`x-amzn-query-error`).
    public var queryErrorCode: String?
    /// The error's shape, where the model has one of this code.
    public var shape: Shape?
    /// The error's modelled members, and whatever else stands at the top level of the response.
    public var fields: [MapEntry]
    /// What else stands in the response's `Error` element.
    public var details: [MapEntry]
    /// The ids by which the service knows the response.
    public var identity: ReplyIdentity
    /// Whether the error came as the last message of a stream of events.
    public var isFromEventStream: Bool

    /// Creates an error.
    public init(
        status: Int, code: String? = nil, message: String? = nil, type: String? = nil, queryErrorCode: String? = nil,
        shape: Shape? = nil, fields: [MapEntry] = [], details: [MapEntry] = [],
        identity: ReplyIdentity = ReplyIdentity(), isFromEventStream: Bool = false
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.type = type
        self.queryErrorCode = queryErrorCode
        self.shape = shape
        self.fields = fields
        self.details = details
        self.identity = identity
        self.isFromEventStream = isFromEventStream
    }
}

extension ServiceReplyError: CustomStringConvertible {
    /// The code, status and words.
    public var description: String { "\(code ?? "error") (status \(status)): \(message ?? "")" }
}
