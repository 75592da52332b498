extension Body {
    /// The lines of the body, which is UTF-8 text, without the LF or CR LF at their ends.
    ///
    /// What follows the last line end is a line too, unless it is empty. Reading throws ``BodyError`` with
    /// ``BodyError/Code/tooLarge`` or ``BodyError/Code/notText``, or what reading the body throws.
    ///
    /// - Parameter limit: the largest number of bytes that a line may have (default 1 MiB).
    public func lines(upTo limit: Int = 1 << 20) -> Lines { Lines(body: self, limit: limit) }

    /// The lines of a body, read as they are asked for.
    public struct Lines: AsyncSequence, Sendable {
        /// A line without its end.
        public typealias Element = String

        fileprivate let body: Body
        fileprivate let limit: Int

        /// Reads the body line by line.
        public func makeAsyncIterator() -> Iterator { Iterator(chunks: body.makeAsyncIterator(), limit: limit) }

        /// Reads lines; one that is dropped before the end lets go of the body.
        public struct Iterator: AsyncIteratorProtocol {
            fileprivate var chunks: Body.Iterator
            fileprivate let limit: Int
            /// The chunk that is being read.
            private var chunk = Bytes()
            /// The beginning of a line whose end has not come yet.
            private var begun: [UInt8] = []

            fileprivate init(chunks: Body.Iterator, limit: Int) {
                self.chunks = chunks
                self.limit = limit
            }

            /// The next line, or nil at the end.
            public mutating func next() async throws -> String? {
                while true {
                    if let end = chunk.withUnsafeBytes({ $0.firstIndex(of: UInt8(ascii: "\n")) }) {
                        var line = take(chunk.slice(0..<end))
                        chunk = chunk.dropFirst(end + 1)
                        if line.last == UInt8(ascii: "\r") { line = line.slice(0..<(line.count - 1)) }
                        return try text(line)
                    }
                    // One byte more may be the CR of an end whose LF is yet to come.
                    guard begun.count + chunk.count - 1 <= limit else { throw BodyError(.tooLarge) }
                    chunk.withUnsafeBytes { begun.append(contentsOf: $0) }
                    chunk = Bytes()
                    guard let next = try await chunks.next() else {
                        return begun.isEmpty ? nil : try text(take(Bytes()))
                    }
                    chunk = next
                }
            }

            /// What has begun, and its end.
            private mutating func take(_ end: Bytes) -> Bytes {
                if begun.isEmpty { return end }
                end.withUnsafeBytes { begun.append(contentsOf: $0) }
                defer { begun = [] }
                return Bytes(begun)
            }

            private func text(_ line: Bytes) throws -> String {
                guard line.count <= limit else { throw BodyError(.tooLarge) }
                guard let text = line.validText else { throw BodyError(.notText) }
                return text
            }
        }
    }
}
