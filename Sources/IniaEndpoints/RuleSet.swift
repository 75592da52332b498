public import IniaPrimitives

/// A service's endpoint rules, compiled rule by rule as they are reached.
public final class RuleSet: Sendable {
    /// The parameters that the rule set declares, in its order.
    public let parameters: [RuleParameter]

    /// Creates a rule set whose rules are fetched when a resolution first reaches them.
    ///
    /// - Throws: ``EndpointError`` where the parameters cannot be read.
    public init(_ source: some RuleSource, partitions: Partitions) throws(EndpointError) {
        parameters = []
    }

    /// Creates a rule set from the object that AWS publishes as a service's `endpoint-rule-set-1.json`.
    public convenience init(_ document: Document, partitions: Partitions) throws(EndpointError) {
        throw EndpointError(.malformedRules, "no rules")
    }

    /// Finds the endpoint for the given parameters.
    ///
    /// - Throws: ``EndpointError``; with ``EndpointError/Code/refused`` the message is the rule set's own.
    public func resolve(_ given: EndpointParameters) throws(EndpointError) -> Endpoint {
        throw EndpointError(.noMatch, "no rules")
    }
}
