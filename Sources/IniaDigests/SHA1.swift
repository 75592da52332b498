/// SHA-1 (FIPS 180-4), for checksums and the old signatures of S3.
public struct SHA1: IncrementalDigest {
    public static let byteCount = 20
    private var state = HashState(.sha1)

    public init() {}

    public mutating func update(_ memory: UnsafeRawBufferPointer) {
        if !isKnownUniquelyReferenced(&state) { state = state.copy() }
        state.update(memory)
    }

    public func value() -> Digest { Digest(state.copy().finish(byteCount: Self.byteCount)) }

    public static func digest(of memory: UnsafeRawBufferPointer) -> Digest {
        let state = HashState(.sha1)
        state.update(memory)
        return Digest(state.finish(byteCount: byteCount))
    }
}
