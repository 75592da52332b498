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

    /// Creates a response.
    public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: Body = .empty) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
