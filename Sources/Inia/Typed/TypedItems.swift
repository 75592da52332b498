/// Items of an operation's pages, in order; see ``TypedPages/items(_:)``.
public struct TypedItems<Service: TypedClient, Output: Fields, Item: Sendable>: AsyncSequence, Sendable {
    /// An item.
    public typealias Element = Item

    let pages: TypedPages<Service, Output>
    let find: @Sendable (Typed<Output>) -> [Item]

    /// Begins an iteration; nothing is sent before the first item is asked for.
    public func makeAsyncIterator() -> Iterator { Iterator(pages: pages.makeAsyncIterator(), find: find) }

    /// Reads items one after another.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate var pages: TypedPages<Service, Output>.Iterator
        fileprivate let find: @Sendable (Typed<Output>) -> [Item]
        private var ready: [Item] = []
        private var position = 0

        fileprivate init(
            pages: TypedPages<Service, Output>.Iterator, find: @escaping @Sendable (Typed<Output>) -> [Item]
        ) {
            self.pages = pages
            self.find = find
        }

        /// The next item, or nil at the end.
        public mutating func next() async throws -> Item? {
            while position >= ready.count {
                guard let page = try await pages.next() else { return nil }
                ready = find(page)
                position = 0
            }
            defer { position += 1 }
            return ready[position]
        }

        /// Where another iteration can go on, once this one has ended before the last item.
        public var resumeToken: String? { pages.resumeToken }
    }
}
