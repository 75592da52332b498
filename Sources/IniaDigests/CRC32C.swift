internal import CDigests

/// CRC-32C, Castagnoli's polynomial (RFC 3720 section 12.1).
public struct CRC32C: JoinableDigest {
    /// The number of bytes in the value.
    public static let byteCount = 4
    private var crc: UInt64 = 0

    /// Creates the digest of no bytes.
    public init() {}

    /// Takes in the bytes that come next.
    public mutating func update(_ memory: UnsafeRawBufferPointer) {
        crc = inia_crc(INIA_CRC32C, crc, memory.baseAddress, memory.count)
    }

    /// The value of all bytes so far; more may follow.
    public func value() -> Digest { Digest(UInt32(truncatingIfNeeded: crc)) }

    /// The checksum of two parts that follow each other, from the checksum of each and the length of the second.
    public static func combined(_ first: UInt32, _ second: UInt32, secondCount: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: inia_crc_combine(INIA_CRC32C, UInt64(first), UInt64(second), secondCount))
    }

    mutating func join(_ next: Self, count: UInt64) {
        crc = inia_crc_combine(INIA_CRC32C, crc, next.crc, count)
    }
}
