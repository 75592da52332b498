/// Everything that is wrong with an input.
public struct ValidationError: Error, Sendable, Hashable {
    /// One thing that is wrong, with its place.
    public struct Problem: Sendable, Hashable {
        /// The kinds of problem, an open set.
        public struct Kind: Hashable, Sendable {
            /// The kind in words.
            public let name: String

            /// Creates a kind.
            public init(_ name: String) { self.name = name }

            /// A required member is missing.
            public static let missing = Kind("missing")
            /// A member that the model does not know.
            public static let unknown = Kind("unknown")
            /// A value of the wrong type.
            public static let type = Kind("type")
            /// A number below its least value.
            public static let range = Kind("range")
            /// A text or list below its least length.
            public static let length = Kind("length")
            /// A union of which no member, or more than one, is set.
            public static let union = Kind("union")
            /// A value that has no form in JSON.
            public static let json = Kind("JSON")
            /// A value that cannot be a part of a host name.
            public static let hostLabel = Kind("host label")
            /// More nesting than is allowed.
            public static let depth = Kind("depth")
        }

        /// The kind of problem.
        public var kind: Kind
        /// Where: `Tags[0].Key`, or `input` for the input itself.
        public var path: String
        /// The whole sentence, place included.
        public var text: String

        /// Creates a problem.
        public init(_ kind: Kind, path: String, text: String) {
            self.kind = kind
            self.path = path
            self.text = text
        }
    }

    /// The problems, in the order of the search.
    public var problems: [Problem]

    /// Creates an error of problems.
    public init(_ problems: [Problem]) { self.problems = problems }
}

extension ValidationError: CustomStringConvertible {
    /// A heading, then a line for each problem, as botocore words them.
    public var description: String {
        "Parameter validation failed:\n" + problems.map(\.text).joined(separator: "\n")
    }
}
