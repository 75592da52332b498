/// A section of a configuration file before its name is understood.
struct INISection: Sendable, Equatable {
    /// One `name = value` with the lines that continue it.
    struct Entry: Sendable, Equatable {
        var name: String
        /// The text after the separator, and that of each continuation line.
        var lines: [Line]

        struct Line: Sendable, Equatable {
            var text: String
            var number: Int
        }

        var line: Int { lines.first?.number ?? 0 }
    }

    /// What stands in the brackets.
    var header: String
    var line: Int
    var entries: [Entry] = []
}

/// Why a text is not a configuration file.
struct INIError: Error, Equatable {
    var line: Int
    var reason: String
}

extension Substring {
    /// The text without spaces, tabs and line ends at either end.
    var trimmed: Substring {
        var rest = self
        while let first = rest.unicodeScalars.first, first.properties.isWhitespace { rest.unicodeScalars.removeFirst() }
        while let last = rest.unicodeScalars.last, last.properties.isWhitespace { rest.unicodeScalars.removeLast() }
        return rest
    }
}

/// The lines of a text, with LF, CR LF or CR at their ends, numbered from 1.
func numberedLines(_ text: String) -> [(number: Int, text: Substring)] {
    var lines: [(number: Int, text: Substring)] = []
    var rest = text.utf8[...]
    while !rest.isEmpty {
        let end = rest.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? rest.endIndex
        lines.append((lines.count + 1, Substring(rest[..<end])))
        rest = rest[end...]
        if rest.popFirst() == UInt8(ascii: "\r"), rest.first == UInt8(ascii: "\n") { rest.removeFirst() }
    }
    return lines
}
