internal import CDigests

/// XXH3 of 64 bits, with seed 0 and the default secret (xxHash specification).
public struct XXHash3: IncrementalDigest {
    public static let byteCount = 8
    private var state = inia_xxh3()

    public init() { inia_xxh3_start(&state) }

    public mutating func update(_ memory: UnsafeRawBufferPointer) {
        inia_xxh3_update(&state, memory.baseAddress, memory.count)
    }

    public func value() -> Digest {
        withUnsafePointer(to: state) { Digest(inia_xxh3_value64($0)) }
    }
}
