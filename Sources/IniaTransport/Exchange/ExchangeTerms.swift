internal import IniaHTTP

/// What one exchange asks of its connection, with its times counted from now.
struct ExchangeTerms: Sendable {
    let readTimeout: Duration
    let writeTimeout: Duration
    let deadline: Moment
    let abandonTimeout: Duration
    /// How long the peer is given to agree to a body before it is sent anyway.
    let continueTimeout: Duration

    /// When a read that begins now must have brought something.
    var readLimit: Moment { min(Moment.now.advanced(by: readTimeout), deadline) }

    /// When a write that begins now must have been taken.
    var writeLimit: Moment { min(Moment.now.advanced(by: writeTimeout), deadline) }
}

/// An exchange that failed, and what its caller has to know to try again.
struct ExchangeFailure: Error {
    let error: any Error
    /// Whether anything of a response had arrived.
    let wasAnswered: Bool
    /// Whether the peer certainly did not process the request.
    var isRefused = false
    /// Whether it did not because it wants HTTP/1.1.
    var requiresHTTP1 = false

    /// Whether the peer may have closed the connection before it saw the request.
    var isStaleConnection: Bool {
        guard !wasAnswered, let error = error as? TransportError else { return false }
        return error.code == .connectionClosed
    }
}

/// What an exchange gave: a head, with all of the body or the beginning of its stream.
struct Reply: Sendable {
    enum Payload: Sendable {
        /// The whole body; the connection is through with the exchange.
        case whole([UInt8])
        /// The body is to be read from the connection, of this length where it is known.
        case stream(length: Int64?)
    }

    let status: Int
    let headers: HTTPHeaders
    let payload: Payload
    /// Whether the connection may carry another exchange, as far as is known.
    let isReusable: Bool
    /// The fields that followed a whole body.
    var trailers = HTTPHeaders()
}
