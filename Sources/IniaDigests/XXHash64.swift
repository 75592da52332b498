internal import CDigests

/// XXH64 with seed 0 (xxHash specification).
public struct XXHash64: IncrementalDigest {
    /// The number of bytes in the value.
    public static let byteCount = 8
    private var state = inia_xxh64()

    /// Creates the digest of no bytes.
    public init() { inia_xxh64_start(&state) }

    /// Takes in the bytes that come next.
    public mutating func update(_ memory: UnsafeRawBufferPointer) {
        inia_xxh64_update(&state, memory.baseAddress, memory.count)
    }

    /// The value of all bytes so far; more may follow.
    public func value() -> Digest {
        withUnsafePointer(to: state) { Digest(inia_xxh64_value($0)) }
    }
}
