import Inia

/// The aws command line's short form of structures, lists and maps: `Key=Value,Names=[a,b],Inner={X=1}`.
///
/// `A=1,2,B=3` is a list for `A` and a text for `B`; values may be quoted with `'` or `"`, and a backslash keeps a
/// comma. The result holds texts, lists and maps only: what they stand for is told by the shape.
struct Shorthand {
    private var rest: Substring

    /// Parses a whole text.
    static func parse(_ text: String) throws(CommandError) -> Value {
        var parser = Shorthand(rest: text[...])
        let value = try parser.pairs(until: nil, depth: 0)
        guard parser.rest.isEmpty else { throw parser.unexpected() }
        return value
    }

    private init(rest: Substring) { self.rest = rest }

    /// `key=value` pairs, to the end or to a closing brace.
    private mutating func pairs(until end: Character?, depth: Int) throws(CommandError) -> Value {
        guard depth < 64 else { throw .usage("the value is nested too deeply") }
        var entries: [MapEntry] = []
        skipSpace()
        while let next = rest.first, next != end {
            let key = self.key()
            guard !key.isEmpty, rest.first == "=" || rest.hasPrefix("@=") else {
                throw .usage(
                    "Expected: '=', received: '\(rest.first.map(String.init) ?? "end of text")' after '\(key)'")
            }
            rest = rest.drop { $0 == "@" }.dropFirst()
            entries.append(MapEntry(key: key, value: try values(until: end, depth: depth)))
            skipSpace()
            if rest.first == "," {
                rest = rest.dropFirst()
                skipSpace()
            } else if rest.first != end {
                throw unexpected()
            }
        }
        return .map(entries)
    }

    private mutating func key() -> String {
        let key = rest.prefix { $0.isLetter || $0.isNumber || "-_.#/:".contains($0) }
        rest = rest.dropFirst(key.count)
        return String(key)
    }

    /// What stands behind `=`: one value, or several with commas between, up to the next `key=`.
    private mutating func values(until end: Character?, depth: Int) throws(CommandError) -> Value {
        skipSpace()
        if rest.first == "[" { return try list(depth: depth) }
        if rest.first == "{" { return try braced(depth: depth) }
        var all = [try scalar(depth: depth)]
        var hasComma = false
        while rest.first == ",", !nextIsKey(), rest.dropFirst().first != nil || !hasComma {
            rest = rest.dropFirst()
            hasComma = true
            skipSpace()
            if rest.isEmpty || rest.first == end { break }
            all.append(try scalar(depth: depth))
        }
        return all.count == 1 && !hasComma ? all[0] : .list(all)
    }

    /// Whether a `key=` follows the comma that comes next.
    private func nextIsKey() -> Bool {
        let after = rest.dropFirst().drop { $0 == " " }
        let key = after.prefix { $0.isLetter || $0.isNumber || "-_.#/:".contains($0) }
        let behind = after.dropFirst(key.count)
        return !key.isEmpty && (behind.first == "=" || behind.hasPrefix("@="))
    }

    private mutating func list(depth: Int) throws(CommandError) -> Value {
        guard depth < 64 else { throw .usage("the value is nested too deeply") }
        rest = rest.dropFirst()
        var elements: [Value] = []
        skipSpace()
        while let next = rest.first, next != "]" {
            switch next {
            case "[": elements.append(try list(depth: depth + 1))
            case "{": elements.append(try braced(depth: depth + 1))
            default: elements.append(try scalar(depth: depth))
            }
            skipSpace()
            if rest.first == "," {
                rest = rest.dropFirst()
                skipSpace()
            } else if rest.first != "]" {
                throw unexpected()
            }
        }
        guard rest.first == "]" else { throw unexpected() }
        rest = rest.dropFirst()
        return .list(elements)
    }

    private mutating func braced(depth: Int) throws(CommandError) -> Value {
        rest = rest.dropFirst()
        let value = try pairs(until: "}", depth: depth + 1)
        guard rest.first == "}" else { throw unexpected() }
        rest = rest.dropFirst()
        return value
    }

    private mutating func scalar(depth: Int) throws(CommandError) -> Value {
        if let quote = rest.first, quote == "\"" || quote == "'" { return .string(try quoted(quote)) }
        var text = ""
        while let next = rest.first, !",]}".contains(next) || (next == "}" && depth == 0) || (next == "]" && depth == 0)
        {
            rest = rest.dropFirst()
            if next == "\\", let kept = rest.first, ",\\".contains(kept) {
                text.append(kept)
                rest = rest.dropFirst()
            } else {
                text.append(next)
            }
        }
        while text.last == " " { text.removeLast() }
        return .string(text)
    }

    private mutating func quoted(_ quote: Character) throws(CommandError) -> String {
        rest = rest.dropFirst()
        var text = ""
        while let next = rest.first {
            rest = rest.dropFirst()
            if next == quote { return text }
            if next == "\\", let kept = rest.first, kept == quote || kept == "\\" {
                text.append(kept)
                rest = rest.dropFirst()
            } else {
                text.append(next)
            }
        }
        throw .usage("Expected: '\(quote)', received: end of text")
    }

    private mutating func skipSpace() { rest = rest.drop { $0 == " " || $0 == "\n" || $0 == "\t" } }

    private func unexpected() -> CommandError {
        .usage("Unexpected \(rest.first.map { "'\($0)'" } ?? "end of text") in the value")
    }
}
