internal import IniaPrimitives

/// The gzip form of another source, compressed as it is read.
actor GzipSource: ByteSource {
    private let base: any ByteSource
    private var deflater: Deflater?

    init(_ base: any ByteSource) throws(DeflateError) {
        self.base = base
        deflater = try Deflater()
    }

    func next() async throws -> Bytes? {
        while deflater != nil {
            let chunk = try await base.next()
            guard let output = try deflater?.deflate(chunk ?? Bytes(), isLast: chunk == nil) else { return nil }
            if chunk == nil { deflater = nil }
            if !output.isEmpty { return Bytes(output) }
        }
        return nil
    }

    nonisolated func abandon() { base.abandon() }

    nonisolated var readsFile: Bool { base.readsFile }
}

extension Body {
    /// The body in gzip's format: bytes at once, a stream as it is read, so that its length is not known beforehand.
    ///
    /// - Parameter files: what opens the body where it is a file's part.
    func gzipped(files: any FileOpener) throws -> Body {
        switch content {
        case .bytes(let bytes):
            var deflater = try Deflater()
            return .bytes(Bytes(try deflater.deflate(bytes, isLast: true)))
        case .once:
            return Body(.once(count: nil, source: DeferredSource { try GzipSource(try await self.open(files: files)) }))
        case .file, .replayable:
            return Body(.replayable(count: nil) { try GzipSource(try await self.open(files: files)) })
        }
    }
}
