/// Writes lines of models as Swift text.
public enum EmbeddedText {
    /// The expression that makes an embedded service of lines, without indentation.
    public static func service(_ lines: SelectedLines) -> String {
        var text = "EmbeddedService(\n"
        text += "    \(literal(lines.name)), apiVersion: \(literal(lines.apiVersion)),\n"
        let files: [(label: String, lines: String?)] = [
            ("service", lines.service), ("paginators", lines.paginators), ("waiters", lines.waiters),
            ("rules", lines.rules), ("resources", lines.resources), ("endpoints", lines.endpoints),
        ]
        let written = files.compactMap { file in file.lines.map { "    \(file.label): \(block($0))" } }
        return text + written.joined(separator: ",\n") + ")"
    }

    /// A literal over several lines that holds the text as it is, but for a newline at its end.
    public static func block(_ text: String) -> String {
        let hashes = hashes(for: text)
        let content = text.hasSuffix("\n") ? String(text.dropLast()) : text
        return "\(hashes)\"\"\"\n\(content)\n\"\"\"\(hashes)"
    }

    /// A literal on one line.
    public static func literal(_ text: String) -> String {
        let hashes = hashes(for: text)
        return "\(hashes)\"\(text)\"\(hashes)"
    }

    /// As many number signs as keep everything in a text from ending the literal or escaping from it: one more than
    /// the most that follow a quote or a backslash, and none where there is neither.
    private static func hashes(for text: String) -> String {
        var most = -1
        var run = -1
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): run = 0
            case UInt8(ascii: "#") where run >= 0: run += 1
            default: run = -1
            }
            most = max(most, run)
        }
        return String(repeating: "#", count: most + 1)
    }
}
