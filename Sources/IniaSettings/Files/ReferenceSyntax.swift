/// Configuration files as the AWS SDKs and tools reference guide describes them.
///
/// Sections and entries may repeat, the last value counts. Comments stand on lines of their own, or after a space. An
/// indented line continues the value before it.
enum ReferenceSyntax {
    static func sections(of text: String) throws(INIError) -> [INISection] {
        var sections: [INISection] = []
        for (number, line) in numberedLines(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text) {
            let content = line.trimmed
            guard let first = content.utf8.first else { continue }
            if line.utf8.first == UInt8(ascii: "#") || line.utf8.first == UInt8(ascii: ";") { continue }
            if line.utf8.first == UInt8(ascii: " ") || line.utf8.first == UInt8(ascii: "\t") {
                try append(continuation: content, number, to: &sections)
            } else if first == UInt8(ascii: "[") {
                sections.append(INISection(header: try header(content, number), line: number))
            } else {
                try append(entry: content, number, to: &sections)
            }
        }
        return sections
    }

    private static func header(_ line: Substring, _ number: Int) throws(INIError) -> String {
        guard let end = line.firstIndex(of: "]") else {
            throw INIError(line: number, reason: "the section's name has no closing bracket")
        }
        let rest = line[line.index(after: end)...].trimmed
        guard rest.isEmpty || rest.hasPrefix("#") || rest.hasPrefix(";") else {
            throw INIError(line: number, reason: "something follows the section's name")
        }
        return String(line[..<end].dropFirst().trimmed)
    }

    private static func append(
        entry line: Substring, _ number: Int, to sections: inout [INISection]
    ) throws(INIError) {
        guard !sections.isEmpty else { throw INIError(line: number, reason: "the entry is in no section") }
        guard let equals = line.firstIndex(of: "=") else {
            throw INIError(line: number, reason: "the entry has no equals sign")
        }
        let name = line[..<equals].trimmed.lowercased()
        guard !name.isEmpty else { throw INIError(line: number, reason: "the entry has no name") }
        let value = String(withoutComment(line[line.index(after: equals)...]).trimmed)
        sections[sections.count - 1].entries.append(
            INISection.Entry(name: name, lines: [INISection.Entry.Line(text: value, number: number)]))
    }

    private static func append(
        continuation line: Substring, _ number: Int, to sections: inout [INISection]
    ) throws(INIError) {
        guard let section = sections.indices.last, let entry = sections[section].entries.indices.last else {
            throw INIError(line: number, reason: "the indented line continues nothing")
        }
        sections[section].entries[entry].lines.append(INISection.Entry.Line(text: String(line), number: number))
    }

    /// A value without the comment that may follow it after a space.
    private static func withoutComment(_ value: Substring) -> Substring {
        var wasSpace = false
        for index in value.utf8.indices {
            let byte = value.utf8[index]
            if wasSpace && (byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";")) { return value[..<index] }
            wasSpace = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
        }
        return value
    }
}
