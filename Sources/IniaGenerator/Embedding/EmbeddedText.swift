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

    /// The file that gives a client its model.
    public static func model(of client: String, _ lines: SelectedLines, access: String) -> String {
        """
        \(access == "internal" ? "" : access + " ")import Inia

        extension \(client) {
            /// What the client needs of the service's model.
            \(access) nonisolated static let model = \(service(lines))
        }

        """
    }

    /// The file with the services that are compiled in whole.
    public static func dynamic(_ services: [SelectedLines], access: String) -> String {
        guard !services.isEmpty else { return "// No service is compiled in whole.\n" }
        let list = services.map { "        \(service($0)),\n" }.joined()
        return """
            \(access == "internal" ? "" : access + " ")import Inia

            /// Services compiled into the program whole, for dynamic clients:
            /// `Session { $0.embeddedServices = EmbeddedModels.dynamic }`.
            \(access) nonisolated enum EmbeddedModels {
                /// The services.
                \(access) static let dynamic: [EmbeddedService] = [
            \(list)    ]
            }

            """
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
