/// What tells most names apart at once: the number of UTF-8 bytes, the first eight of them and the last eight.
struct NameKey: Sendable, Equatable {
    let count: Int
    private let first: UInt64
    private let last: UInt64

    init(_ name: String) {
        var name = name
        self = name.withUTF8 { NameKey(UnsafeRawBufferPointer($0)) }
    }

    init(_ utf8: UnsafeRawBufferPointer) {
        count = utf8.count
        if utf8.count >= 8 {
            first = utf8.loadUnaligned(as: UInt64.self)
            last = utf8.loadUnaligned(fromByteOffset: utf8.count - 8, as: UInt64.self)
        } else {
            var bits: UInt64 = 0
            for byte in utf8.reversed() { bits = bits << 8 | UInt64(byte) }
            first = bits
            last = bits
        }
    }

    /// Whether text begins with the name's bytes, as far as the key has them, and then the byte; where the text has not
    /// eight bytes it is not looked at.
    func begins(_ text: UnsafeRawBufferPointer, before byte: UInt8) -> Bool {
        guard text.count >= 8, count < text.count, text[count] == byte else { return false }
        let word = text.loadUnaligned(as: UInt64.self)
        guard count >= 8 else { return UInt64(littleEndian: word) & ~(UInt64.max << UInt64(8 * count)) == first }
        return word == first && text.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self) == last
    }

    /// Whether the key has all bytes of its name, so that equal keys are equal names.
    var isWhole: Bool { count <= 16 }
}

extension UnsafeRawBufferPointer {
    /// Whether the bytes are the same, compared eight at a time.
    func equals(_ other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        guard count >= 8 else { return elementsEqual(other) }
        var place = 0
        while place + 8 <= count {
            guard
                loadUnaligned(fromByteOffset: place, as: UInt64.self)
                    == other.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            else { return false }
            place += 8
        }
        return loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
            == other.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    }
}
