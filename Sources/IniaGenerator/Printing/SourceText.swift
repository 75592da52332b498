/// Swift source as it grows, line by line.
struct SourceText {
    private(set) var text = ""
    private var indentation = ""

    init() {}

    /// Adds a line.
    mutating func line(_ line: String = "") {
        if !line.isEmpty {
            text += indentation
            text += line
        }
        text += "\n"
    }

    /// Adds a line that opens a block, what a closure adds to the block, and the line that closes it.
    mutating func block(_ opening: String, _ body: (inout SourceText) -> Void) {
        line(opening + " {")
        indentation += "    "
        body(&self)
        indentation.removeLast(4)
        line("}")
    }

    /// Adds prose as a doc comment.
    mutating func comment(_ prose: String?) {
        guard let prose else { return }
        for line in DocComment.lines(of: prose) { self.line(line.isEmpty ? "///" : "/// " + line) }
    }

    /// Adds the attribute of what is no longer to be used.
    mutating func deprecation(_ message: String?) {
        guard let message else { return }
        line("@available(*, deprecated, message: \(SwiftLiteral.text(message)))")
    }
}

/// Values as source has them.
enum SwiftLiteral {
    /// A text in quotes.
    static func text(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            case "\t": literal += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                literal += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }
}
