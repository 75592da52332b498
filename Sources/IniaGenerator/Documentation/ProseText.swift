/// Turns the HTML of AWS's documentation into Markdown for doc comments.
enum ProseText {
    /// The most characters of a text that are kept; a doc comment is no manual.
    static let limit = 4000

    /// The text with paragraphs, lists, code and emphasis as Markdown, and all other markup left out.
    static func markdown(_ html: String) -> String {
        var writer = ProseWriter()
        var rest = html[...]
        while !rest.isEmpty, writer.count < limit {
            if rest.first == "<", let end = rest.firstIndex(of: ">") {
                writer.tag(rest[rest.index(after: rest.startIndex)..<end])
                rest = rest[rest.index(after: end)...]
            } else {
                let end = rest.dropFirst().firstIndex(of: "<") ?? rest.endIndex
                writer.text(rest[..<end])
                rest = rest[end...]
            }
        }
        return writer.finished(isWhole: rest.isEmpty)
    }
}

/// Collects Markdown, with one blank between words and one empty line between paragraphs.
private struct ProseWriter {
    private var output = ""
    private var depth = 0
    /// What is put out before the next word: nothing, a blank, or a new line or paragraph.
    private var gap = Gap.none
    private(set) var count = 0

    private enum Gap: Int { case none, blank, line, paragraph }

    mutating func tag(_ tag: Substring) {
        let isEnd = tag.first == "/"
        let name = (isEnd ? tag.dropFirst() : tag).prefix { $0.isLetter || $0.isNumber }.lowercased()
        switch name {
        case "p", "div", "note", "important", "dl", "h1", "h2", "h3", "h4", "pre":
            widen(to: depth > 0 ? .line : .paragraph)
        case "br", "dt", "dd": widen(to: .line)
        case "ul", "ol":
            depth = max(0, depth + (isEnd ? -1 : 1))
            widen(to: depth == 0 || (depth == 1 && !isEnd) ? .paragraph : .line)
        case "li":
            widen(to: .line)
            if !isEnd { word(String(repeating: "  ", count: max(0, depth - 1)) + "- ", isMark: true) }
        case "code": mark("`", isEnd)
        case "b", "strong": mark("**", isEnd)
        case "i", "em": mark("*", isEnd)
        default: break
        }
    }

    mutating func text(_ text: Substring) {
        for part in Self.resolved(text).split(omittingEmptySubsequences: false, whereSeparator: \.isWhitespace)
            .enumerated()
        {
            if part.offset > 0 { widen(to: .blank) }
            if !part.element.isEmpty { word(String(part.element), isMark: false) }
        }
    }

    func finished(isWhole: Bool) -> String { isWhole ? output : output + " …" }

    /// A mark around words: an opening one takes the gap before it, a closing one stands before it.
    private mutating func mark(_ mark: String, _ isEnd: Bool) {
        guard isEnd else { return word(mark, isMark: true) }
        let later = gap
        gap = .none
        word(mark, isMark: false)
        gap = later
    }

    private mutating func word(_ text: String, isMark: Bool) {
        if !output.isEmpty {
            switch gap {
            case .none: break
            case .blank: output += " "
            case .line: output += "\n"
            case .paragraph: output += "\n\n"
            }
        }
        gap = .none
        output += text
        count += text.count
    }

    private mutating func widen(to wanted: Gap) {
        // A list's own mark is followed by its words, whatever the markup between them.
        if wanted != .none, output.hasSuffix("- ") { return }
        if wanted.rawValue > gap.rawValue { gap = wanted }
    }

    private static func resolved(_ text: Substring) -> String {
        guard text.contains("&") else { return String(text) }
        var result = ""
        var rest = text
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            let name = rest[rest.index(after: start)...].prefix(8)
            if let end = name.firstIndex(of: ";"), let character = character(named: name[..<end]) {
                result.append(character)
                rest = rest[rest.index(after: end)...]
            } else {
                result.append("&")
                rest = rest[rest.index(after: start)...]
            }
        }
        return result + rest
    }

    private static func character(named name: Substring) -> Character? {
        switch name {
        case "amp": "&"
        case "lt": "<"
        case "gt": ">"
        case "quot": "\""
        case "apos": "'"
        case "nbsp": " "
        default:
            if name.hasPrefix("#x") {
                UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init).map { Character($0) }
            } else if name.hasPrefix("#") {
                UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init).map { Character($0) }
            } else {
                nil
            }
        }
    }
}
