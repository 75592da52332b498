internal import IniaCalls
internal import IniaJMESPath
internal import IniaModels
internal import IniaPrimitives
internal import IniaShapes

/// What a waiter asks and what in the answers ends the waiting, its expressions compiled.
struct WaiterPlan: Sendable {
    /// What of an answer leads to which end.
    struct Acceptor: Sendable {
        let state: WaiterModel.Acceptor.State
        let matcher: WaiterModel.Acceptor.Matcher
        let path: JMESPath?
        let expected: Document
    }

    let name: String
    let operation: String
    var delay: Duration
    /// The most calls; nil for no limit.
    var maxAttempts: Int?
    let acceptors: [Acceptor]

    /// Compiles a model's expressions.
    ///
    /// - Throws: ``CallError`` with code `waiter` where one is none.
    init(_ model: WaiterModel) throws(CallError) {
        name = model.name
        operation = model.operation
        delay = model.delay
        maxAttempts = model.maximumAttempts
        do {
            acceptors = try model.acceptors.map { acceptor in
                Acceptor(
                    state: acceptor.state, matcher: acceptor.matcher,
                    path: try acceptor.argument.map { try JMESPath($0) },
                    expected: acceptor.expected)
            }
        } catch {
            throw CallError(.waiter, during: .prepare, "the waiter \(name) cannot be used: \(error)", cause: error)
        }
    }
}

extension WaiterPlan.Acceptor {
    /// Whether an answer is what the acceptor is about. What an expression finds counts only where the service said
    /// yes.
    func matches(_ answer: WaiterAnswer) throws(JMESPathError) -> Bool {
        switch matcher {
        case .status: return expected.asInteger == Int64(answer.status)
        case .error:
            if let isExpected = expected.asBoolean { return isExpected == (answer.errorCode != nil) }
            return expected.asString != nil && expected.asString == answer.errorCode
        case .path, .pathAll, .pathAny:
            guard case .output(let output) = answer, let path else { return false }
            let found = try path.search(output._value)
            guard matcher != .path else { return found.isSame(as: expected) }
            guard case .list(let elements) = found, !elements.isEmpty else { return false }
            return matcher == .pathAll
                ? elements.allSatisfy { $0.isSame(as: expected) } : elements.contains { $0.isSame(as: expected) }
        }
    }

    /// The acceptor in words.
    var explanation: String {
        switch matcher {
        case .status: "the status is \(expected.words)"
        case .error where expected.asBoolean == true: "the service gave an error"
        case .error where expected.asBoolean == false: "the service gave no error"
        case .error: "the error is \(expected.words)"
        case .path: "\(path?.expression ?? "") is \(expected.words)"
        case .pathAll: "all of \(path?.expression ?? "") are \(expected.words)"
        case .pathAny: "one of \(path?.expression ?? "") is \(expected.words)"
        }
    }
}

extension Value {
    /// Whether the value is what a model expects, numbers by their value.
    fileprivate func isSame(as document: Document) -> Bool {
        switch document {
        case .null: asIsNull
        case .boolean(let truth): asBool == truth
        case .integer, .float, .decimal: asDouble != nil && asDouble == document.asFloat
        case .string(let text): asString == text
        case .list(let elements):
            asList.count == elements.count && zip(asList, elements).allSatisfy { $0.isSame(as: $1) }
        case .map(let entries):
            asEntries.count == entries.count && entries.allSatisfy { self[$0.key].isSame(as: $0.value) }
        }
    }
}

extension Document {
    fileprivate var words: String {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .boolean(let truth): String(truth)
        default: "as expected"
        }
    }
}
