public import IniaDigests
public import IniaPrimitives

/// Signs the chunks of a body one after the other, each going on from the one before.
///
/// AWS: "Signature calculations for the authorization header: transferring payload in multiple chunks" and "…including
/// trailing headers", S3 API reference. The request itself is signed with ``PayloadHash/signedChunks`` or
/// ``PayloadHash/signedChunksTrailer``.
public struct ChunkSigner: Sendable {
    private static let nothing = SHA256.digest(of: [])
    private var seed: SigningSeed

    /// Creates a signer whose first chunk goes on from a request's signature.
    public init(_ seed: SigningSeed) { self.seed = seed }

    /// The signature of the next chunk, by the SHA-256 of its bytes; the last chunk has none.
    public mutating func signature(ofChunk digest: Digest) -> String {
        seed.sign("-PAYLOAD", digests: Self.nothing, digest).hex
    }

    /// The signature of the trailer, in the order in which it is sent.
    public mutating func signature(ofTrailer fields: [(name: String, value: String)]) -> String {
        var text: [UInt8] = []
        for field in fields {
            text.append("\(field.name.lowercased()):")
            CanonicalHeaders.appendCollapsed(field.value, to: &text)
            text.append(UInt8(ascii: "\n"))
        }
        return seed.sign("-TRAILER", digests: SHA256.digest(of: text)).hex
    }

    /// The next chunk as it goes on the wire, its signature before it.
    public mutating func chunk(_ bytes: Bytes) -> Bytes {
        let signature = signature(ofChunk: SHA256.digest(of: bytes))
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + 128)
        text.append("\(String(bytes.count, radix: 16));chunk-signature=\(signature)\r\n")
        bytes.withUnsafeBytes { text.append(contentsOf: $0) }
        if !bytes.isEmpty { text.append("\r\n") }
        return Bytes(text)
    }

    /// What ends the body, after the chunk of no bytes: the trailer with its signature, or an empty line.
    public mutating func end(trailer fields: [(name: String, value: String)] = []) -> Bytes {
        guard !fields.isEmpty else { return Bytes(utf8: "\r\n") }
        let signature = signature(ofTrailer: fields)
        let lines = fields.map { "\($0.name):\($0.value)\r\n" }.joined()
        return Bytes(utf8: "\(lines)x-amz-trailer-signature:\(signature)\r\n\r\n")
    }

    /// The number of bytes on the wire for a body cut into chunks of a size, the chunk of no bytes and the end included.
    ///
    /// - Parameter trailerCount: the number of bytes in the trailer's lines, line ends included; 0 for no trailer.
    public static func encodedCount(of count: Int64, chunkSize: Int64, trailerCount: Int64 = 0) -> Int64 {
        let overhead = Int64(";chunk-signature=".utf8.count + 64 + 4)
        func encoded(_ count: Int64) -> Int64 { Int64(String(count, radix: 16).utf8.count) + overhead + count }
        let size = max(chunkSize, 1)
        let full = count / size * encoded(size)
        let rest = count % size > 0 ? encoded(count % size) : 0
        let trailer = trailerCount > 0 ? trailerCount + Int64("x-amz-trailer-signature:".utf8.count + 64 + 2) : 0
        return full + rest + encoded(0) - 2 + trailer + 2
    }
}
