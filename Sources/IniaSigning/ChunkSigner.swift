public import IniaDigests

/// Signs the chunks of a body one after the other, each going on from the one before.
///
/// AWS: "Signature calculations for the authorization header: transferring payload in multiple chunks" and "…including
/// trailing headers", S3 API reference. The request itself is signed with ``PayloadHash/signedChunks(_:)`` or
/// ``PayloadHash/signedChunksTrailer(_:)``.
public struct ChunkSigner: Sendable {
    private static let nothing = SHA256.digest(of: [])
    private var seed: SigningSeed

    /// Creates a signer whose first chunk goes on from a request's signature.
    public init(_ seed: SigningSeed) { self.seed = seed }

    /// The signature of the next chunk as it goes on the wire, by the SHA-256 of its bytes; the last chunk has none.
    ///
    /// - Throws: ``SigningError`` with ``SigningError/Code/cryptography`` where the key cannot sign.
    public mutating func signature(ofChunk digest: Digest) throws(SigningError) -> String {
        padded(try seed.sign("-PAYLOAD", digests: Self.nothing, digest).hex)
    }

    /// The signature of the trailer as it goes on the wire, of fields in the order in which they are sent.
    ///
    /// - Throws: ``SigningError`` with ``SigningError/Code/cryptography`` where the key cannot sign.
    public mutating func signature(
        ofTrailer fields: [(name: String, value: String)]
    ) throws(SigningError) -> String {
        var text: [UInt8] = []
        for field in fields {
            text.append("\(field.name.lowercased()):")
            CanonicalHeaders.appendCollapsed(field.value, to: &text)
            text.append(UInt8(ascii: "\n"))
        }
        return padded(try seed.sign("-TRAILER", digests: SHA256.digest(of: text)).hex)
    }

    /// The number of letters in each signature: those of ECDSA, which differ in length, are filled up with asterisks,
    /// so that the length of the whole is known beforehand.
    public static func signatureCount(_ algorithm: SigV4.Algorithm) -> Int {
        switch algorithm {
        case .hmac: 64
        case .ecdsa: 144
        }
    }

    private func padded(_ signature: String) -> String {
        switch seed.key {
        case .symmetric: signature
        case .asymmetric:
            signature + String(repeating: "*", count: max(Self.signatureCount(.ecdsa) - signature.utf8.count, 0))
        }
    }
}
