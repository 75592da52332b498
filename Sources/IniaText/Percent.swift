/// Percent-encoding (RFC 3986 section 2.1).
public enum Percent {
    /// Encodes the UTF-8 form of a text, but for unreserved characters and the ASCII characters of another set.
    public static func encode(_ text: String, keeping safe: String = "") -> String {
        var bytes: [UInt8] = []
        append(text, keeping: safe, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the encoded form of a text to bytes.
    public static func append(_ text: String, keeping safe: String = "", to bytes: inout [UInt8]) {
        append(text.utf8, keeping: ASCIISet.unreserved.union(safe), to: &bytes)
    }

    /// Decodes each `%XX`; what is no such triplet stays, and what is then no UTF-8 becomes U+FFFD, as in Python.
    ///
    /// - Parameter plusIsSpace: whether `+` is decoded to a space, as in forms.
    public static func decode(_ text: String, plusIsSpace: Bool = false) -> String {
        decode(text[...].utf8, plusIsSpace: plusIsSpace)
    }

    static func decode(_ text: Substring.UTF8View, plusIsSpace: Bool) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text
        while let unit = rest.popFirst() {
            if unit == UInt8(ascii: "%"), let high = rest.first?.hexadecimalDigit,
                let low = rest.dropFirst().first?.hexadecimalDigit
            {
                bytes.append(high << 4 | low)
                rest.removeFirst(2)
            } else {
                bytes.append(plusIsSpace && unit == UInt8(ascii: "+") ? UInt8(ascii: " ") : unit)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func append(
        _ units: some Sequence<UInt8>, keeping safe: ASCIISet, spaceIsPlus: Bool = false, to bytes: inout [UInt8]
    ) {
        for unit in units {
            if safe.contains(unit) {
                bytes.append(unit)
            } else if spaceIsPlus, unit == UInt8(ascii: " ") {
                bytes.append(UInt8(ascii: "+"))
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(hexadecimalLetter(unit >> 4))
                bytes.append(hexadecimalLetter(unit & 0x0F))
            }
        }
    }

    private static func hexadecimalLetter(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
    }
}

/// A set of ASCII characters.
struct ASCIISet {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// The characters that never need encoding (RFC 3986 section 2.3).
    static let unreserved = ASCIISet().union("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    func contains(_ unit: UInt8) -> Bool {
        unit < 64 ? low >> UInt64(unit) & 1 == 1 : unit < 128 && high >> UInt64(unit - 64) & 1 == 1
    }

    /// This set with the ASCII characters of a text.
    func union(_ text: String) -> ASCIISet {
        var set = self
        for unit in text.utf8 {
            if unit < 64 { set.low |= 1 << UInt64(unit) } else if unit < 128 { set.high |= 1 << UInt64(unit - 64) }
        }
        return set
    }
}
