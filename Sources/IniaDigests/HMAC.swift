/// A key for authenticating messages with a hash function (RFC 2104).
///
/// What depends on the key alone is computed once, so a key that is kept makes each authentication cheaper.
public struct HMAC: Sendable {
    /// The hash functions that AWS's signatures use.
    public enum Algorithm: Sendable {
        case sha1, sha256

        fileprivate var function: HashFunction { self == .sha1 ? .sha1 : .sha256 }
        fileprivate var byteCount: Int { self == .sha1 ? SHA1.byteCount : SHA256.byteCount }
    }

    private static let blockByteCount = 64
    private let inner: HashState
    private let outer: HashState
    private let byteCount: Int

    /// Creates a key from its bytes, of any number.
    public init(_ algorithm: Algorithm, key: [UInt8]) {
        byteCount = algorithm.byteCount
        var block = key
        if block.count > Self.blockByteCount {
            let state = HashState(algorithm.function)
            block.withUnsafeBytes { state.update($0) }
            block = state.finish(byteCount: byteCount)
        }
        block.append(contentsOf: repeatElement(0, count: Self.blockByteCount - block.count))
        inner = Self.state(of: algorithm, block: block, mask: 0x36)
        outer = Self.state(of: algorithm, block: block, mask: 0x5C)
    }

    private static func state(of algorithm: Algorithm, block: [UInt8], mask: UInt8) -> HashState {
        let state = HashState(algorithm.function)
        block.map { $0 ^ mask }.withUnsafeBytes { state.update($0) }
        return state
    }

    /// The code that authenticates a message.
    public func code(for message: UnsafeRawBufferPointer) -> Digest {
        let state = inner.copy()
        state.update(message)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: byteCount) { digest in
            state.finish(into: digest)
            state.reset(to: outer)
            state.update(UnsafeRawBufferPointer(digest))
        }
        return Digest(state.finish(byteCount: byteCount))
    }

    /// The code that authenticates a message.
    public func code(for message: [UInt8]) -> Digest {
        message.withUnsafeBytes { code(for: $0) }
    }

    /// The code that authenticates the UTF-8 form of a text.
    public func code(for text: String) -> Digest {
        code(for: [UInt8](text.utf8))
    }
}

extension HMAC: CustomReflectable {
    /// Nothing: a key is a secret.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
