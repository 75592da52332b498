import IniaPrimitives
import IniaShapes
import IniaText

/// A word of an expression.
struct Token {
    enum Kind: Equatable {
        case end, identifier, quotedIdentifier, literal, number
        case dot, star, comma, colon, current, reference
        case leftParenthesis, rightParenthesis, leftBrace, rightBrace, leftBracket, rightBracket
        case flatten, filter, pipe, or, and, not
        case compare(Comparison)
    }

    let kind: Kind
    let offset: Int
    var text = ""
    var number = 0
    var value = Value.null
}

/// Cuts an expression into words.
struct Lexer {
    private let units: [UInt8]
    private var place = 0

    static func tokens(of expression: String) throws(JMESPathError) -> [Token] {
        var lexer = Lexer(units: Array(expression.utf8))
        guard !lexer.units.isEmpty else { throw JMESPathError(.syntax, "the expression is empty") }
        var tokens: [Token] = []
        while let token = try lexer.next() { tokens.append(token) }
        tokens.append(Token(kind: .end, offset: lexer.units.count))
        return tokens
    }

    private init(units: [UInt8]) { self.units = units }

    private mutating func next() throws(JMESPathError) -> Token? {
        while let unit = unit(), [0x20, 0x09, 0x0A, 0x0D].contains(unit) { place += 1 }
        guard let unit = unit() else { return nil }
        switch unit {
        case UInt8(ascii: "`"): return try literal()
        case UInt8(ascii: "'"): return try rawString()
        case UInt8(ascii: "\""): return try quotedIdentifier()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default:
            if unit.beginsIdentifier { return identifier() }
            return try sign()
        }
    }

    private mutating func sign() throws(JMESPathError) -> Token {
        let start = place
        for (text, kind) in Self.signs where starts(with: text) {
            place += text.utf8CodeUnitCount
            return Token(kind: kind, offset: start)
        }
        throw syntax("an unknown character", at: start)
    }

    /// Longer signs stand before those that they begin with.
    private static let signs: [(StaticString, Token.Kind)] = [
        ("[]", .flatten), ("[?", .filter), ("[", .leftBracket), ("]", .rightBracket), ("||", .or), ("|", .pipe),
        ("&&", .and), ("&", .reference), ("==", .compare(.equal)), ("!=", .compare(.notEqual)), ("!", .not),
        ("<=", .compare(.lessOrEqual)), ("<", .compare(.less)), (">=", .compare(.greaterOrEqual)),
        (">", .compare(.greater)), (".", .dot), ("*", .star), (",", .comma), (":", .colon), ("@", .current),
        ("(", .leftParenthesis), (")", .rightParenthesis), ("{", .leftBrace), ("}", .rightBrace),
    ]

    private func starts(with text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard place + count <= units.count else { return false }
        return (0..<count).allSatisfy { units[place + $0] == text.utf8Start[$0] }
    }

    private mutating func identifier() -> Token {
        let start = place
        while let unit = unit(), unit.beginsIdentifier || unit.isDigit { place += 1 }
        return Token(kind: .identifier, offset: start, text: text(start..<place))
    }

    private mutating func number() throws(JMESPathError) -> Token {
        let start = place
        let isNegative = unit() == UInt8(ascii: "-")
        if isNegative { place += 1 }
        let digits = place
        var magnitude = 0
        while let unit = unit(), unit.isDigit {
            // No list is so long that larger numbers would tell anything else apart.
            magnitude = min(magnitude * 10 + Int(unit & 0x0F), 1 << 52)
            place += 1
        }
        guard place > digits else { throw syntax("a minus without a number", at: start) }
        return Token(kind: .number, offset: start, number: isNegative ? -magnitude : magnitude)
    }

    private mutating func literal() throws(JMESPathError) -> Token {
        let start = place
        let content = try delimited(by: UInt8(ascii: "`"), unescaping: true)
        if let document = try? JSONReader.document(Bytes(content)) {
            return Token(kind: .literal, offset: start, value: Value(plain: document))
        }
        // What is no JSON is taken for a string that lacks its quotes, as in the language's first years.
        let trimmed = content.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        let quote = [UInt8(ascii: "\"")]
        guard let document = try? JSONReader.document(Bytes(quote + trimmed + quote)) else {
            throw syntax("a literal is not JSON", at: start)
        }
        return Token(kind: .literal, offset: start, value: Value(plain: document))
    }

    private mutating func rawString() throws(JMESPathError) -> Token {
        let start = place
        let content = try delimited(by: UInt8(ascii: "'"), unescaping: true)
        return Token(kind: .literal, offset: start, value: .string(String(decoding: content, as: UTF8.self)))
    }

    private mutating func quotedIdentifier() throws(JMESPathError) -> Token {
        let start = place
        _ = try delimited(by: UInt8(ascii: "\""), unescaping: false)
        guard let name = try? JSONReader.document(Bytes(Array(units[start..<place]))).asString else {
            throw syntax("a quoted name is not a JSON string", at: start)
        }
        return Token(kind: .quotedIdentifier, offset: start, text: name)
    }

    /// Reads up to the next delimiter that no backslash stands before; of those that one does, it may be taken away.
    private mutating func delimited(by delimiter: UInt8, unescaping: Bool) throws(JMESPathError) -> [UInt8] {
        let start = place
        var content: [UInt8] = []
        place += 1
        while let unit = unit(), unit != delimiter {
            place += 1
            guard unit == UInt8(ascii: "\\"), let escaped = self.unit() else {
                content.append(unit)
                continue
            }
            place += 1
            if !unescaping || escaped != delimiter { content.append(unit) }
            content.append(escaped)
        }
        guard unit() == delimiter else { throw syntax("a quotation has no end", at: start) }
        place += 1
        return content
    }

    private func unit() -> UInt8? { place < units.count ? units[place] : nil }

    private func text(_ range: Range<Int>) -> String { String(decoding: units[range], as: UTF8.self) }

    private func syntax(_ message: String, at offset: Int) -> JMESPathError {
        JMESPathError(.syntax, "\(message) at byte \(offset)")
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    fileprivate var beginsIdentifier: Bool {
        let lower = self | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z") || self == UInt8(ascii: "_")
    }
}
