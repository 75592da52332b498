public import IniaHTTP

extension HTTP2Session {
    /// Names a stream: a request with its response.
    public typealias StreamID = Int32

    /// The head of a final response.
    public struct Head: Sendable, Equatable {
        /// The status, from 200 to 999.
        public let status: Int
        /// The fields in wire order, their names in lower case.
        public let headers: HTTPHeaders
        /// The number of bytes of the body, where the peer announced it.
        public let length: Int64?
        /// Whether no body follows.
        public let isLast: Bool

        /// Creates a head of its parts.
        public init(status: Int, headers: HTTPHeaders, length: Int64?, isLast: Bool) {
            self.status = status
            self.headers = headers
            self.length = length
            self.isLast = isLast
        }
    }

    /// What has become of the connection or of one of its streams.
    public enum Event: Sendable, Equatable {
        /// The head of the final response has arrived; interim ones are passed over.
        case head(StreamID, Head)
        /// Bytes of the body can be taken, where before there were none.
        case data(StreamID)
        /// The response has come to its end, with the fields after its body.
        case end(StreamID, trailers: HTTPHeaders)
        /// So much of the request's body has left that more is welcome.
        case room(StreamID)
        /// All of the request has left, its body to the last byte; not said of a request without one.
        case sent(StreamID)
        /// The stream is over before its end.
        case failed(StreamID, WireError)
        /// The peer carries so many streams at a time.
        case limit(Int)
        /// The peer takes no new streams (`GOAWAY`).
        case draining
        /// The peer has answered a ping.
        case pong
    }
}
