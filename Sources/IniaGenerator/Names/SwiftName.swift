internal import IniaShapes

/// Names as Swift's API guidelines want them, made of AWS's.
enum SwiftName {
    /// The name of a service's client: its id, each word with a capital: `S3`, `APIGateway`.
    static func client(of traits: ServiceTraits) -> String {
        let words = traits.serviceID.split { !$0.isLetter && !$0.isNumber }
        let name = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        return name.isEmpty ? "Service" : startingWithLetter(name)
    }

    /// The name of a type: AWS's, with a capital first and without what no name can have.
    static func type(_ name: String) -> String {
        let name = words(of: name).map { capitalized($0) }.joined()
        return startingWithLetter(String(decoding: name, as: UTF8.self))
    }

    /// The name of a member, a case or a method: AWS's, its first word in small letters: `eTag`, `sseAlgorithm`,
    /// `ipv6Address`.
    static func member(_ name: String) -> String {
        var name = words(of: name)
        guard let first = name.first else { return "_" }
        let rest = name.dropFirst().map { capitalized($0) }
        name = [withSmallStart(first)] + rest
        return startingWithLetter(String(decoding: name.joined(), as: UTF8.self))
    }

    /// The name of a known value of a text: words are divided by what is no letter or digit, and those all in capitals
    /// are taken as ordinary words: `STANDARD_IA` is `standardIa`, `t2.micro` is `t2Micro`.
    static func value(_ text: String) -> String? {
        var words = words(of: text)
        guard !words.isEmpty else { return nil }
        if text.utf8.allSatisfy({ !$0.isSmallLetter }) { words = words.map { $0.map(\.lowered) } }
        var name = withSmallStart(words[0])
        for word in words.dropFirst() {
            // Digits on both sides of a divider would run together: 1.2 is not 12.
            if let last = name.last, last.isDigit, let first = word.first, first.isDigit {
                name.append(UInt8(ascii: "_"))
            }
            name += capitalized(word)
        }
        return startingWithLetter(String(decoding: name, as: UTF8.self))
    }

    /// The name of a value without a letter or digit: its signs by what they are called.
    static func symbols(_ text: String) -> String {
        guard !text.isEmpty else { return "empty" }
        let words = text.unicodeScalars.map { signs[$0] ?? "sign" + String($0.value, radix: 16) }
        return member(words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined())
    }

    private static let signs: [Unicode.Scalar: String] = [
        "*": "asterisk", "+": "plus", "-": "minus", "=": "equal", "!": "not", "<": "less", ">": "greater", "/": "slash",
        "%": "percent", "&": "and", "|": "or", "?": "question", "^": "caret", "_": "underscore", " ": "space",
        ".": "dot", ",": "comma", ":": "colon", ";": "semicolon", "#": "number", "$": "dollar", "@": "at", "~": "tilde",
    ]

    /// The name as a declaration or a use spells it: in backticks where it is a word of the language.
    static func quoted(_ name: String) -> String { keywords.contains(name) ? "`\(name)`" : name }

    private static func words(of name: String) -> [[UInt8]] {
        name.utf8.split { !$0.isDigit && !$0.isLetter }.map(Array.init)
    }

    private static func capitalized(_ word: [UInt8]) -> [UInt8] {
        guard let first = word.first else { return word }
        return [first.raised] + word.dropFirst()
    }

    /// The word with its leading capitals made small, but for the one that begins the next word.
    private static func withSmallStart(_ word: [UInt8]) -> [UInt8] {
        let capitals = word.prefix { $0.isCapital }.count
        guard capitals > 0 else { return word }
        let rest = Array(word[capitals...])
        var isWhole = capitals == 1 || rest.isEmpty
        if let next = rest.first {
            // A number ends a word, as does the s of a plural or the v of a version: EC2Instance, IDs, IPv6.
            let follower = rest.dropFirst().first
            isWhole =
                isWhole || !next.isSmallLetter
                || (next == UInt8(ascii: "s") && (follower.map { !$0.isSmallLetter } ?? true))
                || (next == UInt8(ascii: "v") && (follower.map(\.isDigit) ?? false))
        }
        let small = isWhole ? capitals : capitals - 1
        return word[..<small].map(\.lowered) + word[small...]
    }

    private static func startingWithLetter(_ name: String) -> String {
        guard let first = name.utf8.first else { return "_" }
        return first.isDigit ? "_" + name : name
    }

    private static let keywords: Set<String> = [
        "Any", "Protocol", "Self", "Type", "actor", "as", "associatedtype", "async", "await", "break", "case", "catch",
        "class", "continue", "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false",
        "fileprivate", "for", "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "nil",
        "operator", "precedencegroup", "private", "protocol", "public", "repeat", "rethrows", "return", "self",
        "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var",
        "where", "while",
    ]
}

extension UInt8 {
    fileprivate var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    fileprivate var isCapital: Bool { self >= 0x41 && self <= 0x5A }
    fileprivate var isSmallLetter: Bool { self >= 0x61 && self <= 0x7A }
    fileprivate var isLetter: Bool { isCapital || isSmallLetter }
    fileprivate var lowered: UInt8 { isCapital ? self | 0x20 : self }
    fileprivate var raised: UInt8 { isSmallLetter ? self & ~0x20 : self }
}
