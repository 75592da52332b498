/// Bytes or a text were not of the format that they should be, or a value cannot be said in a format.
public struct FormatError: Error, Hashable, Sendable {
    /// The kinds of problem, an open set.
    public struct Code: Hashable, Sendable {
        /// The kind in words.
        public let name: String

        /// Creates a kind of one's own.
        public init(_ name: String) { self.name = name }

        /// The input breaks the rules of its format.
        public static let syntax = Code("syntax")
        /// The input ends in the middle.
        public static let truncated = Code("truncated")
        /// The input is well-formed but another kind of value was asked for.
        public static let unexpectedKind = Code("unexpected kind")
        /// Containers are nested deeper than the reader allows.
        public static let tooDeep = Code("too deep")
        /// Something is longer than the reader allows.
        public static let tooLarge = Code("too large")
        /// A number or a date is outside what the format or the type can hold.
        public static let range = Code("range")
        /// A checksum does not match.
        public static let checksum = Code("checksum")
    }

    /// The kind of problem.
    public var code: Code
    /// What is wrong, in words; never a part of the input, which may be a secret.
    public var message: String
    /// Where in the input, in bytes from its start.
    public var offset: Int

    /// Creates an error.
    public init(_ code: Code, _ message: String, offset: Int = 0) {
        self.code = code
        self.message = message
        self.offset = offset
    }
}

extension FormatError: CustomStringConvertible {
    /// What is wrong, and where.
    public var description: String { "\(message) at byte \(offset)" }
}
