internal import IniaPrimitives

/// The value of a digest or a checksum, its most significant byte first.
public struct Digest: Hashable, Sendable {
    /// The value's bytes, as services expect them.
    public let bytes: [UInt8]

    /// Creates a value from its bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Creates the value of a checksum that is a number of 32 bits.
    public init(_ number: UInt32) {
        bytes = withUnsafeBytes(of: number.bigEndian) { [UInt8]($0) }
    }

    /// Creates the value of a checksum that is a number of 64 bits.
    public init(_ number: UInt64) {
        bytes = withUnsafeBytes(of: number.bigEndian) { [UInt8]($0) }
    }

    /// The value in lower-case hexadecimal digits.
    public var hex: String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { text in
            writeHex(to: text)
            return bytes.count * 2
        }
    }

    /// Appends the lower-case hexadecimal digits of the value to other bytes.
    public func appendHex(to text: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count * 2) { digits in
            writeHex(to: digits)
            text.append(contentsOf: digits)
        }
    }

    private func writeHex(to text: UnsafeMutableBufferPointer<UInt8>) {
        for (index, byte) in bytes.enumerated() {
            text[index * 2] = (byte >> 4).lowerHexadecimalDigit
            text[index * 2 + 1] = (byte & 15).lowerHexadecimalDigit
        }
    }

    /// The value in base64 with padding (RFC 4648 section 4), as checksum headers have it.
    public var base64: String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits: UInt32 = 0
            for byte in group { bits = bits << 8 | UInt32(byte) }
            bits <<= UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place > group.count ? UInt8(ascii: "=") : Self.base64Letter(bits >> UInt32(18 - 6 * place)))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func base64Letter(_ bits: UInt32) -> UInt8 {
        switch UInt8(truncatingIfNeeded: bits & 63) {
        case let value where value < 26: UInt8(ascii: "A") + value
        case let value where value < 52: UInt8(ascii: "a") + value - 26
        case let value where value < 62: UInt8(ascii: "0") + value - 52
        case 62: UInt8(ascii: "+")
        default: UInt8(ascii: "/")
        }
    }
}
