public import IniaDigests

/// What a signature says of the request's body: its SHA-256, or a word that says why there is none.
public struct PayloadHash: Hashable, Sendable {
    /// The text that stands in the canonical request and in `X-Amz-Content-SHA256`.
    public let text: String

    /// Creates a payload hash from its text, as a header of an earlier stage may have it.
    public init(text: String) { self.text = text }

    /// Creates a payload hash from the body's SHA-256.
    public init(sha256 digest: Digest) { text = digest.hex }

    /// The hash of a body of no bytes.
    public static let empty = PayloadHash(text: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    /// The body is not covered by the signature.
    public static let unsigned = PayloadHash(text: "UNSIGNED-PAYLOAD")
    /// The body is not covered, and its checksum follows it in a trailer.
    public static let unsignedTrailer = PayloadHash(text: "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
    /// Each chunk of the body carries a signature of its own; see ``ChunkSigner``.
    public static func signedChunks(_ algorithm: SigV4.Algorithm = .hmac) -> PayloadHash {
        PayloadHash(text: "STREAMING-\(algorithm.name)-PAYLOAD")
    }
    /// Each chunk carries a signature of its own, and so does the trailer; see ``ChunkSigner``.
    public static func signedChunksTrailer(_ algorithm: SigV4.Algorithm = .hmac) -> PayloadHash {
        PayloadHash(text: "STREAMING-\(algorithm.name)-PAYLOAD-TRAILER")
    }
    /// The body is a stream of signed events; see ``EventSigner``.
    public static func signedEvents(_ algorithm: SigV4.Algorithm = .hmac) -> PayloadHash {
        PayloadHash(text: "STREAMING-\(algorithm.name)-EVENTS")
    }
}
