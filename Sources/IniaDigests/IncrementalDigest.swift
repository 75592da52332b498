public import IniaPrimitives

/// A digest or checksum that is computed piece by piece.
///
/// It is a value: a copy goes on from where the original was, and neither feels the other.
public protocol IncrementalDigest: Sendable {
    /// The number of bytes in the digest's value.
    static var byteCount: Int { get }

    /// Creates the digest of no bytes.
    init()

    /// Takes in the bytes that come next.
    mutating func update(_ memory: UnsafeRawBufferPointer)

    /// The digest of all bytes so far; more may follow.
    func value() -> Digest

    /// The digest of bytes in memory.
    static func digest(of memory: UnsafeRawBufferPointer) -> Digest
}

extension IncrementalDigest {
    /// Takes in the bytes that come next.
    public mutating func update(_ bytes: Bytes) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Takes in the bytes that come next.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// The digest of bytes in memory.
    public static func digest(of memory: UnsafeRawBufferPointer) -> Digest {
        var digest = Self()
        digest.update(memory)
        return digest.value()
    }

    /// The digest of bytes.
    public static func digest(of bytes: Bytes) -> Digest {
        bytes.withUnsafeBytes { digest(of: $0) }
    }

    /// The digest of bytes.
    public static func digest(of bytes: [UInt8]) -> Digest {
        bytes.withUnsafeBytes { digest(of: $0) }
    }

    /// The digest of the UTF-8 form of a text.
    public static func digest(of text: String) -> Digest {
        digest(of: [UInt8](text.utf8))
    }
}
