/// What a protocol machine cannot go on from: the peer broke a rule, or the bytes ended too early.
public struct WireError: Error, Hashable, Sendable {
    /// The kinds of failure, an open set.
    public struct Code: Hashable, Sendable {
        /// The kind in words.
        public let name: String

        /// Names a kind.
        public init(_ name: String) { self.name = name }

        /// The peer broke the rules of HTTP.
        public static let malformed = Code("malformed")
        /// The peer closed before a whole head had arrived.
        public static let closed = Code("closed")
        /// The body ended before its announced length.
        public static let incompleteBody = Code("incomplete body")
        /// The caller's request cannot be framed.
        public static let request = Code("request")
        /// The peer certainly did not process the request: it is safe to send again.
        public static let refused = Code("refused")
        /// The peer did not process the request over HTTP/2, and would over HTTP/1.1.
        public static let http1Required = Code("HTTP/1.1 required")
        /// The peer ended the exchange before its end, or can no longer be understood.
        public static let reset = Code("reset")
        /// The handshake failed, the certificate was not acceptable, or a record was damaged.
        public static let tls = Code("TLS")
        /// The proxy refused.
        public static let proxy = Code("proxy")
    }

    /// The kind of failure.
    public let code: Code
    /// The reason in words.
    public let reason: String

    /// Creates an error.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    static func malformed(_ reason: String) -> WireError { WireError(.malformed, reason) }
}
