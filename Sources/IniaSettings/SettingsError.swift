/// A setting could not be read.
public struct SettingsError: Error, Sendable {
    /// The kinds of failure, an open set.
    public struct Code: Hashable, Sendable {
        /// The kind in words.
        public let name: String

        /// Creates a kind of failure.
        public init(_ name: String) { self.name = name }

        /// A file is not written as a configuration file must be.
        public static let malformedFile = Code("malformed configuration file")
        /// A file exists but cannot be read.
        public static let unreadableFile = Code("unreadable configuration file")
        /// The profile that was asked for is in none of the files.
        public static let unknownProfile = Code("unknown profile")
        /// A value is not of its setting's kind.
        public static let malformedValue = Code("malformed setting")
        /// A profile names a section that is not there.
        public static let missingSection = Code("missing section")
    }

    /// The kind of failure.
    public var code: Code
    /// What is wrong and where, in words. A value is quoted only where its setting holds no secret.
    public var message: String
    /// Where the fault lies, where that is one place.
    public var origin: SettingOrigin?
    /// The error that caused this one, if any.
    public var cause: (any Error)?

    /// Creates an error.
    public init(_ code: Code, _ message: String, origin: SettingOrigin? = nil, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.origin = origin
        self.cause = cause
    }
}

extension SettingsError: CustomStringConvertible {
    /// The message, and where the fault lies.
    public var description: String { origin.map { "\($0): \(message)" } ?? message }
}
