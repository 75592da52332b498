internal import CDigests

/// XXH3 of 64 bits, with seed 0 and the default secret (xxHash specification).
public struct XXHash3: IncrementalDigest {
    /// The number of bytes in the value.
    public static let byteCount = 8
    private var state = inia_xxh3()

    /// Creates the digest of no bytes.
    public init() { inia_xxh3_start(&state) }

    /// Takes in the bytes that come next.
    public mutating func update(_ memory: UnsafeRawBufferPointer) {
        inia_xxh3_update(&state, memory.baseAddress, memory.count)
    }

    /// The value of all bytes so far; more may follow.
    public func value() -> Digest {
        withUnsafePointer(to: state) { Digest(inia_xxh3_value64($0)) }
    }
}
