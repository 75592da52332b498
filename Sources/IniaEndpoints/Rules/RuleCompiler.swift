internal import IniaPrimitives
internal import Synchronization

/// Turns the rules of one rule set into their compiled form.
final class RuleCompiler: Sendable {
    private let source: any RuleSource
    /// The slot of every name that was met so far.
    private let slots: Mutex<[String: Int]>
    /// A bit for the slot of each name that a rule compiled so far refers to; the last stands for all beyond it.
    private let references = Atomic<UInt64>(0)

    /// Creates a compiler for a rule set whose parameters have the first slots.
    init(_ source: any RuleSource, parameters: [RuleParameter]) {
        self.source = source
        var slots: [String: Int] = [:]
        for (slot, parameter) in parameters.enumerated() { slots[parameter.name] = slot }
        self.slots = Mutex(slots)
    }

    /// Fetches and compiles a rule.
    func compile(_ number: Int) throws(EndpointError) -> CompiledRule {
        let document: Document
        do { document = try source.rule(number) } catch {
            throw EndpointError(.malformedRules, "Endpoint rule \(number) cannot be read.", cause: error)
        }
        let conditions = try (document["conditions"]?.asList ?? []).map { (condition) throws(EndpointError) in
            let call = try call(condition, depth: 0)
            return CompiledRule.Condition(form: RuleCondition(call), call: call)
        }
        return CompiledRule(conditions: conditions, outcome: try outcome(of: document, number))
    }

    private func outcome(of rule: Document, _ number: Int) throws(EndpointError) -> CompiledRule.Outcome {
        let kind = rule["type"]?.asString ?? ["endpoint", "error"].first { rule[$0] != nil } ?? "tree"
        switch kind {
        case "tree":
            return .tree(
                try (rule["rules"]?.asList ?? []).map { (child) throws(EndpointError) in
                    guard let number = child.asInteger.flatMap({ Int(exactly: $0) }) else {
                        throw EndpointError(.malformedRules, "Endpoint rule \(number) has a child that is no number.")
                    }
                    return RuleReference(number)
                })
        case "endpoint":
            guard let endpoint = rule["endpoint"], let url = endpoint["url"] else {
                throw EndpointError(.malformedRules, "Endpoint rule \(number) has no URL.")
            }
            let headers = try (endpoint["headers"]?.asEntries ?? []).map { (header) throws(EndpointError) in
                CompiledRule.Header(
                    name: header.key,
                    values: try header.value.asList.map { (value) throws(EndpointError) in
                        try expression(value, depth: 0)
                    })
            }
            return .endpoint(
                url: try expression(url, depth: 0), headers: headers,
                properties: try properties(endpoint["properties"] ?? .map([]), depth: 0))
        case "error":
            return .refusal(try expression(rule["error"] ?? .null, depth: 0))
        default:
            throw EndpointError(
                .malformedRules,
                "Unknown rule type: \(kind). A rule must be of type tree, endpoint or error.")
        }
    }

    private func expression(_ document: Document, depth: Int) throws(EndpointError) -> RuleExpression {
        switch document {
        case .map:
            if document["fn"] != nil { return .call(try call(document, depth: depth)) }
            guard let name = document["ref"]?.asString else {
                throw EndpointError(
                    .malformedRules, "An endpoint rule has an object that is neither call nor reference.")
            }
            return .reference(slot: slot(of: name))
        case .string(let text):
            return try RuleTemplate(text, slot: slot).map { .template($0) } ?? .literal(.string(text))
        case .boolean(let value): return .literal(.boolean(value))
        case .integer(let value): return .literal(.integer(Int(clamping: value)))
        case .null: return .literal(.null)
        case .list(let elements):
            return .literal(.list(elements.compactMap { element in element.asString.map { .string($0) } }))
        case .float, .decimal:
            throw EndpointError(.malformedRules, "An endpoint rule has a number with a fraction.")
        }
    }

    private func call(_ document: Document, depth: Int) throws(EndpointError) -> RuleCall {
        guard depth < 32 else {
            throw EndpointError(.malformedRules, "An endpoint rule's calls are nested too deeply.")
        }
        guard let name = document["fn"]?.asString, let arguments = document["argv"]?.asList else {
            throw EndpointError(.malformedRules, "A condition of an endpoint rule is not a call of a function.")
        }
        let path = { () throws(EndpointError) -> RulePath in
            guard arguments.count == 2, let text = arguments[1].asString else {
                throw EndpointError(.malformedRules, "getAttr takes a value and a path.")
            }
            return try RulePath(text)
        }
        guard let (function, arity) = try RuleFunction.named(name, path: path) else {
            throw EndpointError(.malformedRules, "Unknown function \(name) in an endpoint rule.")
        }
        guard arity == nil || arity == arguments.count else {
            throw EndpointError(.malformedRules, "The function \(name) does not take \(arguments.count) arguments.")
        }
        let assignment = document["assign"]?.asString.map { RuleCall.Assignment(slot: slot(of: $0), name: $0) }
        return RuleCall(
            function,
            try arguments.map { (argument) throws(EndpointError) in try expression(argument, depth: depth + 1) },
            assignment: assignment)
    }

    private func properties(_ document: Document, depth: Int) throws(EndpointError) -> RuleProperties {
        guard depth < 32 else {
            throw EndpointError(.malformedRules, "An endpoint's properties are nested too deeply.")
        }
        switch document {
        case .string(let text):
            return try RuleTemplate(text, slot: slot).map { .template($0) } ?? .constant(document)
        case .list(let elements):
            let parts = try elements.map { (element) throws(EndpointError) in
                try properties(element, depth: depth + 1)
            }
            return parts.allSatisfy(\.isConstant) ? .constant(document) : .list(parts)
        case .map(let entries):
            let parts = try entries.map { (entry) throws(EndpointError) in
                (key: entry.key, value: try properties(entry.value, depth: depth + 1))
            }
            return parts.allSatisfy(\.value.isConstant) ? .constant(document) : .map(parts)
        default: return .constant(document)
        }
    }

    /// Whether a rule that was compiled so far refers to a slot.
    func refers(to slot: Int) -> Bool { references.load(ordering: .relaxed) & Self.bit(of: slot) != 0 }

    private func slot(of name: String) -> Int {
        let slot = slots.withLock { slots in
            if let slot = slots[name] { return slot }
            let slot = slots.count
            slots[name] = slot
            return slot
        }
        references.bitwiseOr(Self.bit(of: slot), ordering: .relaxed)
        return slot
    }

    private static func bit(of slot: Int) -> UInt64 { 1 << UInt64(min(slot, 63)) }
}

extension RuleProperties {
    fileprivate var isConstant: Bool {
        if case .constant = self { true } else { false }
    }
}
