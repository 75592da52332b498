/// Prose of botocore's data, which is HTML, as lines of a doc comment.
enum DocComment {
    private static let width = 110

    /// The prose in lines, paragraphs divided by empty ones.
    static func lines(of html: String) -> [String] {
        var lines: [String] = []
        for paragraph in paragraphs(of: html) {
            if !lines.isEmpty { lines.append("") }
            var line = ""
            for word in paragraph.split(whereSeparator: \.isWhitespace) {
                if !line.isEmpty, line.count + 1 + word.count > width {
                    lines.append(line)
                    line = ""
                }
                line += line.isEmpty ? word : " " + word
            }
            if !line.isEmpty { lines.append(line) }
        }
        return lines
    }

    /// The text between tags; a tag of a block begins a paragraph, one of code becomes a backtick.
    private static func paragraphs(of html: String) -> [String] {
        var paragraphs: [String] = []
        var current = ""
        var rest = html[...]
        while let open = rest.firstIndex(of: "<") {
            current += rest[..<open]
            guard let close = rest[open...].firstIndex(of: ">") else {
                rest = rest[open...]
                break
            }
            let tag = rest[rest.index(after: open)..<close].drop { $0 == "/" }
            let name = tag.prefix { $0.isLetter || $0.isNumber }.lowercased()
            rest = rest[rest.index(after: close)...]
            if name == "code" {
                current += "`"
            } else if blocks.contains(name) {
                paragraphs.append(current)
                current = ""
            }
        }
        paragraphs.append(current + rest)
        return paragraphs.map(unescaped).filter { $0.contains { !$0.isWhitespace } }
    }

    private static let blocks: Set<String> = [
        "p", "ul", "ol", "li", "dl", "dt", "dd", "br", "note", "important", "h1", "h2", "h3", "h4", "h5", "h6", "pre",
        "table", "tr", "fullname", "title", "para", "div",
    ]

    private static func unescaped(_ text: String) -> String {
        guard text.contains("&") else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            rest = rest[start...]
            guard let entity = entities.first(where: { rest.hasPrefix($0.name) }) else {
                result += "&"
                rest = rest.dropFirst()
                continue
            }
            result += entity.text
            rest = rest.dropFirst(entity.name.count)
        }
        return result + rest
    }

    private static let entities: [(name: String, text: String)] = [
        ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"),
        ("&nbsp;", " "),
    ]
}
