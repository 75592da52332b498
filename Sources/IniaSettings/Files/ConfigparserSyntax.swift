/// Configuration files as Python's `configparser.RawConfigParser` reads them.
///
/// Nothing may repeat. A colon separates as well as an equals sign. Comments stand on lines of their own alone. What is
/// indented deeper than its entry continues it, and a section `DEFAULT` gives values to all others.
struct ConfigparserSyntax {
    private static let inherited = "DEFAULT"
    /// How many entries all sections together may have of `DEFAULT`: each has all of them.
    private static let mostInherited = 1 << 18
    private struct EntryName: Hashable {
        let section: String
        let name: String
    }

    private var sections: [INISection] = []
    private var headers: Set<String> = []
    private var names: Set<EntryName> = []
    private var indentation = 0
    private var isInEntry = false
    private var flaw: INIError?

    static func sections(of text: String) throws(INIError) -> [INISection] {
        var syntax = ConfigparserSyntax()
        for (number, line) in numberedLines(text) { try syntax.read(line, number) }
        if let flaw = syntax.flaw { throw flaw }
        return try syntax.finished()
    }

    private mutating func read(_ line: Substring, _ number: Int) throws(INIError) {
        let content = line.trimmed
        if content.hasPrefix("#") || content.hasPrefix(";") { return }
        guard !content.isEmpty else {
            if isInEntry { continueEntry("", number) }
            return
        }
        let indent = line.unicodeScalars.prefix { $0.properties.isWhitespace }.count
        if isInEntry && indent > indentation { return continueEntry(content, number) }
        indentation = indent
        if content.hasPrefix("["), let end = content.lastIndex(of: "]"), content.startIndex < content.index(before: end)
        {
            return try beginSection(String(content[..<end].dropFirst()), number)
        }
        guard !sections.isEmpty else { throw INIError(line: number, reason: "the file has no section header") }
        try beginEntry(content, number)
    }

    private mutating func continueEntry(_ text: Substring, _ number: Int) {
        guard let section = sections.indices.last, let entry = sections[section].entries.indices.last else { return }
        sections[section].entries[entry].lines.append(INISection.Entry.Line(text: String(text), number: number))
    }

    private mutating func beginSection(_ header: String, _ number: Int) throws(INIError) {
        isInEntry = false
        guard header == Self.inherited || headers.insert(header).inserted else {
            throw INIError(line: number, reason: "the section [\(header)] already exists")
        }
        sections.append(INISection(header: header, line: number))
    }

    private mutating func beginEntry(_ content: Substring, _ number: Int) throws(INIError) {
        guard let separator = content.firstIndex(where: { $0 == "=" || $0 == ":" }) else {
            flaw = flaw ?? INIError(line: number, reason: "the line is neither a section nor an entry")
            return
        }
        let name = content[..<separator].trimmed.lowercased()
        guard !name.isEmpty else {
            flaw = flaw ?? INIError(line: number, reason: "the entry has no name")
            return
        }
        let last = sections.count - 1
        guard names.insert(EntryName(section: sections[last].header, name: name)).inserted else {
            throw INIError(line: number, reason: "the entry \(name) already exists in [\(sections[last].header)]")
        }
        let value = String(content[content.index(after: separator)...].trimmed)
        isInEntry = true
        sections[last].entries.append(
            INISection.Entry(name: name, lines: [INISection.Entry.Line(text: value, number: number)]))
    }

    /// The sections with inherited entries, and without the empty lines at the ends of values.
    private func finished() throws(INIError) -> [INISection] {
        var all = sections
        let shared = all.filter { $0.header == Self.inherited }.flatMap(\.entries)
        all.removeAll { $0.header == Self.inherited }
        guard shared.count * all.count <= Self.mostInherited else {
            throw INIError(line: shared.last?.line ?? 0, reason: "too many sections inherit too many entries")
        }
        for section in all.indices {
            let header = all[section].header
            all[section].entries += shared.filter { !names.contains(EntryName(section: header, name: $0.name)) }
            for entry in all[section].entries.indices {
                while all[section].entries[entry].lines.count > 1, all[section].entries[entry].lines.last?.text == "" {
                    all[section].entries[entry].lines.removeLast()
                }
            }
        }
        return all
    }
}
