extension Body: AsyncSequence {
    /// A chunk of the body, never empty.
    public typealias Element = Bytes

    /// Reads the body chunk by chunk; each chunk is pulled when it is asked for.
    public func makeAsyncIterator() -> Iterator { Iterator(body: self) }

    /// Reads a body; a stream is opened with the first call of ``next()``.
    ///
    /// An iterator that is dropped before the end lets go of the stream.
    public struct Iterator: AsyncIteratorProtocol {
        private let body: Body
        private var reading: Reading?

        fileprivate init(body: Body) { self.body = body }

        /// The next chunk, or nil at the end.
        public mutating func next() async throws -> Bytes? {
            if reading == nil { reading = Reading(try await body.open(files: NoFiles())) }
            return try await reading?.source.next()
        }
    }

    /// Reads the rest of the body into memory.
    ///
    /// - Parameter limit: the largest number of bytes that is accepted.
    /// - Throws: ``BodyError`` with ``BodyError/Code/tooLarge`` for a longer body, or what reading throws.
    public func collect(upTo limit: Int) async throws -> Bytes {
        if case .bytes(let bytes) = content {
            guard bytes.count <= limit else { throw BodyError(.tooLarge) }
            return bytes
        }
        if let count, count > Int64(limit) { throw BodyError(.tooLarge) }
        var iterator = makeAsyncIterator()
        guard let first = try await iterator.next() else { return Bytes() }
        guard first.count <= limit else { throw BodyError(.tooLarge) }
        guard let second = try await iterator.next() else { return first }
        var all: [UInt8] = []
        // What a peer announces is believed as far as the reader allows, and not at once where that is much.
        all.reserveCapacity(Swift.min(count.map { Int(clamping: $0) } ?? 0, limit, 4 << 20))
        // The bytes' memory is copied at once; as a collection they would be taken in one by one.
        first.withUnsafeBytes { all.append(contentsOf: $0) }
        var chunk: Bytes? = second
        while let bytes = chunk {
            guard all.count + bytes.count <= limit else { throw BodyError(.tooLarge) }
            bytes.withUnsafeBytes { all.append(contentsOf: $0) }
            chunk = try await iterator.next()
        }
        return Bytes(all)
    }

    /// Reads the rest of the body as UTF-8 text.
    ///
    /// - Parameter limit: the largest number of bytes that is accepted.
    /// - Throws: ``BodyError`` with ``BodyError/Code/tooLarge`` or ``BodyError/Code/notText``.
    public func text(upTo limit: Int) async throws -> String {
        guard let text = try await collect(upTo: limit).validText else { throw BodyError(.notText) }
        return text
    }
}

/// An open source that is let go of with its reader.
private final class Reading: Sendable {
    let source: any ByteSource

    init(_ source: any ByteSource) { self.source = source }

    deinit { source.abandon() }
}

private struct NoFiles: FileOpener {
    func openForReading(_ path: String, offset: Int64, count: Int64?) async throws -> any ByteSource {
        throw BodyError(.noFiles)
    }
}
