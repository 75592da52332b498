/// A parameter that a rule set declares.
public struct RuleParameter: Sendable, Hashable {
    /// What values a parameter takes.
    public enum Kind: Sendable, Hashable { case string, boolean, strings }

    public let name: String
    public let kind: Kind
    /// Where an SDK takes the value from if nothing else gives one, such as `AWS::Region`.
    public let builtIn: String?
    /// The value that stands for a missing one.
    public let defaultValue: EndpointParameter?
    public let isRequired: Bool
}
