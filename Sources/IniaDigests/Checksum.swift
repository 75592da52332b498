public import IniaPrimitives

/// A checksum, of an algorithm chosen at run time, that is computed piece by piece.
///
/// It is a value: a copy goes on from where the original was.
public struct Checksum: Sendable {
    /// What is computed.
    public let algorithm: ChecksumAlgorithm
    private var digest: any IncrementalDigest

    /// Creates the checksum of no bytes.
    public init(_ algorithm: ChecksumAlgorithm) {
        self.algorithm = algorithm
        digest = algorithm.kind.init()
    }

    /// Takes in the bytes that come next.
    public mutating func update(_ memory: UnsafeRawBufferPointer) { digest.update(memory) }

    /// Takes in the bytes that come next.
    public mutating func update(_ bytes: Bytes) { digest.update(bytes) }

    /// Takes in bytes whose checksum is known already, as if they came next.
    ///
    /// - Parameters:
    ///   - next: their checksum.
    ///   - count: how many they are.
    /// - Precondition: `next` is of the same algorithm, and that is ``ChecksumAlgorithm/isJoinable``.
    public mutating func join(_ next: Checksum, count: Int64) {
        let whole = (digest as? any JoinableDigest)?.joined(by: next.digest, count: UInt64(max(count, 0)))
        guard let whole else { preconditionFailure("\(algorithm.name) and \(next.algorithm.name) cannot be joined") }
        digest = whole
    }

    /// The checksum of all bytes so far; more may follow.
    public func value() -> Digest { digest.value() }

    /// The checksum of all bytes so far in base64, as its header has it.
    public var base64: String { value().base64 }
}
