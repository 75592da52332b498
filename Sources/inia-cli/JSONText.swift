import Inia
internal import IniaFormats
internal import IniaText

/// JSON as the command line reads and writes it.
enum JSONText {
    /// Parses a text.
    static func value(_ text: String) throws(CommandError) -> Value {
        do {
            let document = try Bytes(utf8: text).withUnsafeBytes { memory throws(FormatError) in
                var reader = JSONReader(memory)
                let document = try reader.readDocument()
                try reader.finish()
                return document
            }
            return value(document)
        } catch {
            throw .usage("Invalid JSON: \(error)\nJSON received: \(text)")
        }
    }

    private static func value(_ document: Document) -> Value {
        switch document {
        case .null: .null
        case .boolean(let truth): .boolean(truth)
        case .integer(let number): .integer(number)
        case .float(let number): .float(number)
        case .decimal(let text): .string(text)
        case .string(let text): .string(text)
        case .list(let elements): .list(elements.map(value))
        case .map(let entries): .map(entries.map { MapEntry(key: $0.key, value: value($0.value)) })
        }
    }

    /// Writes a value with an indentation of four spaces, as the aws command line does; text beyond ASCII is kept.
    static func text(_ value: Value) -> String {
        var out = ""
        write(value, indentation: 0, into: &out)
        return out
    }

    private static func write(_ value: Value, indentation: Int, into out: inout String) {
        switch value {
        case .map, .structure, .attribute, .document(.map):
            group(value.asEntries, "{", "}", indentation, &out) { entry, out in
                quote(entry.key, into: &out)
                out += ": "
                write(entry.value, indentation: indentation + 4, into: &out)
            }
        case .list, .document(.list):
            group(value.asList, "[", "]", indentation, &out) { element, out in
                write(element, indentation: indentation + 4, into: &out)
            }
        default: out += scalar(value)
        }
    }

    private static func group<Element>(
        _ elements: [Element], _ open: String, _ close: String, _ indentation: Int, _ out: inout String,
        _ body: (Element, inout String) -> Void
    ) {
        guard !elements.isEmpty else {
            out += open + close
            return
        }
        out += open
        for (position, element) in elements.enumerated() {
            out += (position > 0 ? ",\n" : "\n") + String(repeating: " ", count: indentation + 4)
            body(element, &out)
        }
        out += "\n" + String(repeating: " ", count: indentation) + close
    }

    private static func scalar(_ value: Value) -> String {
        switch value {
        case .null, .document(.null): return "null"
        case .boolean(let truth), .document(.boolean(let truth)): return truth ? "true" : "false"
        case .document(.decimal(let digits)): return digits
        case .integer(let number), .document(.integer(let number)): return String(number)
        case .float(let number), .document(.float(let number)):
            var writer = JSONWriter(style: .python)
            writer.float(number)
            return String(decoding: writer.bytes, as: UTF8.self)
        default:
            var text = ""
            quote(plain(value), into: &text)
            return text
        }
    }

    /// A scalar as the text that stands for it outside JSON too.
    static func plain(_ value: Value) -> String {
        switch value {
        case .string(let text), .document(.string(let text)): text
        case .blob(let bytes): Base64.encode(bytes)
        case .timestamp(let time): (try? Dates.iso8601(time)) ?? String(time.seconds)
        case .null, .document(.null): "None"
        case .boolean(let truth), .document(.boolean(let truth)): truth ? "True" : "False"
        default: scalar(value)
        }
    }

    private static func quote(_ text: String, into out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\u{8}": out += "\\b"
            case "\u{C}": out += "\\f"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }
}
