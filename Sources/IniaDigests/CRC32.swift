internal import CDigests

/// CRC-32 as in zip and Ethernet (ISO 3309).
public struct CRC32: IncrementalDigest {
    public static let byteCount = 4
    private var crc: UInt64 = 0

    public init() {}

    public mutating func update(_ memory: UnsafeRawBufferPointer) {
        crc = inia_crc(INIA_CRC32, crc, memory.baseAddress, memory.count)
    }

    public func value() -> Digest { Digest(UInt32(truncatingIfNeeded: crc)) }

    /// The checksum of two parts that follow each other, from the checksum of each and the length of the second.
    public static func combined(_ first: UInt32, _ second: UInt32, secondCount: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: inia_crc_combine(INIA_CRC32, UInt64(first), UInt64(second), secondCount))
    }
}
