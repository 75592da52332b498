public import IniaPrimitives
internal import IniaText

/// What to ask, how often, and what in the answers ends the waiting.
public struct WaiterModel: Sendable, Equatable {
    /// What of an answer leads to which end.
    public struct Acceptor: Sendable, Equatable {
        /// Where an answer that matches leads to.
        public enum State: String, Sendable, Hashable { case success, failure, retry }

        /// What of an answer is compared.
        public enum Matcher: String, Sendable, Hashable {
            /// A JMESPath expression's result.
            case path
            /// Every element of an expression's result, of which there is at least one.
            case pathAll
            /// Some element of an expression's result.
            case pathAny
            /// The HTTP status code.
            case status
            /// The code of an error; true for any error, false for none.
            case error
        }

        /// Where an answer that matches leads to.
        public var state: State
        /// What of an answer is compared.
        public var matcher: Matcher
        /// The JMESPath expression, for the matchers that have one.
        public var argument: String?
        /// What it is compared with.
        public var expected: Document

        /// Creates an acceptor.
        public init(state: State, matcher: Matcher, argument: String? = nil, expected: Document) {
            self.state = state
            self.matcher = matcher
            self.argument = argument
            self.expected = expected
        }
    }

    /// The name, as the model spells it: `BucketExists`.
    public var name = ""
    /// The operation that is called.
    public var operation = ""
    /// The pause between two calls.
    public var delay = Duration.zero
    /// How many calls are made at most.
    public var maximumAttempts = 0
    /// The acceptors, of which the first that matches counts.
    public var acceptors: [Acceptor] = []

    /// Creates a waiter that says nothing yet.
    public init() {}

    init(reading reader: inout JSONReader) throws(FormatError) {
        try reader.enterObject()
        while let key = try reader.nextKeyText() {
            switch key {
            case "waiter": name = try reader.readString()
            case "operation": operation = try reader.readString()
            case "delay": delay = .seconds(min(max(try reader.readDouble(), 0), 1e9))
            case "maxAttempts": maximumAttempts = Int(clamping: try reader.readInteger())
            case "acceptors":
                try reader.enterArray()
                while try reader.nextElement() { acceptors.append(try Acceptor(reading: &reader)) }
            default: try reader.skipValue()
            }
        }
    }
}

extension WaiterModel.Acceptor {
    fileprivate init(reading reader: inout JSONReader) throws(FormatError) {
        var state: State?
        var matcher: Matcher?
        var argument: String?
        var expected = Document.null
        try reader.enterObject()
        while let key = try reader.nextKeyText() {
            switch key {
            case "state": state = State(rawValue: try reader.readString())
            case "matcher": matcher = Matcher(rawValue: try reader.readString())
            case "argument": argument = try reader.readString()
            case "expected": expected = try reader.readDocument()
            default: try reader.skipValue()
            }
        }
        guard let state, let matcher else {
            throw FormatError(.unexpectedKind, "an acceptor without a known state or matcher", offset: reader.offset)
        }
        self.init(state: state, matcher: matcher, argument: argument, expected: expected)
    }
}
