import IniaShapes

/// Puts an expression's words together by how tightly they bind (a Pratt parser).
struct Parser {
    private let tokens: [Token]
    private var place = 0
    private var recursion = 0

    /// A part of the expression and how deeply it is nested.
    struct Part {
        var node: Node
        var depth = 1
    }

    init(_ tokens: [Token]) { self.tokens = tokens }

    mutating func parse() throws(JMESPathError) -> Node {
        let part = try expression()
        guard current.kind == .end else { throw unexpected() }
        return part.node
    }

    private static let maximumDepth = 200

    /// How tightly each word binds to what stands before it.
    private func power(_ kind: Token.Kind) -> Int {
        switch kind {
        case .pipe: 1
        case .or: 2
        case .and: 3
        case .compare: 5
        case .flatten: 9
        case .star: 20
        case .filter: 21
        case .dot: 40
        case .not: 45
        case .leftBrace: 50
        case .leftBracket: 55
        case .leftParenthesis: 60
        default: 0
        }
    }

    /// Words that bind less tightly than this end a projection.
    private static let projectionStop = 10

    private mutating func expression(_ minimum: Int = 0) throws(JMESPathError) -> Part {
        recursion += 1
        defer { recursion -= 1 }
        guard recursion <= Self.maximumDepth else { throw tooDeep }
        var left = try first()
        while minimum < power(current.kind) { left = try extended(left) }
        return left
    }

    private var current: Token { tokens[min(place, tokens.count - 1)] }

    private func kind(ahead: Int) -> Token.Kind { tokens[min(place + ahead, tokens.count - 1)].kind }

    private mutating func take(_ kind: Token.Kind) -> Bool {
        guard current.kind == kind else { return false }
        place += 1
        return true
    }

    private mutating func require(_ kind: Token.Kind) throws(JMESPathError) {
        guard take(kind) else { throw unexpected() }
    }

    private func unexpected() -> JMESPathError {
        current.kind == .end
            ? JMESPathError(.syntax, "the expression ends too early")
            : JMESPathError(.syntax, "an unexpected word at byte \(current.offset)")
    }

    private var tooDeep: JMESPathError { JMESPathError(.syntax, "the expression is nested too deeply") }

    /// A node around parts, or an error where that would be too deep to evaluate.
    private func wrap(_ parts: Part..., in node: Node) throws(JMESPathError) -> Part {
        try wrap(parts, in: node)
    }

    private func wrap(_ parts: [Part], in node: Node) throws(JMESPathError) -> Part {
        let depth = parts.reduce(0) { max($0, $1.depth) } + 1
        guard depth <= Self.maximumDepth else { throw tooDeep }
        return Part(node: node, depth: depth)
    }
}

extension Parser {
    /// Reads what can stand at the beginning of an expression.
    private mutating func first() throws(JMESPathError) -> Part {
        let token = current
        place += 1
        switch token.kind {
        case .literal: return Part(node: .literal(token.value))
        case .current: return Part(node: .current)
        case .identifier:
            return take(.leftParenthesis) ? try call(of: token.text) : Part(node: .field(token.text))
        case .quotedIdentifier:
            guard current.kind != .leftParenthesis else { throw unexpected() }
            return Part(node: .field(token.text))
        case .star:
            let through = current.kind == .rightBracket ? Part(node: .current) : try projected(20)
            return try wrap(through, in: .projectValues(.current, through: through.node))
        case .filter: return try filtered(Part(node: .current))
        case .flatten: return try flattened(Part(node: .current))
        case .leftBrace: return try selectedObject()
        case .leftBracket: return try bracketed()
        case .leftParenthesis:
            let inner = try expression()
            try require(.rightParenthesis)
            // Parentheses end a projection, so what follows must not join what is in them.
            return try wrap(inner, in: .chain([inner.node]))
        case .not:
            let inner = try expression(power(.not))
            return try wrap(inner, in: .not(inner.node))
        case .reference:
            let inner = try expression()
            return try wrap(inner, in: .reference(inner.node))
        default:
            place -= 1
            throw unexpected()
        }
    }

    /// Reads what can follow an expression, and puts both together.
    private mutating func extended(_ left: Part) throws(JMESPathError) -> Part {
        let token = current
        place += 1
        switch token.kind {
        case .dot:
            if take(.star) {
                let through = try projected(power(.dot))
                return try wrap(left, through, in: .projectValues(left.node, through: through.node))
            }
            return try chained(left, try afterDot(power(.dot)))
        case .pipe: return try chained(left, try expression(power(.pipe)))
        case .or:
            let right = try expression(power(.or))
            if case .any(let parts) = left.node { return try joined(left, right, .any(parts + [right.node])) }
            return try wrap(left, right, in: .any([left.node, right.node]))
        case .and:
            let right = try expression(power(.and))
            if case .all(let parts) = left.node { return try joined(left, right, .all(parts + [right.node])) }
            return try wrap(left, right, in: .all([left.node, right.node]))
        case .compare(let comparison):
            let right = try expression(power(token.kind))
            return try wrap(left, right, in: .compare(comparison, left.node, right.node))
        case .flatten: return try flattened(left)
        case .filter: return try filtered(left)
        case .leftBracket: return try indexed(left)
        default:
            place -= 1
            throw unexpected()
        }
    }

