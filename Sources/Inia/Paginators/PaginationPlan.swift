internal import IniaCalls
internal import IniaJMESPath
internal import IniaModels
internal import IniaShapes

/// How an operation's pages follow one another, its expressions compiled.
struct PaginationPlan: Sendable {
    /// The input members that take the tokens.
    let inputTokens: [String]
    /// Where the output has the next tokens, one for each input token.
    let outputTokens: [JMESPath]
    /// Where the output has what is paged; pages are counted by the first.
    let resultKeys: [JMESPath]
    /// Where the output says whether there is more, if it does.
    let moreResults: JMESPath?
    /// The input member that takes a page's size, if any.
    let limitKey: String?
    /// Whether that member is a text.
    let isLimitText: Bool
    /// Where the output has what is the same on every page.
    let nonAggregateKeys: [JMESPath]

    /// Compiles a model's expressions.
    ///
    /// - Throws: ``CallError`` with code `pagination` where the model is of no use.
    init(_ model: PaginatorModel, isLimitText: Bool) throws(CallError) {
        do {
            inputTokens = model.inputTokens
            outputTokens = try model.outputTokens.map { try JMESPath($0) }
            resultKeys = try model.resultKeys.map { try JMESPath($0) }
            moreResults = try model.moreResults.map { try JMESPath($0) }
            nonAggregateKeys = try model.nonAggregateKeys.map { try JMESPath($0) }
            limitKey = model.limitKey
            self.isLimitText = isLimitText
        } catch {
            throw .pagination("the paginator's model cannot be used: \(error)", cause: error)
        }
        guard !resultKeys.isEmpty, !inputTokens.isEmpty else {
            throw .pagination("the paginator's model names no results or no tokens")
        }
    }
}

extension CallError {
    static func pagination(_ message: String, cause: (any Error)? = nil) -> CallError {
        CallError(.pagination, during: .prepare, message, cause: cause)
    }
}
