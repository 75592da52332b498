import Glibc
import Inia
import IniaDigests

/// What objects are made of: each is a part of one file of random bytes, told by its number.
struct Contents: Sendable {
    private let all: Bytes
    let path: String

    init() throws {
        all = Bytes(Host.system.entropy.bytes(8 << 20))
        path = "/tmp/inia-soak-\(Host.system.entropy.uuid())"
        try Host.system.files.replace(path, with: all)
    }

    func remove() { unlink(path) }

    func bytes(_ object: SoakObject) -> Bytes { all.slice(object.offset..<(object.offset + object.count)) }

    /// The object's bytes in one of the forms that a body has.
    func body(_ object: SoakObject, _ form: Int, mayBeOnce: Bool) -> Body {
        let bytes = bytes(object)
        switch form % 4 {
        case 0: return .bytes(bytes)
        case 1: return Body(.file(path: path, offset: Int64(object.offset), count: Int64(object.count)))
        case 2 where mayBeOnce: return Body(once: Parts(rest: bytes), count: bytes.count)
        default: return Body(streaming: bytes.count) { Parts(rest: bytes) }
        }
    }

    /// Bytes in parts of some kilobytes.
    private struct Parts: AsyncSequence, AsyncIteratorProtocol, Sendable {
        var rest: Bytes

        func makeAsyncIterator() -> Parts { self }

        mutating func next() -> Bytes? {
            guard !rest.isEmpty else { return nil }
            let part = rest.slice(0..<Swift.min(rest.count, 24_000))
            rest = rest.dropFirst(part.count)
            return part
        }
    }
}

/// An object that was sent: its key, and which bytes it has.
struct SoakObject: Sendable, Hashable {
    let key: String
    let offset: Int
    let count: Int
}

extension Bytes {
    /// What two contents are compared by.
    var checksum: Digest { withUnsafeBytes { SHA256.digest(of: $0) } }
}

/// Numbers that are the same for the same seed.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
