/// There was no usable response: what happened on the way.
public struct TransportError: Error, Sendable {
    /// The kinds of failure, an open set.
    public struct Code: Hashable, Sendable {
        /// The kind in words.
        public let name: String

        /// Creates a kind of one's own.
        public init(_ name: String) { self.name = name }

        /// The host name has no address.
        public static let unknownHost = Code("unknown host")
        /// The peer does not accept connections.
        public static let connectionRefused = Code("connection refused")
        /// No connection within the connect timeout.
        public static let connectTimeout = Code("connect timeout")
        /// The peer stayed silent for longer than the read timeout.
        public static let readTimeout = Code("read timeout")
        /// The peer took no bytes for longer than the write timeout.
        public static let writeTimeout = Code("write timeout")
        /// No free connection within the acquire timeout.
        public static let acquireTimeout = Code("acquire timeout")
        /// The exchange's deadline passed.
        public static let deadlineExceeded = Code("deadline exceeded")
        /// The peer closed or reset the connection in the middle of an exchange.
        public static let connectionClosed = Code("connection closed")
        /// The peer's certificate or the handshake was not acceptable.
        public static let tls = Code("TLS failure")
        /// The proxy refused or failed.
        public static let proxy = Code("proxy failure")
        /// The peer broke the rules of HTTP.
        public static let malformedResponse = Code("malformed response")
        /// The body ended before its announced length.
        public static let incompleteBody = Code("incomplete body")
        /// The request's own body failed or had another length than was announced.
        public static let requestBody = Code("request body failure")
        /// The network, or this machine, did not allow it.
        public static let network = Code("network failure")
    }

    /// The kind of failure.
    public var code: Code
    /// What was being done, in words: "connecting to 127.0.0.1:80".
    public var during: String
    /// The reason in words, where the code alone does not tell.
    public var reason: String?
    /// Whether the request may have reached the peer: a request that certainly did not is safe to send again.
    public var mayHaveBeenSent: Bool
    /// The error that caused this one, if any.
    public var cause: (any Error)?

    /// Creates an error.
    public init(
        _ code: Code, during: String, reason: String? = nil, mayHaveBeenSent: Bool = true, cause: (any Error)? = nil
    ) {
        self.code = code
        self.during = during
        self.reason = reason
        self.mayHaveBeenSent = mayHaveBeenSent
        self.cause = cause
    }
}

extension TransportError: CustomStringConvertible {
    /// The failure in one sentence.
    public var description: String { "\(code.name) while \(during)\(reason.map { ": \($0)" } ?? "")" }
}
