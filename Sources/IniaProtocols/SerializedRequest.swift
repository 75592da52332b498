public import IniaHTTP
public import IniaPrimitives

/// A request before it is addressed: all that follows from the operation and its input, and no host.
public struct SerializedRequest: Sendable {
    /// The method, in upper case.
    public var method: String
    /// The path, percent-encoded; it begins with a slash.
    public var path: String
    /// The query: what the operation's URI itself has, then what comes from the input.
    public var query: [QueryItem]
    /// The headers that follow from the operation and its input.
    public var headers: HTTPHeaders
    /// The payload; empty where ``events`` are sent.
    public var body: Body
    /// What goes before the endpoint's host, labels filled in, if the operation has it: `123456789012.`.
    public var hostPrefix: String?
    /// The events that are the request's payload, if the operation has such.
    public var events: EventInput?

    /// Creates a request.
    public init(
        method: String, path: String = "/", query: [QueryItem] = [], headers: HTTPHeaders = HTTPHeaders(),
        body: Body = .empty, hostPrefix: String? = nil, events: EventInput? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.hostPrefix = hostPrefix
        self.events = events
    }

    /// The query as it stands in a URL, or nil where there is none.
    public var queryText: String? {
        query.isEmpty ? nil : query.map(\.text).joined(separator: "&")
    }
}

/// One item of a query, percent-encoded.
public struct QueryItem: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value; nil where there is not even an equals sign.
    public var value: String?

    /// Creates an item of parts that are encoded already.
    public init(name: String, value: String?) {
        self.name = name
        self.value = value
    }

    /// The item as it stands in a URL.
    public var text: String { value.map { "\(name)=\($0)" } ?? name }
}
