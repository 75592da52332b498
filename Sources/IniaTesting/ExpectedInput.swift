public import Inia

/// What the input of a call should be, written as an input is: `["Bucket": "b", "Key": .any]`.
public enum ExpectedInput: Sendable {
    /// Whatever is there.
    case any
    /// One value.
    case value(Value)
    /// A list of as many elements.
    case list([ExpectedInput])
    /// A map or structure of just these members.
    case map([String: ExpectedInput])

    func matches(_ value: Value) -> Bool {
        switch self {
        case .any: return true
        case .value(let expected): return expected == value || expected.hasSameBytes(as: value)
        case .list(let expected):
            guard case .list(let elements) = value, elements.count == expected.count else { return false }
            return zip(expected, elements).allSatisfy { $0.matches($1) }
        case .map: return differences(from: value).isEmpty
        }
    }

    /// The names of the members that differ, of those that either side has; an empty one where this is no map.
    func differences(from value: Value) -> [String] {
        guard case .map(let expected) = self else { return matches(value) ? [] : [""] }
        let members = value.asDictionary
        let names = Set(expected.keys).union(members.keys).sorted()
        return names.filter { name in
            guard let expected = expected[name], let member = members[name] else { return true }
            return !expected.matches(member)
        }
    }
}

extension Value {
    /// Whether both are payloads at hand of the same bytes; as values payloads are equal only to themselves.
    fileprivate func hasSameBytes(as other: Value) -> Bool {
        guard case .body(let left) = self, case .body(let right) = other, case .bytes(let bytes) = left.content else {
            return false
        }
        if case .bytes(let others) = right.content { return others == bytes }
        return false
    }
}

extension ExpectedInput: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A text.
    public init(stringLiteral text: String) { self = .value(.string(text)) }

    /// A whole number.
    public init(integerLiteral number: Int64) { self = .value(.integer(number)) }

    /// A number.
    public init(floatLiteral number: Double) { self = .value(.float(number)) }

    /// A truth value.
    public init(booleanLiteral truth: Bool) { self = .value(.boolean(truth)) }

    /// A member that is given as null.
    public init(nilLiteral: ()) { self = .value(.null) }

    /// A list.
    public init(arrayLiteral elements: ExpectedInput...) { self = .list(elements) }

    /// A map; of a repeated key the last value counts.
    public init(dictionaryLiteral elements: (String, ExpectedInput)...) {
        self = .map(Dictionary(elements, uniquingKeysWith: { $1 }))
    }
}
