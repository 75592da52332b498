public import IniaPrimitives

/// Base64 (RFC 4648 section 4) with padding.
public enum Base64 {
    /// Encodes bytes.
    public static func encode(_ bytes: Bytes) -> String {
        bytes.withUnsafeBytes { memory in
            var text: [UInt8] = []
            append(memory, to: &text)
            return String(decoding: text, as: UTF8.self)
        }
    }

    /// Appends the encoded form of bytes to others.
    public static func append(_ memory: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + (memory.count + 2) / 3 * 4)
        var place = 0
        while place < memory.count {
            let left = memory.count - place
            let second = left > 1 ? memory[place + 1] : 0
            let third = left > 2 ? memory[place + 2] : 0
            let group = UInt32(memory[place]) << 16 | UInt32(second) << 8 | UInt32(third)
            bytes.append(letter(group >> 18))
            bytes.append(letter(group >> 12))
            bytes.append(left > 1 ? letter(group >> 6) : padding)
            bytes.append(left > 2 ? letter(group) : padding)
            place += 3
        }
    }

    /// Decodes a text, or gives nil where padding is missing, a character is left over, or one is not of ASCII.
    ///
    /// Other characters outside the alphabet are passed over, and so is all that follows the padding, as in Python.
    public static func decode(_ text: String) -> Bytes? {
        if let bytes = text.utf8.withContiguousStorageIfAvailable({ decode(UnsafeRawBufferPointer($0)) }) {
            return bytes
        }
        return Array(text.utf8).withUnsafeBytes { decode($0) }
    }

    /// Decodes a text in UTF-8; see ``decode(_:)-(String)``.
    public static func decode(_ memory: UnsafeRawBufferPointer) -> Bytes? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(memory.count / 4 * 3 + 3)
        var group: UInt32 = 0
        var letters = 0
        var pads = 0
        for place in memory.indices {
            let unit = memory[place]
            if unit == padding {
                guard letters >= 2 else { continue }
                pads += 1
                if letters + pads >= 4 { return memory[place...].allSatisfy { $0 < 0x80 } ? Bytes(bytes) : nil }
                continue
            }
            guard let value = value(of: unit) else {
                guard unit < 0x80 else { return nil }
                continue
            }
            pads = 0
            group = group << 6 | UInt32(value)
            letters = (letters + 1) & 3
            if letters != 1 {
                let bitsLeft: UInt32 = letters == 2 ? 4 : letters == 3 ? 2 : 0
                bytes.append(UInt8(truncatingIfNeeded: group >> bitsLeft))
            }
        }
        return letters == 0 ? Bytes(bytes) : nil
    }

    private static let padding = UInt8(ascii: "=")

    private static func letter(_ bits: UInt32) -> UInt8 {
        let bits = UInt8(truncatingIfNeeded: bits & 0x3F)
        return switch bits {
        case 0..<26: UInt8(ascii: "A") + bits
        case 26..<52: UInt8(ascii: "a") + bits - 26
        case 52..<62: UInt8(ascii: "0") + bits - 52
        case 62: UInt8(ascii: "+")
        default: UInt8(ascii: "/")
        }
    }

    private static func value(of unit: UInt8) -> UInt8? {
        switch unit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): unit - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): unit - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): unit - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
