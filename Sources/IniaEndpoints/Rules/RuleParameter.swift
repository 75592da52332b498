internal import IniaPrimitives

/// A parameter that a rule set declares.
public struct RuleParameter: Sendable, Hashable {
    /// What values a parameter takes.
    public enum Kind: Sendable, Hashable { case string, boolean, strings }

    /// The name, as the rules refer to it.
    public let name: String
    /// What values the parameter takes.
    public let kind: Kind
    /// Where an SDK takes the value from if nothing else gives one, such as `AWS::Region`.
    public let builtIn: String?
    /// The value that stands for a missing one.
    public let defaultValue: EndpointParameter?
    /// Whether there must be a value, given or by default.
    public let isRequired: Bool

    init(_ name: String, _ declaration: Document) throws(EndpointError) {
        self.name = name
        let type = declaration["type"]?.asString ?? ""
        switch type.lowercased() {
        case "string": kind = .string
        case "boolean": kind = .boolean
        case "stringarray": kind = .strings
        default:
            throw EndpointError(
                .malformedRules,
                "Unknown parameter type: \(type). A parameter must be of type string, boolean, or stringarray.")
        }
        builtIn = declaration["builtIn"]?.asString
        isRequired = declaration["required"]?.asBoolean ?? false
        defaultValue =
            switch declaration["default"] {
            case .string(let text): .string(text)
            case .boolean(let value): .boolean(value)
            case .list(let elements): .strings(elements.compactMap(\.asString))
            default: nil
            }
    }

    /// The value that the rules see for what was given, if any.
    ///
    /// - Throws: ``EndpointError`` with ``EndpointError/Code/invalidParameter``.
    func value(for given: EndpointParameter?) throws(EndpointError) -> RuleValue? {
        guard let given else {
            if let defaultValue { return RuleValue(defaultValue) }
            guard !isRequired else {
                throw EndpointError(.invalidParameter, "Cannot find value for required parameter \(name)")
            }
            return nil
        }
        switch (kind, given) {
        case (.string, .string), (.boolean, .boolean), (.strings, .strings): return RuleValue(given)
        default:
            throw EndpointError(.invalidParameter, "Value (\(name)) is the wrong type. Must be \(kind.typeName).")
        }
    }
}

extension RuleParameter.Kind {
    fileprivate var typeName: String {
        switch self {
        case .string: "<class 'str'>"
        case .boolean: "<class 'bool'>"
        case .strings: "<class 'tuple'>"
        }
    }
}
