/// The form of the region names of a partition: the small part of regular expressions that AWS's lists use.
///
/// Literals, `\d`, `\w`, escapes, `.`, groups with alternatives, `+`, `*`, `?`, `^` and `$`. All ways to match are
/// followed at once, so the time is bounded by the product of both lengths.
struct RegionPattern: Sendable {
    private indirect enum Node: Sendable {
        case literal(UInt8)
        case digit
        case word
        case any
        case start
        case end
        case alternatives([[Node]])
        case repeated(Node, isOptional: Bool, isEndless: Bool)
    }

    private let alternatives: [[Node]]

    /// Reads a pattern, or gives nil where it has what this reader does not know.
    init?(_ text: String) {
        var rest = Substring(text).utf8
        guard let alternatives = Self.alternatives(&rest, depth: 0), rest.isEmpty else { return nil }
        self.alternatives = alternatives
    }

    /// Whether the pattern fits the beginning of a text.
    func matchesPrefix(of text: String) -> Bool {
        let bytes = Array(text.utf8)
        return !Self.ends(ofAny: alternatives, in: bytes, from: [0]).isEmpty
    }

    private static func alternatives(_ rest: inout Substring.UTF8View, depth: Int) -> [[Node]]? {
        guard depth < 8 else { return nil }
        var all: [[Node]] = []
        var current: [Node] = []
        while let byte = rest.first, byte != UInt8(ascii: ")") {
            rest.removeFirst()
            if byte == UInt8(ascii: "|") {
                all.append(current)
                current = []
                continue
            }
            guard let node = node(byte, &rest, depth: depth) else { return nil }
            current.append(repeated(node, &rest))
        }
        return all + [current]
    }

    private static func node(_ byte: UInt8, _ rest: inout Substring.UTF8View, depth: Int) -> Node? {
        switch byte {
        case UInt8(ascii: "\\"):
            switch rest.popFirst() {
            case UInt8(ascii: "d"): return .digit
            case UInt8(ascii: "w"): return .word
            case let escaped? where !escaped.isLetterOrDigit: return .literal(escaped)
            default: return nil
            }
        case UInt8(ascii: "("):
            if rest.starts(with: "?:".utf8) { rest = rest.dropFirst(2) }
            guard let inner = alternatives(&rest, depth: depth + 1), rest.popFirst() == UInt8(ascii: ")") else {
                return nil
            }
            return .alternatives(inner)
        case UInt8(ascii: "^"): return .start
        case UInt8(ascii: "$"): return .end
        case UInt8(ascii: "."): return .any
        case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "+"),
            UInt8(ascii: "*"), UInt8(ascii: "?"):
            return nil
        default: return .literal(byte)
        }
    }

    private static func repeated(_ node: Node, _ rest: inout Substring.UTF8View) -> Node {
        switch rest.first {
        case UInt8(ascii: "+"):
            rest.removeFirst()
            return .repeated(node, isOptional: false, isEndless: true)
        case UInt8(ascii: "*"):
            rest.removeFirst()
            return .repeated(node, isOptional: true, isEndless: true)
        case UInt8(ascii: "?"):
            rest.removeFirst()
            return .repeated(node, isOptional: true, isEndless: false)
        default: return node
        }
    }

    private static func ends(ofAny alternatives: [[Node]], in text: [UInt8], from starts: Set<Int>) -> Set<Int> {
        alternatives.reduce(into: []) { ends, sequence in
            ends.formUnion(
                sequence.reduce(starts) { positions, node in self.ends(of: node, in: text, from: positions) })
        }
    }

    private static func ends(of node: Node, in text: [UInt8], from starts: Set<Int>) -> Set<Int> {
        switch node {
        case .literal(let byte): return step(starts, in: text) { $0 == byte }
        case .digit: return step(starts, in: text, where: \.isDigit)
        case .word: return step(starts, in: text) { $0.isLetterOrDigit || $0 == UInt8(ascii: "_") || $0 >= 0x80 }
        case .any: return step(starts, in: text) { _ in true }
        case .start: return starts.filter { $0 == 0 }
        case .end: return starts.filter { $0 == text.count }
        case .alternatives(let inner): return ends(ofAny: inner, in: text, from: starts)
        case .repeated(let inner, let isOptional, let isEndless):
            var reached = isOptional ? starts : []
            var fresh = starts
            while !fresh.isEmpty {
                // Not by `subtracting`, which goes through all that was reached.
                fresh = ends(of: inner, in: text, from: fresh).filter { !reached.contains($0) }
                reached.formUnion(fresh)
                if !isEndless { break }
            }
            return reached
        }
    }

    private static func step(_ starts: Set<Int>, in text: [UInt8], where fits: (UInt8) -> Bool) -> Set<Int> {
        Set(starts.compactMap { $0 < text.count && fits(text[$0]) ? $0 + 1 : nil })
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        isDigit || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z"))
    }
}
