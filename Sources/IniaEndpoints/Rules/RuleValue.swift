/// What an expression of a rule set evaluates to.
enum RuleValue: Sendable, Equatable {
    case null
    case boolean(Bool)
    case integer(Int)
    case string(String)
    case list([RuleValue])
    case record(RuleRecord)
}

/// Named values: a partition, a parsed ARN, a parsed URL.
final class RuleRecord: Sendable {
    let fields: [(name: String, value: RuleValue)]

    init(_ fields: [(name: String, value: RuleValue)]) { self.fields = fields }

    subscript(name: String) -> RuleValue? {
        // Records have at most a dozen fields, and their names are short: comparing beats hashing.
        for field in fields where field.name == name { return field.value }
        return nil
    }
}

extension RuleRecord: Equatable {
    static func == (left: RuleRecord, right: RuleRecord) -> Bool {
        left === right
            || left.fields.elementsEqual(right.fields) { $0.name == $1.name && $0.value == $1.value }
    }
}

extension RuleValue {
    init(_ parameter: EndpointParameter) {
        switch parameter {
        case .string(let text): self = .string(text)
        case .boolean(let value): self = .boolean(value)
        case .strings(let texts): self = .list(texts.map { .string($0) })
        }
    }

    /// Whether a condition with this result holds: all but null and false does, an empty string too.
    var isSatisfied: Bool {
        switch self {
        case .null, .boolean(false): false
        default: true
        }
    }

    var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// Whether Python takes the value for true, as `not` and `ite` do.
    var isTruthy: Bool {
        switch self {
        case .null: false
        case .boolean(let value): value
        case .integer(let value): value != 0
        case .string(let text): !text.isEmpty
        case .list(let values): !values.isEmpty
        case .record(let record): !record.fields.isEmpty
        }
    }

    /// The text that stands for the value in a template or a message; what is no string is spelled as Python does.
    var text: String {
        switch self {
        case .null: "None"
        case .boolean(let value): value ? "True" : "False"
        case .integer(let value): String(value)
        case .string(let text): text
        case .list(let values): "[\(values.map(\.quoted).joined(separator: ", "))]"
        case .record(let record):
            "{\(record.fields.map { "'\($0.name)': \($0.value.quoted)" }.joined(separator: ", "))}"
        }
    }

    private var quoted: String {
        if case .string(let text) = self { "'\(text)'" } else { text }
    }

    /// The name of the value's type, as errors spell it.
    var typeName: String {
        switch self {
        case .null: "<class 'NoneType'>"
        case .boolean: "<class 'bool'>"
        case .integer: "<class 'int'>"
        case .string: "<class 'str'>"
        case .list: "<class 'list'>"
        case .record: "<class 'dict'>"
        }
    }
}
