public import IniaShapes

/// A compiled JMESPath expression (jmespath.org), as jmespath.py reads and evaluates it.
///
/// It works on values of all kinds alike: maps, structures, documents and DynamoDB's attribute values are objects;
/// what JSON has no word for (blobs, times, payloads) has no type, and only equality and being there count.
public struct JMESPath: Sendable {
    /// The expression as it was written.
    public let expression: String
    private let root: Node

    /// Compiles an expression.
    ///
    /// - Throws: ``JMESPathError`` with ``JMESPathError/Code/syntax``, also where it is nested too deeply.
    public init(_ expression: String) throws(JMESPathError) {
        self.expression = expression
        var parser = Parser(try Lexer.tokens(of: expression))
        root = try parser.parse()
    }

    /// Evaluates the expression; what is not there is `.null`.
    public func search(_ value: Value) throws(JMESPathError) -> Value {
        try Evaluation().evaluate(root, value)
    }
}

extension JMESPath: Hashable {
    /// Whether both are the same text.
    public static func == (left: JMESPath, right: JMESPath) -> Bool { left.expression == right.expression }
    /// Feeds the text into a hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(expression) }
}

extension JMESPath: CustomStringConvertible {
    /// The expression as it was written.
    public var description: String { expression }
}

/// An expression is none, or cannot be evaluated on a value.
public struct JMESPathError: Error, Hashable, Sendable {
    /// The kinds of error that the specification names.
    public struct Code: Hashable, Sendable {
        /// The kind as the specification names it.
        public let name: String

        /// Creates a kind of one's own.
        public init(_ name: String) { self.name = name }

        /// The text is no expression.
        public static let syntax = Code("syntax")
        /// A function was given a value of a type that it does not take.
        public static let invalidType = Code("invalid-type")
        /// A value is of the right type but of no use, as a slice's step of zero.
        public static let invalidValue = Code("invalid-value")
        /// A function was given too few or too many values.
        public static let invalidArity = Code("invalid-arity")
        /// There is no function of that name.
        public static let unknownFunction = Code("unknown-function")
    }

    /// The kind of error.
    public var code: Code
    /// What is wrong, in words.
    public var message: String

    /// Creates an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension JMESPathError: CustomStringConvertible {
    /// The kind of error and what is wrong.
    public var description: String { "\(code.name): \(message)" }
}
