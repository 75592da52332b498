public import IniaSettings

/// Credentials or a token could not be had. No message holds a secret.
public struct IdentityError: Error, Sendable {
    /// The kinds of failure, an open set.
    public struct Code: Hashable, Sendable {
        /// The kind in words.
        public let name: String

        /// Creates a kind of failure.
        public init(_ name: String) { self.name = name }

        /// A part of the credentials is there and another is missing.
        public static let incomplete = Code("incomplete credentials")
        /// A profile or a variable says something that makes no sense.
        public static let configuration = Code("invalid identity configuration")
        /// A service, a program or a file did not give the credentials.
        public static let retrieval = Code("credentials not retrieved")
        /// What was retrieved is already out of date.
        public static let expired = Code("expired")
        /// The user has to sign in again.
        public static let signInRequired = Code("sign-in required")
        /// A code of a second factor is needed, and cannot be asked for.
        public static let secondFactor = Code("second factor required")
    }

    /// The kind of failure.
    public var code: Code
    /// What is wrong, in words.
    public var message: String
    /// The name of the source of credentials, as ``CredentialSource/name``.
    public var source: String
    /// Where the fault lies, where that is one place.
    public var origin: SettingOrigin?
    /// The error that caused this one, if any.
    public var cause: (any Error)?

    /// Creates an error.
    public init(
        _ code: Code, _ message: String, source: String, origin: SettingOrigin? = nil, cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.source = source
        self.origin = origin
        self.cause = cause
    }
}

extension IdentityError: CustomStringConvertible {
    /// The message, and where the fault lies.
    public var description: String { "\(origin.map { "\($0): " } ?? "")\(message) (\(source))" }
}
