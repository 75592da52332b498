internal import IniaDigests
internal import IniaPrimitives
internal import IniaSigning
internal import Synchronization

/// The `aws-chunked` form of another source, made as it is read; its bytes are passed on, not copied.
actor ChunkedSource: ByteSource {
    private let base: any ByteSource
    private let framing: ChunkedFraming
    private let known: KnownDigest
    private var signer: (any ChunkSigning)?
    private var checksum: Checksum?
    private var left: Bytes?
    private var ready: [Bytes] = []
    private var isOver = false
    /// How many bytes of the body are in no chunk yet, where that is known: a chunk without a signature is then begun
    /// before its bytes are there, and each piece passes on while it is at hand.
    private var remaining: Int64?
    /// How many bytes the chunk that was begun still takes.
    private var room = 0
    /// What goes before the next chunk's line: the end of the one before.
    private var ending: [UInt8] = []

    nonisolated var readsFile: Bool { base.readsFile }

    init(
        _ base: any ByteSource, _ framing: ChunkedFraming, count: Int64?, known: KnownDigest,
        signer: (any ChunkSigning)? = nil
    ) {
        self.base = base
        self.framing = framing
        self.known = known
        self.signer = signer
        remaining = signer == nil ? count : nil
        checksum = known.value == nil ? framing.algorithm.map { Checksum($0) } : nil
    }

    func next() async throws -> Bytes? {
        if room > 0 { return try await passedOn() }
        if let remaining, remaining > 0 { return begun(remaining) }
        if ready.isEmpty, !isOver {
            let pieces = try await chunk()
            try frame(pieces)
        }
        // The pieces stand in reverse, so that each is taken from the end.
        return ready.popLast()
    }

    nonisolated func abandon() { base.abandon() }

    /// The line of a chunk whose bytes are still to come.
    private func begun(_ remaining: Int64) -> Bytes {
        room = Int(min(remaining, Int64(framing.chunkSize)))
        self.remaining = remaining - Int64(room)
        defer { ending = [13, 10] }
        return Bytes(ending + framing.head(of: room, signature: nil))
    }

    /// The next piece of a chunk that was begun.
    private func passedOn() async throws -> Bytes {
        var piece = left
        left = nil
        if piece == nil { piece = try await base.next() }
        guard let piece else { throw BodyError(.cutShort) }
        if piece.count > room { left = piece.dropFirst(room) }
        let part = piece.slice(0..<min(room, piece.count))
        room -= part.count
        checksum?.update(part)
        return part
    }

    /// The pieces of one chunk: as many bytes as it takes, fewer only at the end.
    private func chunk() async throws -> [Bytes] {
        var pieces: [Bytes] = []
        var count = 0
        while count < framing.chunkSize {
            var piece = left
            left = nil
            if piece == nil { piece = try await base.next() }
            guard let piece else { break }
            let room = framing.chunkSize - count
            if piece.count > room { left = piece.dropFirst(room) }
            pieces.append(piece.slice(0..<min(room, piece.count)))
            count += min(room, piece.count)
        }
        return pieces
    }

    private func frame(_ pieces: [Bytes]) throws(SigningError) {
        let count = pieces.reduce(0) { $0 + $1.count }
        let signature = try signature(of: pieces)
        for piece in pieces { checksum?.update(piece) }
        let head = ending + framing.head(of: count, signature: signature)
        ending = []
        guard count > 0 else {
            ready = [Bytes(head + (try end()))]
            isOver = true
            return
        }
        ready = [Bytes([13, 10])] + pieces.reversed() + [Bytes(head)]
    }

    private func signature(of pieces: [Bytes]) throws(SigningError) -> String? {
        guard signer != nil else { return nil }
        var digest = SHA256()
        for piece in pieces { digest.update(piece) }
        return try signer?.signature(ofChunk: digest.value())
    }

    private func end() throws(SigningError) -> [UInt8] {
        if let checksum { known.note(checksum.value()) }
        let digest = known.value
        let fields = framing.trailer(digest: digest)
        let signature = fields.isEmpty ? nil : try signer?.signature(ofTrailer: fields)
        return framing.tail(digest: digest, signature: signature)
    }
}

/// A body's digest, once it was computed: a body that is sent again is not digested again.
final class KnownDigest: Sendable {
    private let digest = Mutex<Digest?>(nil)

    var value: Digest? { digest.withLock { $0 } }

    func note(_ value: Digest) { digest.withLock { $0 = value } }
}

extension Body {
    /// The body in `aws-chunked` coding, which can be read as often as the body itself.
    ///
    /// - Parameters:
    ///   - count: the body's number of bytes, where it is known.
    ///   - files: what opens the body where it is a file's part.
    ///   - signer: makes what signs the chunks of one reading, for a signed framing.
    func chunked(
        _ framing: ChunkedFraming, count: Int64?, files: any FileOpener,
        signer: (@Sendable () -> any ChunkSigning)? = nil
    ) -> Body {
        let known = KnownDigest()
        let encoded = count.map(framing.encodedCount)
        let open: @Sendable () async throws -> any ByteSource = {
            ChunkedSource(
                try await self.open(files: files), framing, count: count, known: known, signer: signer?())
        }
        return isReplayable
            ? Body(.replayable(count: encoded, make: open)) : Body(.once(count: encoded, source: DeferredSource(open)))
    }
}
