public import IniaPrimitives

/// A service's endpoint rules, compiled rule by rule as they are reached.
public final class RuleSet: Sendable {
    /// The parameters that the rule set declares, in its order.
    public let parameters: [RuleParameter]
    private let compiler: RuleCompiler
    private let root = RuleReference(0)
    private let partitions: Partitions

    /// Creates a rule set whose rules are fetched when a resolution first reaches them.
    ///
    /// - Throws: ``EndpointError`` where the parameters cannot be read.
    public init(_ source: some RuleSource, partitions: Partitions) throws(EndpointError) {
        let declarations: Document
        do { declarations = try source.parameters() } catch {
            throw EndpointError(.malformedRules, "The parameters of the endpoint rules cannot be read.", cause: error)
        }
        parameters = try declarations.asEntries.map { (entry) throws(EndpointError) in
            try RuleParameter(entry.key, entry.value)
        }
        compiler = RuleCompiler(source, parameters: parameters)
        self.partitions = partitions
    }

    /// Creates a rule set from the object that AWS publishes as a service's `endpoint-rule-set-1.json`.
    ///
    /// - Throws: ``EndpointError`` where the parameters cannot be read or rules are nested too deeply.
    public convenience init(_ document: Document, partitions: Partitions) throws(EndpointError) {
        try self.init(WholeRuleSet(document), partitions: partitions)
    }

    /// Whether a rule that any resolution has reached so far refers to a parameter, given by its place among
    /// ``parameters``.
    ///
    /// What a resolution came to depends on no other parameter, so whoever keeps it needs to know no more than these by
    /// heart: S3's rules declare an object's key, and never look at it.
    public func hasLooked(at place: Int) -> Bool { compiler.refers(to: place) }

    /// Finds the endpoint for the given parameters.
    ///
    /// Parameters that the rule set does not declare are no more than named in an error.
    ///
    /// - Throws: ``EndpointError``; with ``EndpointError/Code/refused`` the message is the rule set's own.
    public func resolve(_ given: EndpointParameters) throws(EndpointError) -> Endpoint {
        var scope = RuleScope(count: parameters.count + 16)
        for (slot, parameter) in parameters.enumerated() {
            if let value = try parameter.value(for: given[parameter.name]) { scope.set(slot, value) }
        }
        var evaluation = RuleEvaluation(compiler, partitions, scope)
        if let endpoint = try evaluation.endpoint(root) { return endpoint }
        let list = given.entries.map { "\($0.name): \(RuleValue($0.value).text)" }.joined(separator: "\n")
        throw EndpointError(.noMatch, "No endpoint found for parameters:\n\(list)")
    }
}
