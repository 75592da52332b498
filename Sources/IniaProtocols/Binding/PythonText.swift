import IniaFormats
import IniaPrimitives
import IniaShapes
import IniaText

/// The words of botocore's messages that name Python's types and values.
enum PythonText {
    /// The most characters of a value that a message repeats.
    private static let maximumLength = 200

    /// The value as `str()` gives it.
    static func text(of value: Value) -> String {
        if case .string(let text) = value { return String(text.prefix(maximumLength)) }
        var text = ""
        append(value, to: &text)
        return String(text.prefix(maximumLength))
    }

    /// The value's type as `str(type())` gives it.
    static func type(of value: Value) -> String { "<class '\(typeName(of: value))'>" }

    static func typeName(of value: Value) -> String {
        switch value {
        case .null, .document(.null): "NoneType"
        case .boolean, .document(.boolean): "bool"
        case .integer, .document(.integer): "int"
        case .float, .document(.float): "float"
        case .document(.decimal): "decimal.Decimal"
        case .string, .document(.string): "str"
        case .blob: "bytes"
        case .timestamp: "datetime.datetime"
        case .list, .document(.list): "list"
        case .map, .structure, .attribute, .document(.map): "dict"
        case .body: "body"
        case .events: "event stream"
        }
    }

    /// A number of the model, without a fraction where it has none.
    static func number(_ number: Double) -> String {
        Int64(exactly: number).map(String.init) ?? text(of: number)
    }

    /// A float as `repr()` gives it; one that is not finite as `NaN`, `Infinity`, `-Infinity`.
    static func text(of number: Double) -> String {
        var writer = JSONWriter(style: .python)
        writer.float(number)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func append(_ value: Value, to text: inout String) {
        guard text.utf8.count < maximumLength else { return }
        switch value {
        case .null, .document(.null): text += "None"
        case .boolean(let truth), .document(.boolean(let truth)): text += truth ? "True" : "False"
        case .integer(let number), .document(.integer(let number)): text += String(number)
        case .float(let number), .document(.float(let number)): text += self.text(of: number)
        case .document(.decimal(let number)): text += number
        case .string(let string), .document(.string(let string)): text += "'\(string)'"
        case .blob(let bytes): text += "\(bytes.count) bytes"
        case .timestamp(let time): text += (try? Dates.iso8601(time)) ?? "\(time.seconds)"
        case .list, .document(.list):
            text += "["
            for (position, element) in value.asList.prefix(maximumLength).enumerated() {
                if position > 0 { text += ", " }
                append(element, to: &text)
            }
            text += "]"
        case .map, .structure, .attribute, .document(.map):
            text += "{"
            for (position, entry) in value.asEntries.prefix(maximumLength).enumerated() {
                if position > 0 { text += ", " }
                text += "'\(entry.key)': "
                append(entry.value, to: &text)
            }
            text += "}"
        case .body: text += "body"
        case .events: text += "event stream"
        }
    }
}

extension Shape.Kind {
    /// The Python types that botocore takes for the kind.
    var pythonTypes: String {
        switch self {
        case .structure, .map: "<class 'dict'>"
        case .list: "<class 'list'>, <class 'tuple'>"
        case .string: "<class 'str'>"
        case .blob: "<class 'bytes'>, <class 'bytearray'>, file-like object"
        case .boolean: "<class 'bool'>"
        case .integer, .long: "<class 'int'>"
        case .float, .double: "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>"
        case .timestamp: "<class 'datetime.datetime'>, timestamp-string"
        }
    }
}
