internal import CDigests

/// XXH3 of 128 bits, with seed 0 and the default secret (xxHash specification).
public struct XXHash128: IncrementalDigest {
    /// The number of bytes in the value.
    public static let byteCount = 16
    private var state = inia_xxh3()

    /// Creates the digest of no bytes.
    public init() { inia_xxh3_start(&state) }

    /// Takes in the bytes that come next.
    public mutating func update(_ memory: UnsafeRawBufferPointer) {
        inia_xxh3_update(&state, memory.baseAddress, memory.count)
    }

    /// The value of all bytes so far; more may follow.
    public func value() -> Digest {
        let value = withUnsafePointer(to: state) { inia_xxh3_value128($0) }
        return Digest(Digest(value.high).bytes + Digest(value.low).bytes)
    }
}
