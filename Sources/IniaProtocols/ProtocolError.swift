/// Input that cannot be sent, or a response that cannot be understood.
public struct ProtocolError: Error, Sendable {
    /// The kinds of failure, an open set.
    public struct Code: Hashable, Sendable {
        /// The kind in words.
        public let name: String

        /// Creates a kind.
        public init(_ name: String) { self.name = name }

        /// The input is not what the model demands; the cause is a ``ValidationError``.
        public static let invalidInput = Code("invalid input")
        /// The input has a value that the wire has no form for, such as a header of two lines.
        public static let inexpressible = Code("inexpressible value")
        /// The response is not in the service's protocol.
        public static let malformedResponse = Code("malformed response")
        /// A stream of events breaks the rules.
        public static let malformedEvents = Code("malformed event stream")
        /// The model contradicts itself; the cause is a `ModelError`.
        public static let model = Code("unusable model")
    }

    /// The kind of failure.
    public var code: Code
    /// What is wrong, in words; never with a secret in it.
    public var message: String
    /// The error that caused this one, if any.
    public var cause: (any Error)?

    /// Creates an error.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// What is wrong with the input, where that is the trouble.
    public var validation: ValidationError? { cause as? ValidationError }
}

extension ProtocolError: CustomStringConvertible {
    /// The kind and what is wrong.
    public var description: String { "\(code.name): \(message)" }
}
