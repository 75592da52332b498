/// MD5 (RFC 1321), for checksums that services ask for; it protects nothing.
public struct MD5: IncrementalDigest {
    public static let byteCount = 16
    private var state = HashState(.md5)

    public init() {}

    public mutating func update(_ memory: UnsafeRawBufferPointer) {
        if !isKnownUniquelyReferenced(&state) { state = state.copy() }
        state.update(memory)
    }

    public func value() -> Digest { Digest(state.copy().finish(byteCount: Self.byteCount)) }

    public static func digest(of memory: UnsafeRawBufferPointer) -> Digest {
        let state = HashState(.md5)
        state.update(memory)
        return Digest(state.finish(byteCount: byteCount))
    }
}
