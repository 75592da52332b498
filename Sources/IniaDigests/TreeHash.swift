/// Glacier's tree hash: SHA-256 over a binary tree of SHA-256 hashes, its leaves one MiB each.
///
/// AWS: "Computing Checksums", Amazon S3 Glacier developer guide.
public struct TreeHash: IncrementalDigest {
    /// The number of bytes in the value.
    public static let byteCount = SHA256.byteCount
    private static let leafByteCount = 1 << 20

    private var leaf = SHA256()
    private var leafCount = 0
    /// The roots of the complete trees so far, the largest first, each with the number of its levels.
    private var roots: [(level: Int, hash: [UInt8])] = []

    /// Creates the digest of no bytes.
    public init() {}

    /// Takes in the bytes that come next.
    public mutating func update(_ memory: UnsafeRawBufferPointer) {
        var rest = memory
        while !rest.isEmpty {
            if leafCount == Self.leafByteCount { finishLeaf() }
            let taken = min(Self.leafByteCount - leafCount, rest.count)
            leaf.update(UnsafeRawBufferPointer(rebasing: rest[..<taken]))
            leafCount += taken
            rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
        }
    }

    private mutating func finishLeaf() {
        var level = 0
        var hash = leaf.value().bytes
        while let last = roots.last, last.level == level {
            roots.removeLast()
            hash = SHA256.digest(of: last.hash + hash).bytes
            level += 1
        }
        roots.append((level, hash))
        leaf = SHA256()
        leafCount = 0
    }

    /// The root's hash; that of no bytes at all is their SHA-256.
    public func value() -> Digest {
        var hash = leaf.value().bytes
        for root in roots.reversed() { hash = SHA256.digest(of: root.hash + hash).bytes }
        return Digest(hash)
    }
}
