/// How far and in what portions an operation is paged.
struct PaginationOptions: Sendable, Hashable {
    /// The most items in all, counted by the operation's first result.
    var maxItems: Int?
    /// How many items the service is asked for at a time.
    var pageSize: Int?
    /// Where an earlier iteration left off.
    var startingToken: String?

    init(maxItems: Int? = nil, pageSize: Int? = nil, startingToken: String? = nil) {
        self.maxItems = maxItems
        self.pageSize = pageSize
        self.startingToken = startingToken
    }
}
