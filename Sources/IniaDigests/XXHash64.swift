internal import CDigests

/// XXH64 with seed 0 (xxHash specification).
public struct XXHash64: IncrementalDigest {
    public static let byteCount = 8
    private var state = inia_xxh64()

    public init() { inia_xxh64_start(&state) }

    public mutating func update(_ memory: UnsafeRawBufferPointer) {
        inia_xxh64_update(&state, memory.baseAddress, memory.count)
    }

    public func value() -> Digest {
        withUnsafePointer(to: state) { Digest(inia_xxh64_value($0)) }
    }
}
