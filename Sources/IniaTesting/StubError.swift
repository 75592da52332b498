/// A call is not the one that a ``Stubber`` was told of, or an answer does not fit its operation.
public struct StubError: Error, Sendable {
    /// The kinds of failure, an open set.
    public struct Code: Hashable, Sendable {
        /// The kind in words.
        public let name: String

        /// Creates a kind.
        public init(_ name: String) { self.name = name }

        /// There is no answer left for a call.
        public static let noAnswer = Code("no answer")
        /// Another operation was called than the next answer is for.
        public static let otherOperation = Code("other operation")
        /// The input is not the one that was expected.
        public static let otherInput = Code("other input")
        /// What was laid down cannot be an answer of the operation.
        public static let impossibleAnswer = Code("impossible answer")
        /// Answers were laid down and not fetched.
        public static let leftOver = Code("left over")
    }

    /// The kind of failure.
    public var code: Code
    /// What is wrong, in words.
    public var message: String
    /// The error that caused this one, if any.
    public var cause: (any Error)?

    /// Creates an error.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }
}

extension StubError: CustomStringConvertible {
    /// The kind and what is wrong.
    public var description: String { "\(code.name): \(message)" }
}
