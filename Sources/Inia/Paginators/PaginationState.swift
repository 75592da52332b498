internal import IniaCalls
internal import IniaJMESPath
internal import IniaShapes

/// An iteration over an operation's pages: what to ask next, what of an answer to give, where to go on later.
///
/// ```
///          nextInput()            receive(page)
/// asking ───────────────▶ waiting ───────────────▶ asking … until nextInput() gives nil
/// ```
/// What is wrong with a page's tokens is told when the next page is asked for: the page itself is good.
struct PaginationState: Sendable {
    private let plan: PaginationPlan
    private let maxItems: Int?
    private var next: Result<Value?, CallError>
    private var input: Value
    private var tokens: PageTokens
    private var previous: PageTokens?
    private var itemCount = 0
    private var taken = 0
    private let isResumed: Bool
    private var isFirst = true
    /// Where another iteration can go on, once this one has ended before the last item.
    private(set) var resumeToken: String?
    /// What the first page had that is the same on every page.
    private(set) var nonAggregate = Value.map([])

    /// Begins an iteration.
    ///
    /// - Throws: ``CallError`` with code `pagination` where the options do not fit the operation.
    init(_ plan: PaginationPlan, input: Value, _ options: PaginationOptions) throws(CallError) {
        self.plan = plan
        maxItems = options.maxItems
        isResumed = options.startingToken != nil
        tokens = PageTokens(none: plan.inputTokens)
        self.input = input.asIsNull ? .map([]) : input
        if let text = options.startingToken {
            guard let start = PageTokens(text, for: plan.inputTokens) else {
                throw .pagination("the starting token does not fit the operation")
            }
            tokens = PageTokens(start.entries)
            taken = start.taken ?? 0
            self.input.setTokens(tokens)
        }
        if let size = options.pageSize {
            guard let key = plan.limitKey else { throw .pagination("the operation takes no page size") }
            self.input.setMember(key, plan.isLimitText ? .string(String(size)) : .integer(Int64(size)))
        }
        next = .success(self.input)
    }

    /// The input of the next call, or nil at the end.
    ///
    /// - Throws: ``CallError`` with code `pagination` where the service gave the same tokens twice, or ones that cannot
    ///   be used.
    func nextInput() throws(CallError) -> Value? { try next.get() }

    /// Takes a page and gives what of it is to be given on.
    mutating func receive(_ answer: Value) throws(CallError) -> Value {
        var page = answer
        if isFirst {
            if isResumed { try skip(&page) }
            try noteNonAggregate(page)
        } else {
            taken = 0
        }
        isFirst = false
        let count = try plan.resultKeys[0].found(in: page).itemCount
        if let maxItems, itemCount + count > maxItems {
            try truncate(&page, to: maxItems - itemCount)
            next = .success(nil)
            return page
        }
        itemCount += count
        do throws(CallError) {
            next = .success(try advance(after: page))
        } catch {
            next = .failure(error)
        }
        return page
    }

    /// Leaves out of the first page what an earlier iteration gave: items of the first result, and the others whole.
    private mutating func skip(_ page: inout Value) throws(CallError) {
        for (index, key) in plan.resultKeys.enumerated() {
            let found = try key.found(in: page)
            let rest: Value
            switch found {
            case _ where index == 0: rest = found.items(from: taken) ?? .null
            case .list: rest = .list([])
            case .string: rest = ""
            case .integer, .float, .boolean: rest = found
            default: rest = .null
            }
            page.set(try key.path, to: rest)
        }
    }

    private mutating func noteNonAggregate(_ page: Value) throws(CallError) {
        for key in plan.nonAggregateKeys {
            nonAggregate.set(try key.path, to: try key.found(in: page))
        }
    }

    private mutating func truncate(_ page: inout Value, to limit: Int) throws(CallError) {
        let key = plan.resultKeys[0]
        page.set(try key.path, to: try key.found(in: page).items(upTo: limit) ?? .list([]))
        // What a token says was taken may be any number.
        tokens.taken = limit &+ taken
        resumeToken = try text(of: tokens)
    }

    /// What to ask after a page, or nil at the end.
    private mutating func advance(after page: Value) throws(CallError) -> Value? {
        if let more = plan.moreResults, try !more.found(in: page).isSomething { return nil }
        var entries: [MapEntry] = []
        for (output, name) in zip(plan.outputTokens, plan.inputTokens) {
            let token = try output.found(in: page)
            entries.append(MapEntry(key: name, value: token.isSomething ? token : .null))
        }
        tokens = PageTokens(entries)
        if tokens.isEmpty { return nil }
        if itemCount == maxItems {
            resumeToken = try text(of: tokens)
            return nil
        }
        if previous == tokens { throw .pagination("the service gave the same next token twice") }
        input.setTokens(tokens)
        previous = tokens
        return input
    }

    private func text(of tokens: PageTokens) throws(CallError) -> String {
        guard tokens.fit(plan.inputTokens) else { throw .pagination("the starting token does not fit the operation") }
        guard let text = tokens.text else { throw .pagination("the service's token has no text to go on from later") }
        return text
    }
}

extension Value {
    /// Puts tokens into an operation's input; the text `None` stands for no token.
    fileprivate mutating func setTokens(_ tokens: PageTokens) {
        for entry in tokens.entries {
            let isToken = !entry.value.asIsNull && entry.value != "None"
            setMember(entry.key, isToken ? entry.value : Value?.none)
        }
    }
}

extension JMESPath {
    /// What the expression finds.
    func found(in value: Value) throws(CallError) -> Value {
        do {
            return try search(value)
        } catch {
            throw .pagination("\(expression) cannot be found in the page: \(error)", cause: error)
        }
    }

    /// The names of an expression that is a path, so that what it finds can be set.
    var path: ArraySlice<Substring> {
        get throws(CallError) {
            guard !expression.isEmpty, !expression.utf8.contains(where: { $0 == 0x5B || $0 == 0x5D || $0 == 0x2A })
            else {
                throw .pagination("\(expression) is no path, so pages cannot be cut there")
            }
            return expression.split(separator: ".")[...]
        }
    }
}
