internal import IniaCalls
internal import IniaShapes

/// The pages of an operation, asked for as they are read; see ``Paginator``.
///
/// ```swift
/// for try await page in s3.paginator(.listObjectsV2(bucket: "b")) { … page.contents … }
/// for try await object in paginator.items(\.contents) { … }
/// ```
public struct TypedPages<Service: TypedClient, Output: Fields>: AsyncSequence, Sendable {
    /// A page: the output of one call.
    public typealias Element = Typed<Output>

    /// The pages as dynamic values.
    public let asPaginator: Paginator

    init(_ pages: Paginator) { asPaginator = pages }

    /// The same pages, ended after so many items; items are counted by the operation's first result.
    public func limit(_ items: Int) -> TypedPages { TypedPages(asPaginator.limit(items)) }

    /// The same items, so many to a page; the service may give fewer.
    public func pageSize(_ items: Int) -> TypedPages { TypedPages(asPaginator.pageSize(items)) }

    /// The pages after those of an earlier iteration; from the start for nil.
    ///
    /// - Parameter token: an iteration's resume token, or a token of the service's own.
    public func resume(from token: String?) -> TypedPages { TypedPages(asPaginator.resume(from: token)) }

    /// The same pages, each asked for while the one before it is being read.
    public func prefetch(_ isWanted: Bool = true) -> TypedPages { TypedPages(asPaginator.prefetch(isWanted)) }

    /// Begins an iteration; nothing is sent before the first page is asked for.
    public func makeAsyncIterator() -> Iterator { Iterator(base: asPaginator.makeAsyncIterator()) }

    /// Reads pages one after another.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate var base: Paginator.Iterator

        /// The next page, or nil at the end.
        ///
        /// - Throws: what the call throws, or `CallError` with code `pagination` where the service's tokens, or the
        ///   options, are of no use.
        public mutating func next() async throws -> Typed<Output>? {
            do {
                return try await base.next().map { Typed($0) }
            } catch let error as ServiceError {
                throw Service.Error(error)
            }
        }

        /// Where another iteration can go on, once this one has ended before the last item.
        public var resumeToken: String? { base.resumeToken }
    }

    /// The items of all pages: the elements of a member that is a list.
    public func items<Item>(_ key: KeyPath<Output, FieldKey<[Item]>>) -> TypedItems<Service, Output, Item> {
        let key = Output()[keyPath: key]
        return TypedItems(pages: self) { page in page.structure[key.index].flatMap { [Item]._read($0) } ?? [] }
    }

    /// The items of all pages: what a closure finds in each, nil standing for none.
    public func items<Item: Sendable>(
        _ find: @escaping @Sendable (Typed<Output>) -> [Item]?
    ) -> TypedItems<Service, Output, Item> {
        TypedItems(pages: self) { find($0) ?? [] }
    }
}
