internal import IniaPrimitives
internal import Synchronization

/// A rule in its compiled form.
final class CompiledRule: Sendable {
    enum Outcome: Sendable {
        case tree([RuleReference])
        case endpoint(url: RuleExpression, headers: [Header], properties: RuleProperties)
        case refusal(RuleExpression)
    }

    /// A condition with the call that it was made of.
    struct Condition: Sendable {
        let form: RuleCondition
        let call: RuleCall
    }

    struct Header: Sendable {
        let name: String
        let values: [RuleExpression]
    }

    let conditions: [Condition]
    let outcome: Outcome

    init(conditions: [Condition], outcome: Outcome) {
        self.conditions = conditions
        self.outcome = outcome
    }
}

/// A rule by its number; its compiled form is made when it is first reached.
///
/// Two evaluations may compile the same rule at once: the first result is kept, and both are equal.
final class RuleReference: Sendable {
    let number: Int
    // A lock, for it is inlined; `AtomicLazyReference` goes through unspecialised code and costs several times as much.
    private let compiled = Mutex<CompiledRule?>(nil)

    init(_ number: Int) { self.number = number }

    func rule(compile: (Int) throws(EndpointError) -> CompiledRule) throws(EndpointError) -> CompiledRule {
        if let rule = compiled.withLock({ $0 }) { return rule }
        let rule = try compile(number)
        return compiled.withLock { compiled in
            if let compiled { return compiled }
            compiled = rule
            return rule
        }
    }
}

/// The properties of an endpoint, in which texts may be templates.
indirect enum RuleProperties: Sendable {
    /// Holds no template, and is given out as it is.
    case constant(Document)
    case template(RuleTemplate)
    case list([RuleProperties])
    case map([(key: String, value: RuleProperties)])

    func filled(from scope: RuleScope) throws(EndpointError) -> Document {
        switch self {
        case .constant(let document): return document
        case .template(let template): return .string(try template.filled(from: scope))
        case .list(let elements):
            return .list(try elements.map { (element) throws(EndpointError) in try element.filled(from: scope) })
        case .map(let entries):
            return .map(
                try entries.map { (entry) throws(EndpointError) in
                    Document.Entry(key: entry.key, value: try entry.value.filled(from: scope))
                })
        }
    }
}
