internal import IniaPrimitives
internal import IniaText

/// The members of a JSON body in a query, as botocore puts them there: lists as repeated names, and what is nested in
/// the form of Python's `str()`. No service is known to read the latter, but its signature covers it.
extension Document {
    /// The query fields of a body.
    var queryFields: [(name: String, value: String)] {
        asEntries.flatMap { entry -> [(name: String, value: String)] in
            guard case .list(let elements) = entry.value else { return [(entry.key, entry.value.pythonText)] }
            return elements.map { (entry.key, $0.pythonText) }
        }
    }

    private var pythonText: String {
        if case .string(let text) = self { text } else { pythonLiteral }
    }

    private var pythonLiteral: String {
        switch self {
        case .null: "None"
        case .boolean(let truth): truth ? "True" : "False"
        case .integer(let number): String(number)
        case .float(let number): number.pythonText
        case .decimal(let text): text
        case .string(let text): text.pythonLiteral
        case .list(let elements): "[\(elements.map(\.pythonLiteral).joined(separator: ", "))]"
        case .map(let entries):
            "{\(entries.map { "\($0.key.pythonLiteral): \($0.value.pythonLiteral)" }.joined(separator: ", "))}"
        }
    }
}

extension String {
    fileprivate var pythonLiteral: String {
        let quote: Unicode.Scalar = unicodeScalars.contains("'") && !unicodeScalars.contains("\"") ? "\"" : "'"
        var text = String(quote)
        for scalar in unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case quote: text += "\\\(quote)"
            case _ where scalar.isPrintable: text.unicodeScalars.append(scalar)
            default: text += scalar.pythonEscape
            }
        }
        return text + String(quote)
    }
}

extension Unicode.Scalar {
    /// Whether Python shows the character as it is.
    fileprivate var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        case .spaceSeparator: self == " "
        default: true
        }
    }

    fileprivate var pythonEscape: String {
        let digits = String(value, radix: 16)
        let (letter, width) = value < 0x100 ? ("x", 2) : value < 0x10000 ? ("u", 4) : ("U", 8)
        return "\\\(letter)\(String(repeating: "0", count: max(0, width - digits.count)))\(digits)"
    }
}
