/// An endpoint could not be determined.
public struct EndpointError: Error, Sendable {
    /// The kinds of failure, an open set.
    public struct Code: Hashable, Sendable {
        /// The kind in words.
        public let name: String

        /// Creates a kind of failure.
        public init(_ name: String) { self.name = name }

        /// The rules themselves refuse these parameters; the message is the rule set's own text.
        public static let refused = Code("refused by the endpoint rules")
        /// A parameter is missing or of the wrong type.
        public static let invalidParameter = Code("invalid endpoint parameter")
        /// No rule fits the parameters.
        public static let noMatch = Code("no matching endpoint rule")
        /// The rule set, the partitions or the endpoint list break their own format.
        public static let malformedRules = Code("malformed endpoint rules")
        /// No region was given, and the service has no endpoint that serves all of them.
        public static let noRegion = Code("no region")
        /// No partition has the region.
        public static let unknownRegion = Code("unknown region")
        /// The service has no endpoint of the wanted kind (dual-stack or FIPS).
        public static let unsupportedVariant = Code("unsupported endpoint variant")
    }

    /// The kind of failure.
    public var code: Code
    /// What is wrong, in words.
    public var message: String
    /// The error that caused this one, if any: the source of rules could not be read.
    public var cause: (any Error)?

    /// Creates an error.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }
}

extension EndpointError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
