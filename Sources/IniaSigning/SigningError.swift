/// A request could not be signed.
public struct SigningError: Error, Sendable {
    /// The kinds of failure, an open set.
    public struct Code: Hashable, Sendable {
        /// The kind in words.
        public let name: String

        /// Creates a kind.
        public init(_ name: String) { self.name = name }

        /// The credentials hold what cannot stand in a request: a line break in the token, for example.
        public static let unusableCredentials = Code("unusable credentials")
        /// The request itself cannot be signed.
        public static let unusableRequest = Code("unusable request")
        /// The time lies outside the years 0 to 9999, which a signature can express.
        public static let unusableTime = Code("unusable time")
        /// A private key is malformed or of the wrong kind.
        public static let unusableKey = Code("unusable key")
        /// The machine's cryptography failed.
        public static let cryptography = Code("cryptography failure")
    }

    /// The kind of failure.
    public var code: Code
    /// What was being done, in words.
    public var during: String
    /// The error that caused this one, if any.
    public var cause: (any Error)?

    /// Creates an error.
    public init(_ code: Code, during: String, cause: (any Error)? = nil) {
        self.code = code
        self.during = during
        self.cause = cause
    }
}

extension SigningError: CustomStringConvertible {
    /// What failed, and while doing what.
    public var description: String { "\(code.name) while \(during)\(cause.map { ": \($0)" } ?? "")" }
}