    /// A chain of two parts; where the left one is a chain already, it grows.
    private func chained(_ left: Part, _ right: Part) throws(JMESPathError) -> Part {
        if case .chain(let parts) = left.node { return try joined(left, right, .chain(parts + [right.node])) }
        return try wrap(left, right, in: .chain([left.node, right.node]))
    }

    private func joined(_ left: Part, _ right: Part, _ node: Node) throws(JMESPathError) -> Part {
        let part = Part(node: node, depth: max(left.depth, right.depth + 1))
        guard part.depth <= Self.maximumDepth else { throw tooDeep }
        return part
    }
}

extension Parser {
    /// Reads what each element of a projection is put through.
    private mutating func projected(_ power: Int) throws(JMESPathError) -> Part {
        if self.power(current.kind) < Self.projectionStop { return Part(node: .current) }
        switch current.kind {
        case .leftBracket, .filter: return try expression(power)
        case .dot:
            place += 1
            return try afterDot(power)
        default: throw unexpected()
        }
    }

    private mutating func afterDot(_ power: Int) throws(JMESPathError) -> Part {
        switch current.kind {
        case .identifier, .quotedIdentifier, .star: return try expression(power)
        case .leftBracket:
            place += 1
            return try selectedList()
        case .leftBrace:
            place += 1
            return try selectedObject()
        default: throw unexpected()
        }
    }

    private mutating func flattened(_ left: Part) throws(JMESPathError) -> Part {
        let list = try wrap(left, in: .flatten(left.node))
        let through = try projected(power(.flatten))
        return try wrap(list, through, in: .project(list.node, through: through.node))
    }

    private mutating func filtered(_ left: Part) throws(JMESPathError) -> Part {
        let condition = try expression()
        try require(.rightBracket)
        let through = current.kind == .flatten ? Part(node: .current) : try projected(power(.filter))
        return try wrap(
            left, condition, through, in: .filter(left.node, where: condition.node, through: through.node))
    }

    /// Reads what an opening bracket at the beginning of an expression begins.
    private mutating func bracketed() throws(JMESPathError) -> Part {
        switch current.kind {
        case .number, .colon: return try indexed(Part(node: .current))
        case .star where kind(ahead: 1) == .rightBracket: return try indexed(Part(node: .current))
        default: return try selectedList()
        }
    }

    /// Reads `0]`, `0:1:2]` or `*]` after an expression and its opening bracket.
    private mutating func indexed(_ left: Part) throws(JMESPathError) -> Part {
        if take(.star) {
            try require(.rightBracket)
            let through = try projected(power(.star))
            return try wrap(left, through, in: .project(left.node, through: through.node))
        }
        if current.kind == .colon || kind(ahead: 1) == .colon { return try sliced(left) }
        guard current.kind == .number else { throw unexpected() }
        let index = Part(node: .index(current.number))
        place += 1
        try require(.rightBracket)
        return try chained(left, index)
    }

    private mutating func sliced(_ left: Part) throws(JMESPathError) -> Part {
        var numbers: [Int?] = [nil, nil, nil]
        var index = 0
        while current.kind != .rightBracket {
            if current.kind == .number, numbers[index] == nil {
                numbers[index] = current.number
            } else if current.kind == .colon, index < 2 {
                index += 1
            } else {
                throw unexpected()
            }
            place += 1
        }
        place += 1
        let slice = Part(node: .slice(from: numbers[0], to: numbers[1], step: numbers[2]))
        let list = try chained(left, slice)
        let through = try projected(power(.star))
        return try wrap(list, through, in: .project(list.node, through: through.node))
    }

    private mutating func selectedList() throws(JMESPathError) -> Part {
        var parts = [try expression()]
        while take(.comma) { parts.append(try expression()) }
        try require(.rightBracket)
        return try wrap(parts, in: .selectList(parts.map(\.node)))
    }

    private mutating func selectedObject() throws(JMESPathError) -> Part {
        var keys: [String] = []
        var parts: [Part] = []
        repeat {
            guard current.kind == .identifier || current.kind == .quotedIdentifier else { throw unexpected() }
            keys.append(current.text)
            place += 1
            try require(.colon)
            parts.append(try expression())
        } while take(.comma)
        try require(.rightBrace)
        let pairs = zip(keys, parts).map { (key: $0, value: $1.node) }
        return try wrap(parts, in: .selectObject(pairs))
    }

    private mutating func call(of name: String) throws(JMESPathError) -> Part {
        var parts: [Part] = []
        while !take(.rightParenthesis) {
            if !parts.isEmpty { try require(.comma) }
            parts.append(try expression())
        }
        return try wrap(parts, in: .call(name, parts.map(\.node)))
    }
}
