public import IniaHTTP
public import IniaShapes

/// What a response says: the output, or the service's error.
public enum Reply: Sendable {
    /// The call succeeded.
    case output(Output)
    /// The service said no.
    case failure(ServiceReplyError)

    /// The output of a successful call.
    public struct Output: Sendable {
        /// The operation's output; a structure of no members where it has none.
        public var value: Structure
        /// The ids by which the service knows the response.
        public var identity: ReplyIdentity

        /// Creates an output.
        public init(value: Structure, identity: ReplyIdentity = ReplyIdentity()) {
            self.value = value
            self.identity = identity
        }
    }
}

/// The ids by which the service knows a response.
public struct ReplyIdentity: Sendable, Equatable {
    /// The id of the request, if the service gave one.
    public var requestID: String?
    /// S3's second id (`x-amz-id-2`), if there is one.
    public var hostID: String?
    /// What else a query service tells of the response: SimpleDB's `BoxUsage`.
    public var further: [MapEntry]

    /// Creates ids.
    public init(requestID: String? = nil, hostID: String? = nil, further: [MapEntry] = []) {
        self.requestID = requestID
        self.hostID = hostID
        self.further = further
    }
}

/// The head of a response: all that comes before its body.
public struct ReplyHead: Sendable, Hashable {
    /// The HTTP status.
    public var status: Int
    /// The headers.
    public var headers: HTTPHeaders

    /// Creates a head.
    public init(status: Int, headers: HTTPHeaders = HTTPHeaders()) {
        self.status = status
        self.headers = headers
    }

    /// Whether the response is an error's: its status is 300 or above.
    public var isFailure: Bool { status >= 300 }
}

/// How the body of a response is used.
public enum BodyUse: Sendable, Hashable {
    /// It is read to its end and then parsed.
    case whole
    /// It is a member of the output, and not read before the caller does.
    case stream
    /// Its events are a member of the output, and not read before the caller does, but for the first one where the
    /// protocol has the other members in it.
    case events
}
