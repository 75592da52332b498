internal import CDigests

/// CRC-64 as in NVM Express, S3's checksum for whole objects (NVM Command Set specification, 5.2.1.3.4).
public struct CRC64NVME: JoinableDigest {
    /// The number of bytes in the value.
    public static let byteCount = 8
    private var crc: UInt64 = 0

    /// Creates the digest of no bytes.
    public init() {}

    /// Takes in the bytes that come next.
    public mutating func update(_ memory: UnsafeRawBufferPointer) {
        crc = inia_crc(INIA_CRC64NVME, crc, memory.baseAddress, memory.count)
    }

    /// The value of all bytes so far; more may follow.
    public func value() -> Digest { Digest(crc) }

    /// The checksum of two parts that follow each other, from the checksum of each and the length of the second.
    public static func combined(_ first: UInt64, _ second: UInt64, secondCount: UInt64) -> UInt64 {
        inia_crc_combine(INIA_CRC64NVME, first, second, secondCount)
    }

    mutating func join(_ next: Self, count: UInt64) {
        crc = inia_crc_combine(INIA_CRC64NVME, crc, next.crc, count)
    }
}
