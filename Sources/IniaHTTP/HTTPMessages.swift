public import IniaPrimitives

/// A request: all that goes on the wire but what the transport itself adds (`Host`, `Content-Length`, framing).
public struct HTTPRequest: Sendable {
    /// The method, in upper case.
    public var method: String
    /// Where the request goes.
    public var url: HTTPURL
    /// The header fields, in wire order.
    public var headers: HTTPHeaders
    /// The payload.
    public var body: Body

    /// Creates a request.
    public init(method: String, url: HTTPURL, headers: HTTPHeaders = HTTPHeaders(), body: Body = .empty) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// A response whose head has arrived; its body is read as it is asked for.
public struct HTTPResponse: Sendable {
    /// The status code, from 200 to 999; interim responses are the transport's own affair.
    public var status: Int
    /// The header fields, in wire order.
    public var headers: HTTPHeaders
    /// The payload, not yet read.
    public var body: Body
    private let readTrailers: @Sendable () -> HTTPHeaders?

    /// Creates a response.
    ///
    /// - Parameter trailers: gives the fields that followed the body, or nil while that has not been read to its end.
    public init(
        status: Int, headers: HTTPHeaders = HTTPHeaders(), body: Body = .empty,
        trailers: @autoclosure @escaping @Sendable () -> HTTPHeaders? = HTTPHeaders()
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        readTrailers = trailers
    }

    /// The fields that followed the body (RFC 9110 section 6.5), which nearly never are any; nil until the body has been
    /// read to its end. They are no part of ``headers``, whatever their names.
    public var trailers: HTTPHeaders? { readTrailers() }
}
