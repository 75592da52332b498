internal import IniaPrimitives

/// A rule set that is at hand as one object: its rules are numbered as they stand, the root before its children.
struct WholeRuleSet: RuleSource {
    private let declarations: Document
    private var rules: [Document] = []

    init(_ document: Document) throws(EndpointError) {
        declarations = document["parameters"] ?? .map([])
        try number(.map([Document.Entry(key: "rules", value: document["rules"] ?? .list([]))]), depth: 0)
    }

    func parameters() -> Document { declarations }

    func rule(_ number: Int) throws -> Document {
        guard rules.indices.contains(number) else {
            throw EndpointError(.malformedRules, "There is no endpoint rule \(number).")
        }
        return rules[number]
    }

    /// Takes in a rule and all below it.
    private mutating func number(_ rule: Document, depth: Int) throws(EndpointError) {
        guard depth < 100 else { throw EndpointError(.malformedRules, "The endpoint rules are nested too deeply.") }
        let position = rules.count
        rules.append(rule)
        guard let children = rule["rules"] else { return }
        var numbers: [Document] = []
        for child in children.asList {
            numbers.append(.integer(Int64(rules.count)))
            try number(child, depth: depth + 1)
        }
        let facts = rule.asEntries.filter { $0.key != "rules" }
        rules[position] = .map(facts + [Document.Entry(key: "rules", value: .list(numbers))])
    }
}
