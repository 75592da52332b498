/// SHA-512 (FIPS 180-4).
public struct SHA512: IncrementalDigest {
    public static let byteCount = 64
    private var state = HashState(.sha512)

    public init() {}

    public mutating func update(_ memory: UnsafeRawBufferPointer) {
        if !isKnownUniquelyReferenced(&state) { state = state.copy() }
        state.update(memory)
    }

    public func value() -> Digest { Digest(state.copy().finish(byteCount: Self.byteCount)) }

    public static func digest(of memory: UnsafeRawBufferPointer) -> Digest {
        let state = HashState(.sha512)
        state.update(memory)
        return Digest(state.finish(byteCount: byteCount))
    }
}
