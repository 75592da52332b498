extension UnsafeRawBufferPointer {
    /// Whether the bytes are UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
    package var isUTF8: Bool {
        var place = 0
        let end = count
        while place < end {
            if place <= end - 8, loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                place += 8
                continue
            }
            let first = self[place]
            guard first >= 0x80 else {
                place += 1
                continue
            }
            guard let (length, second) = Self.sequence(beginningWith: first), place + length <= end,
                second.contains(self[place + 1])
            else { return false }
            for later in (place + 2)..<(place + length) where self[later] & 0xC0 != 0x80 { return false }
            place += length
        }
        return true
    }

    /// How long a sequence is and which bytes may come second in it, by its first byte.
    private static func sequence(beginningWith first: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
        switch first {
        case 0xC2...0xDF: (2, 0x80...0xBF)
        case 0xE0: (3, 0xA0...0xBF)
        case 0xED: (3, 0x80...0x9F)
        case 0xE1...0xEF: (3, 0x80...0xBF)
        case 0xF0: (4, 0x90...0xBF)
        case 0xF1...0xF3: (4, 0x80...0xBF)
        case 0xF4: (4, 0x80...0x8F)
        default: nil
        }
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit of either case, or nil.
    package var hexadecimalDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Whether it is a digit from 0 to 9 in ASCII.
    package var isDecimalDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
