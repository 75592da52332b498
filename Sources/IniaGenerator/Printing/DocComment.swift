/// Markdown as lines of a doc comment.
enum DocComment {
    private static let width = 110

    /// The lines, those that are too long cut between words; what belongs to an item of a list is indented like it.
    static func lines(of markdown: String) -> [String] {
        markdown.split(separator: "\n", omittingEmptySubsequences: false).flatMap(wrapped)
    }

    private static func wrapped(_ line: Substring) -> [String] {
        let margin = String(line.prefix { $0 == " " })
        let content = line.dropFirst(margin.count)
        let hanging = content.hasPrefix("- ") ? margin + "  " : margin
        var lines: [String] = []
        var current = margin
        var isBegun = false
        for word in content.split(whereSeparator: \.isWhitespace) {
            if isBegun, current.count + 1 + word.count > width {
                lines.append(current)
                current = hanging
                isBegun = false
            }
            current += isBegun ? " " + word : word
            isBegun = true
        }
        return lines + [isBegun ? current : ""]
    }
}
