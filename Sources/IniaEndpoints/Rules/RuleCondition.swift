/// A condition of a rule. The forms that nine of ten conditions have are looked up in place, with no value copied.
enum RuleCondition: Sendable {
    /// `isSet` of a name, or with `not` around it.
    case isSet(slot: Int, expected: Bool)
    /// `booleanEquals` of a name and a literal.
    case booleanEquals(slot: Int, expected: Bool)
    /// `stringEquals` of a name and a literal.
    case stringEquals(slot: Int, expected: String)
    /// `booleanEquals` of a literal and a part of what a name stands for.
    case partEquals(slot: Int, path: RulePath, expected: Bool)
    /// Anything else.
    case call

    init(_ call: RuleCall) {
        self = Self.short(call) ?? .call
    }

    private static func short(_ call: RuleCall) -> RuleCondition? {
        guard call.assignment == nil else { return nil }
        switch (call.function, call.arguments.first, call.arguments.last) {
        case (.isSet, .reference(let slot), _):
            return .isSet(slot: slot, expected: true)
        case (.not, .call(let inner), _):
            guard case .isSet(let slot, true)? = short(inner) else { return nil }
            return .isSet(slot: slot, expected: false)
        case (.booleanEquals, .reference(let slot), .literal(.boolean(let expected))),
            (.booleanEquals, .literal(.boolean(let expected)), .reference(let slot)):
            return .booleanEquals(slot: slot, expected: expected)
        case (.stringEquals, .reference(let slot), .literal(.string(let expected))),
            (.stringEquals, .literal(.string(let expected)), .reference(let slot)):
            return .stringEquals(slot: slot, expected: expected)
        case (.booleanEquals, .call(let inner), .literal(.boolean(let expected))),
            (.booleanEquals, .literal(.boolean(let expected)), .call(let inner)):
            guard inner.assignment == nil, case .getAttribute(let path) = inner.function,
                case .reference(let slot)? = inner.arguments.first
            else { return nil }
            return .partEquals(slot: slot, path: path, expected: expected)
        default: return nil
        }
    }
}

extension RuleScope {
    /// Whether a condition in one of the short forms holds; nil where it takes an evaluation to tell, or an error is
    /// due.
    func holds(_ condition: RuleCondition) -> Bool? {
        switch condition {
        case .isSet(let slot, let expected): return isSet(slot) == expected
        case .booleanEquals(let slot, let expected):
            guard case .boolean(let value)? = self[slot] else { return nil }
            return value == expected
        case .stringEquals(let slot, let expected):
            guard case .string(let value)? = self[slot] else { return nil }
            return value == expected
        case .partEquals(let slot, let path, let expected):
            guard case .record(let record)? = self[slot], let name = path.onlyName,
                case .boolean(let value)? = record[name]
            else { return nil }
            return value == expected
        case .call: return nil
        }
    }
}
