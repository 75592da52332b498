/// A key could not be used.
public struct DigestError: Error, Hashable, Sendable {
    /// The kinds of failure, an open set.
    public struct Code: Hashable, Sendable {
        /// The kind in words.
        public let name: String

        /// Creates a kind.
        public init(_ name: String) { self.name = name }

        /// The key is malformed, of another kind, or its passphrase is wrong.
        public static let malformedKey = Code("malformed key")
        /// OpenSSL could not sign.
        public static let signing = Code("signing failed")
    }

    /// The kind of failure.
    public let code: Code

    /// Creates an error.
    public init(_ code: Code) { self.code = code }
}

extension DigestError: CustomStringConvertible {
    /// What failed, and while doing what.
    public var description: String { code.name }
}
