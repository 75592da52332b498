internal import IniaCalls
public import IniaShapes

/// Values from an operation's pages, in order; see ``Paginator/items(_:)`` and ``Paginator/search(_:)``.
public struct PagedValues: AsyncSequence, Sendable {
    /// A value.
    public typealias Element = Value
    typealias Extraction = @Sendable (Value) throws -> [Value]

    private let pages: Paginator
    private let prepare: @Sendable () throws -> Extraction

    init(_ pages: Paginator, _ prepare: @escaping @Sendable () throws -> Extraction) {
        self.pages = pages
        self.prepare = prepare
    }

    /// Begins an iteration; nothing is sent before the first value is asked for.
    public func makeAsyncIterator() -> Iterator { Iterator(pages: pages.makeAsyncIterator(), prepare: prepare) }

    /// Reads values one after another.
    public struct Iterator: AsyncIteratorProtocol {
        private var pages: Paginator.Iterator
        private let prepare: @Sendable () throws -> Extraction
        private var extract: Extraction?
        private var ready: [Value] = []
        private var position = 0

        fileprivate init(pages: Paginator.Iterator, prepare: @escaping @Sendable () throws -> Extraction) {
            self.pages = pages
            self.prepare = prepare
        }

        /// The next value, or nil at the end.
        public mutating func next() async throws -> Value? {
            let extract = try self.extract ?? prepare()
            self.extract = extract
            while position >= ready.count {
                guard let page = try await pages.next() else { return nil }
                ready = try extract(page._value)
                position = 0
            }
            defer { position += 1 }
            return ready[position]
        }

        /// Where another iteration can go on, once this one has ended before the last item.
        public var resumeToken: String? { pages.resumeToken }
    }
}
