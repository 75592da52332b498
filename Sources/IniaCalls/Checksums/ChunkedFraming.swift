public import IniaDigests
public import IniaPrimitives
public import IniaSigning

/// How a body looks in AWS's own chunked coding (`Content-Encoding: aws-chunked`): chunks of one size, the last one
/// shorter, then a trailer with the checksum of the whole.
public struct ChunkedFraming: Sendable, Hashable {
    /// The number of bytes in each chunk but the last.
    public var chunkSize: Int
    /// What the trailer bears, if anything.
    public var algorithm: ChecksumAlgorithm?
    /// The number of letters in the signature that each chunk, and the trailer, bears; 0 where they bear none.
    public var signatureCount: Int

    /// Creates the framing that S3 is sent by default: chunks of 1 MiB without signatures.
    public init(algorithm: ChecksumAlgorithm? = nil, chunkSize: Int = 1 << 20, signatureCount: Int = 0) {
        self.algorithm = algorithm
        self.chunkSize = max(chunkSize, 1)
        self.signatureCount = signatureCount
    }

    /// The number of bytes that a body has in this coding; the largest number there is where it does not fit.
    public func encodedCount(of count: Int64) -> Int64 {
        // A caller's stream can say of itself that it has any number of bytes.
        let (full, rest) = Int128(max(count, 0)).quotientAndRemainder(dividingBy: Int128(chunkSize))
        let chunks = full * chunkCount(Int128(chunkSize)) + (rest > 0 ? chunkCount(rest) : 0)
        return Int64(clamping: chunks + Int128(lastChunkCount))
    }

    /// Bytes in this coding, without signatures.
    public func encoded(_ bytes: Bytes) async throws -> Bytes {
        var framing = self
        framing.signatureCount = 0
        let body = Body.bytes(bytes).chunked(framing, count: Int64(bytes.count), files: NoFiles())
        return try await body.collect(upTo: .max)
    }

    /// The line that begins a chunk.
    func head(of count: Int, signature: String?) -> [UInt8] {
        var line = Array(String(count, radix: 16).utf8)
        if let signature { line += ";chunk-signature=\(signature)".utf8 }
        return line + [13, 10]
    }

    /// What ends the body after the empty chunk's line.
    func tail(digest: Digest?, signature: String?) -> [UInt8] {
        var lines = trailer(digest: digest).flatMap { Array("\($0.name):\($0.value)\r\n".utf8) }
        if let signature { lines += "x-amz-trailer-signature:\(signature)\r\n".utf8 }
        return lines + [13, 10]
    }

    /// The fields of the trailer.
    func trailer(digest: Digest?) -> [(name: String, value: String)] {
        guard let algorithm, let digest else { return [] }
        return [(algorithm.headerName, digest.base64)]
    }

    private func chunkCount(_ count: Int128) -> Int128 {
        Int128(String(count, radix: 16).utf8.count) + Int128(extensionCount) + 2 + count + 2
    }

    private var isSigned: Bool { signatureCount > 0 }

    private var extensionCount: Int64 { isSigned ? Int64(";chunk-signature=".utf8.count + signatureCount) : 0 }

    private var lastChunkCount: Int64 {
        var count = 1 + extensionCount + 2 + 2
        guard let algorithm else { return count }
        count += Int64(algorithm.headerName.utf8.count + 1 + (algorithm.byteCount + 2) / 3 * 4 + 2)
        if isSigned { count += Int64("x-amz-trailer-signature:".utf8.count + signatureCount + 2) }
        return count
    }
}

/// Signs the chunks of a body one after another, each signature going into the next.
protocol ChunkSigning: Sendable {
    /// The signature of the next chunk, by the SHA-256 of its bytes; the last chunk has none.
    mutating func signature(ofChunk digest: Digest) throws(SigningError) -> String
    /// The signature of the trailer.
    mutating func signature(ofTrailer fields: [(name: String, value: String)]) throws(SigningError) -> String
}

extension ChunkSigner: ChunkSigning {}

private struct NoFiles: FileOpener {
    func openForReading(_ path: String, offset: Int64, count: Int64?) async throws -> any ByteSource {
        throw BodyError(.noFiles)
    }
}
