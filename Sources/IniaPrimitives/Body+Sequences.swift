extension Body {
    /// A body of what an asynchronous sequence gives, made anew for each attempt.
    ///
    /// - Parameters:
    ///   - count: the number of bytes, where it is known; a sequence that gives another number fails the request.
    ///   - make: makes the sequence; called once for each time that the body is read.
    public convenience init<Chunks: AsyncSequence & SendableMetatype>(
        streaming count: Int?, from make: @escaping @Sendable () async throws -> Chunks
    ) where Chunks.Element == Bytes {
        self.init(.replayable(count: count.map(Int64.init)) { SequenceBytes(try await make()) })
    }

    /// A body of what an asynchronous sequence gives, which can be read once: a call with it is never tried again
    /// after its first bytes were sent.
    ///
    /// - Parameters:
    ///   - chunks: the bytes.
    ///   - count: the number of bytes, where it is known; a sequence that gives another number fails the request.
    public convenience init<Chunks: AsyncSequence & Sendable>(once chunks: Chunks, count: Int?)
    where Chunks.Element == Bytes {
        self.init(.once(count: count.map(Int64.init), source: SequenceBytes(chunks)))
    }
}

/// A caller's asynchronous sequence as a source of bytes; empty chunks are passed over.
private actor SequenceBytes<Chunks: AsyncSequence & SendableMetatype>: ByteSource where Chunks.Element == Bytes {
    private var iterator: Chunks.AsyncIterator?

    init(_ chunks: sending Chunks) { iterator = chunks.makeAsyncIterator() }

    func next() async throws -> Bytes? {
        // Taken out while it works, so that a caller who asks twice at once gets the end and not a race.
        guard var taken = iterator.take() else { return nil }
        while let chunk = try await taken.next(isolation: self) {
            if chunk.isEmpty { continue }
            iterator = taken
            return chunk
        }
        return nil
    }

    nonisolated func abandon() {}
}
