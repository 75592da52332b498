/// MD5 (RFC 1321), for checksums that services ask for; it protects nothing.
public struct MD5: IncrementalDigest {
    /// The number of bytes in the value.
    public static let byteCount = 16
    private var state = HashState(.md5)

    /// Creates the digest of no bytes.
    public init() {}

    /// Takes in the bytes that come next.
    public mutating func update(_ memory: UnsafeRawBufferPointer) {
        if !isKnownUniquelyReferenced(&state) { state = state.copy() }
        state.update(memory)
    }

    /// The value of all bytes so far; more may follow.
    public func value() -> Digest { Digest(state.copy().finish(byteCount: Self.byteCount)) }

    /// The value of bytes in memory.
    public static func digest(of memory: UnsafeRawBufferPointer) -> Digest {
        let state = HashState(.md5)
        state.update(memory)
        return Digest(state.finish(byteCount: byteCount))
    }
}
