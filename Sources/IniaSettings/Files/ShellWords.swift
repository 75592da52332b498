/// Texts that are split as a POSIX shell splits a command line, with nothing expanded.
public enum ShellWords {
    /// A word and whether any of it was quoted.
    struct Word {
        var text = ""
        var isQuoted = false
    }

    /// The words of a text, or nil where a quote is not closed or a backslash ends it.
    public static func words(_ text: String) -> [String]? { split(text)?.map(\.text) }

    static func split(_ text: String) -> [Word]? {
        var words: [Word] = []
        var word: Word?
        var quote: Unicode.Scalar?
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                isEscaped = false
                // Within double quotes a backslash only escapes what would otherwise be special there.
                if quote == "\"", scalar != "\"", scalar != "\\" { word?.text.unicodeScalars.append("\\") }
                word?.text.unicodeScalars.append(scalar)
            } else if scalar == "\\" && quote != "'" {
                isEscaped = true
                word = word ?? Word()
            } else if let open = quote {
                if scalar == open { quote = nil } else { word?.text.unicodeScalars.append(scalar) }
            } else if scalar == "\"" || scalar == "'" {
                quote = scalar
                word = Word(text: word?.text ?? "", isQuoted: true)
            } else if scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" {
                if let finished = word { words.append(finished) }
                word = nil
            } else {
                word = word ?? Word()
                word?.text.unicodeScalars.append(scalar)
            }
        }
        guard quote == nil, !isEscaped else { return nil }
        if let word { words.append(word) }
        return words
    }
}
