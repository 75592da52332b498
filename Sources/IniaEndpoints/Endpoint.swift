public import IniaPrimitives

/// Where to send a request, as a rule set says it.
public struct Endpoint: Sendable, Equatable {
    /// A header that the rule set adds to the request, with its values in order.
    public struct Header: Sendable, Equatable {
        public var name: String
        public var values: [String]

        public init(name: String, values: [String]) {
            self.name = name
            self.values = values
        }
    }

    /// The URL, as the rules wrote it: scheme, host and perhaps a path.
    public var url: String
    public var headers: [Header]
    /// What else the rules say, such as `authSchemes`; an empty map where they say nothing.
    public var properties: Document

    public init(url: String, headers: [Header] = [], properties: Document = .map([])) {
        self.url = url
        self.headers = headers
        self.properties = properties
    }
}
