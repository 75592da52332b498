public import IniaPrimitives

/// Where to send a request, as a rule set says it.
public struct Endpoint: Sendable, Equatable {
    /// A header that the rule set adds to the request, with its values in order.
    public struct Header: Sendable, Equatable {
        /// The header's name.
        public var name: String
        /// The values, in order.
        public var values: [String]

        /// Creates a header.
        public init(name: String, values: [String]) {
            self.name = name
            self.values = values
        }
    }

    /// The URL, as the rules wrote it: scheme, host and perhaps a path.
    public var url: String
    /// The headers, in the order of the rules.
    public var headers: [Header]
    /// What else the rules say, such as `authSchemes`; an empty map where they say nothing.
    public var properties: Document

    /// Creates an endpoint.
    public init(url: String, headers: [Header] = [], properties: Document = .map([])) {
        self.url = url
        self.headers = headers
        self.properties = properties
    }
}
