import IniaShapes
import IniaText

extension Function {
    /// The functions by their names.
    static let named: [String: Function] = numeric.merging(textual) { $1 }.merging(collections) { $1 }
        .merging(conversions) { $1 }.merging(ordering) { $1 }

    private static let numeric: [String: Function] = [
        "abs": Function(.number) { arguments, _ in
            let number = arguments[0].value
            guard let whole = number.asInt, whole != .min else { return .float(abs(number.asDouble ?? 0)) }
            return .integer(Int64(abs(whole)))
        },
        "avg": Function(.numbers) { arguments, _ in
            let numbers = arguments[0].value.asList
            return numbers.isEmpty ? .null : .float((sum(of: numbers).asDouble ?? 0) / Double(numbers.count))
        },
        "ceil": Function(.number) { arguments, _ in rounded(arguments[0].value, .up) },
        "floor": Function(.number) { arguments, _ in rounded(arguments[0].value, .down) },
        "sum": Function(.numbers) { arguments, _ in sum(of: arguments[0].value.asList) },
    ]

    private static let textual: [String: Function] = [
        "ends_with": Function(.string, .string) { arguments, _ in
            .boolean(arguments[0].text.utf8.reversed().starts(with: arguments[1].text.utf8.reversed()))
        },
        "starts_with": Function(.string, .string) { arguments, _ in
            .boolean(arguments[0].text.utf8.starts(with: arguments[1].text.utf8))
        },
        "join": Function(.string, .strings) { arguments, _ in
            .string(arguments[1].value.asList.map { $0.asString ?? "" }.joined(separator: arguments[0].text))
        },
        "contains": Function(Parameter(types: [.array, .string]), .anything) { arguments, _ in
            let (subject, wanted) = (arguments[0].value, arguments[1].value)
            if let elements = subject.jsonList { return .boolean(elements.contains { $0.isSame(as: wanted) }) }
            guard wanted.jsonType == .string else { return .boolean(false) }
            return .boolean(arguments[0].text.hasBytes(of: arguments[1].text))
        },
        "length": Function(Parameter(types: [.string, .array, .object])) { arguments, _ in
            let value = arguments[0].value
            return switch value.jsonType {
            case .string: .integer(Int64(arguments[0].text.unicodeScalars.count))
            case .array: .integer(Int64(value.asList.count))
            default: .integer(Int64(value.asEntries.count))
            }
        },
        "reverse": Function(Parameter(types: [.array, .string])) { arguments, _ in
            if let elements = arguments[0].value.jsonList { return .list(elements.reversed()) }
            var scalars = String.UnicodeScalarView()
            scalars.append(contentsOf: arguments[0].text.unicodeScalars.reversed())
            return .string(String(scalars))
        },
    ]

    private static let collections: [String: Function] = [
        "keys": Function(.object) { arguments, _ in .list(arguments[0].value.asEntries.map { .string($0.key) }) },
        "values": Function(.object) { arguments, _ in .list(arguments[0].value.asEntries.map(\.value)) },
        "merge": Function(.object, isVariadic: true) { arguments, _ in
            var entries: [MapEntry] = []
            for argument in arguments {
                for entry in argument.value.asEntries { entries.set(entry.key, entry.value) }
            }
            return .map(entries)
        },
        "not_null": Function(.anything, isVariadic: true) { arguments, _ in
            arguments.first { !$0.value.asIsNull }?.value ?? .null
        },
        "map": Function(.reference, .array) { (arguments, evaluation) throws(JMESPathError) in
            var results: [Value] = []
            for element in arguments[1].value.asList {
                results.append(try evaluation.evaluate(arguments[0].node, element))
            }
            return .list(results)
        },
    ]

    private static let conversions: [String: Function] = [
        "to_array": Function(.anything) { arguments, _ in
            let value = arguments[0].value
            return value.jsonType == .array ? value : .list([value])
        },
        "to_number": Function(.anything) { arguments, _ in
            let value = arguments[0].value
            return switch value.jsonType {
            case .number: value
            case .string: number(of: arguments[0].text)
            default: .null
            }
        },
        "to_string": Function(.anything) { arguments, _ in
            let value = arguments[0].value
            if value.jsonType == .string { return value }
            return .string(JSONWriter.text(value.asPlainDocument, style: .compactASCII))
        },
        "type": Function(.anything) { arguments, _ in
            let type = arguments[0].type
            return type == .unknown ? .null : .string(type.rawValue)
        },
    ]

    private static func rounded(_ number: Value, _ rule: FloatingPointRoundingRule) -> Value {
        guard number.asInt == nil, let value = number.asDouble?.rounded(rule) else { return number }
        return Int64(exactly: value).map(Value.integer) ?? .float(value)
    }

    /// Whole numbers are summed exactly for as long as 64 bits suffice.
    private static func sum(of numbers: [Value]) -> Value {
        var whole: Int64 = 0
        for number in numbers {
            guard let addend = number.asInt else { return floatSum(of: numbers) }
            let (sum, overflows) = whole.addingReportingOverflow(Int64(addend))
            guard !overflows else { return floatSum(of: numbers) }
            whole = sum
        }
        return .integer(whole)
    }

    private static func floatSum(of numbers: [Value]) -> Value {
        .float(numbers.reduce(0) { $0 + ($1.asDouble ?? 0) })
    }

    private static func number(of text: String) -> Value {
        let isSpace: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
        let scalars = text.unicodeScalars.drop(while: isSpace)
        let trimmed = String(
            String.UnicodeScalarView(scalars.dropLast(scalars.reversed().prefix(while: isSpace).count)))
        if let whole = Int64(trimmed) { return .integer(whole) }
        guard trimmed.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 || "+-.eE".utf8.contains($0) }),
            let value = Double(trimmed)
        else { return .null }
        return .float(value)
    }
}

extension Argument {
    /// The text of a string.
    var text: String { value.asString ?? "" }
}

extension String {
    /// Whether another text's bytes stand somewhere in this one's.
    fileprivate func hasBytes(of other: String) -> Bool {
        guard let first = other.utf8.first else { return true }
        var rest = utf8[...]
        while let place = rest.firstIndex(of: first) {
            rest = rest[place...]
            if rest.starts(with: other.utf8) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
