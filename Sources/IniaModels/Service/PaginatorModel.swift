internal import IniaText

/// How the pages of an operation follow one another. Tokens and results are named by JMESPath expressions.
public struct PaginatorModel: Sendable, Hashable {
    /// The operation that is paged.
    public var name = ""
    /// The input members that take the tokens.
    public var inputTokens: [String] = []
    /// Where the output has the next tokens, one for each of ``inputTokens``.
    public var outputTokens: [String] = []
    /// Where the output has what is paged; the first is what a page counts by.
    public var resultKeys: [String] = []
    /// The input member that takes a page's size, if any.
    public var limitKey: String?
    /// Where the output says whether there are more pages, if it does.
    public var moreResults: String?
    /// Where the output has what is the same on every page.
    public var nonAggregateKeys: [String] = []

    /// Creates a paginator that says nothing yet.
    public init() {}

    init(reading reader: inout JSONReader) throws(FormatError) {
        try reader.enterObject()
        while let key = try reader.nextKeyText() {
            switch key {
            case "paginator": name = try reader.readString()
            case "input_token": inputTokens = try reader.readStrings()
            case "output_token": outputTokens = try reader.readStrings()
            case "result_key": resultKeys = try reader.readStrings()
            case "limit_key": limitKey = try reader.readString()
            case "more_results": moreResults = try reader.readString()
            case "non_aggregate_keys": nonAggregateKeys = try reader.readStrings()
            default: try reader.skipValue()
            }
        }
    }
}
