public import IniaCalls
internal import IniaJMESPath
public import IniaShapes

/// The pages of an operation, asked for as they are read.
///
/// ```swift
/// for try await page in s3.paginator("ListObjectsV2", ["Bucket": "b"]) { … page.Contents.asList … }
/// for try await object in paginator.items("Contents").prefix(10) { … }
/// ```
/// Each iteration begins anew. An iteration that ends before the last item, because of ``limit(_:)``, leaves a token
/// with which another goes on: ``Iterator/resumeToken``, or `NextToken` of ``full()``.
public struct Paginator: AsyncSequence, Sendable {
    /// A page: the output of one call.
    public typealias Element = Output

    private let source: PageSource
    private var options = PaginationOptions()
    private var readsAhead = false

    init(_ source: PageSource) { self.source = source }

    /// The same pages, ended after so many items; items are counted by the operation's first result.
    public func limit(_ items: Int) -> Paginator { with { $0.options.maxItems = items } }

    /// The same items, so many to a page; the service may give fewer.
    public func pageSize(_ items: Int) -> Paginator { with { $0.options.pageSize = items } }

    /// The pages after those of an earlier iteration; from the start for nil.
    ///
    /// - Parameter token: an iteration's resume token (botocore's are good too), or a token of the service's own.
    public func resume(from token: String?) -> Paginator { with { $0.options.startingToken = token } }

    /// The same pages, each asked for while the one before it is being read.
    public func prefetch(_ isWanted: Bool = true) -> Paginator { with { $0.readsAhead = isWanted } }

    private func with(_ change: (inout Paginator) -> Void) -> Paginator {
        var copy = self
        change(&copy)
        return copy
    }

    /// Begins an iteration; nothing is sent before the first page is asked for.
    public func makeAsyncIterator() -> Iterator {
        Iterator(reader: PageReader(source, options, readsAhead: readsAhead))
    }

    /// Reads pages one after another.
    public struct Iterator: AsyncIteratorProtocol {
        let reader: PageReader

        /// The next page, or nil at the end.
        ///
        /// - Throws: what the call throws, or ``CallError`` with code `pagination` where the service's tokens, or the
        ///   options, are of no use.
        public mutating func next() async throws -> Output? { try await reader.next() }

        /// Where another iteration can go on, once this one has ended before the last item.
        public var resumeToken: String? { reader.progress?.resumeToken }
    }

    /// The items of all pages.
    ///
    /// - Parameter key: a JMESPath expression for a list in each page; nil for the operation's first result.
    public func items(_ key: String? = nil) -> PagedValues {
        PagedValues(self) { [source] in
            let path = try key.map { try JMESPath(compiling: $0) } ?? source.plan().resultKeys[0]
            return { page in try path.found(in: page).asList }
        }
    }

    /// What a JMESPath expression finds in each page: the elements where that is a list, else the value itself, which
    /// may be null.
    public func search(_ expression: String) -> PagedValues {
        PagedValues(self) {
            let path = try JMESPath(compiling: expression)
            return { page in
                let found = try path.found(in: page)
                switch found {
                case .list, .document(.list): return found.asList
                default: return [found]
                }
            }
        }
    }

    /// All pages as one: lists joined, numbers added up, what is the same on every page, and under `NextToken` where to
    /// go on if there is more.
    public func full() async throws -> Value {
        var result = FullResult(try source.plan())
        let reader = PageReader(source, options, readsAhead: readsAhead)
        while let page = try await reader.next() { try result.add(page._value) }
        return try reader.progress.map { try result.finished(with: $0) } ?? result.value
    }
}

extension JMESPath {
    /// Compiles a caller's expression.
    fileprivate init(compiling expression: String) throws(CallError) {
        do {
            self = try JMESPath(expression)
        } catch {
            throw .pagination("\(expression) is no JMESPath expression: \(error.message)", cause: error)
        }
    }
}
