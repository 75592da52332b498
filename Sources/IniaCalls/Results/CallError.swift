/// A call came to no usable answer: what failed, at which stage, how often it was tried, and why.
///
/// What a service itself refuses is a ``ServiceFailure``; a cancelled task's call throws `CancellationError`.
public struct CallError: Error, Sendable {
    /// The kinds of failure, an open set.
    public struct Code: Hashable, Sendable {
        /// What the code says, in a few words.
        public let name: String

        /// Creates a code of one's own.
        public init(_ name: String) { self.name = name }

        /// The input is not what the model demands.
        public static let validation = Code("validation")
        /// No endpoint could be found for the call.
        public static let endpoint = Code("endpoint")
        /// There are no credentials, or they could not be fetched.
        public static let credentials = Code("credentials")
        /// The client's options contradict each other or are not possible.
        public static let configuration = Code("configuration")
        /// The service could not be reached or the connection broke.
        public static let connection = Code("connection")
        /// The service, or the whole call, took too long.
        public static let timeout = Code("timeout")
        /// The request's body could not be read, or not once more.
        public static let requestBody = Code("request body")
        /// A checksum in the response is not that of its body.
        public static let checksum = Code("checksum")
        /// The response's body ended before its announced length.
        public static let incompleteBody = Code("incomplete body")
        /// The response is not in the service's protocol.
        public static let responseParsing = Code("response parsing")
        /// A stream of events broke the rules, or ended with an error.
        public static let eventStream = Code("event stream")
        /// A waiter gave up.
        public static let waiter = Code("waiter")
        /// A paginator went astray.
        public static let pagination = Code("pagination")
        /// The models have no such operation.
        public static let unknownOperation = Code("unknown operation")
        /// The models have no such service.
        public static let unknownService = Code("unknown service")
    }

    /// The stages of a call, in order.
    public enum Stage: String, Sendable, Hashable {
        case prepare, serialize, address, sign, transmit, parse, retry
    }

    /// What went wrong.
    public var code: Code
    /// The stage that failed.
    public var during: Stage
    /// What failed, in words; never with a secret in it.
    public var message: String
    /// The error that caused this one, if any.
    public var cause: (any Error)?
    /// How many requests were sent.
    public var attempts: Int
    /// The ids of the service's answers, if it gave any, in order.
    public var requestIDs: [String]

    /// Creates an error.
    public init(
        _ code: Code, during: Stage, _ message: String, cause: (any Error)? = nil, attempts: Int = 0,
        requestIDs: [String] = []
    ) {
        self.code = code
        self.during = during
        self.message = message
        self.cause = cause
        self.attempts = attempts
        self.requestIDs = requestIDs
    }
}

extension CallError: CustomStringConvertible {
    /// What went wrong, at which stage and after how many attempts; never a secret.
    public var description: String {
        let tries = attempts > 1 ? " (\(attempts) attempts)" : ""
        return "\(code.name) during \(during.rawValue): \(message)\(tries)"
    }
}
