public import IniaPrimitives

/// Writes CBOR (RFC 8949) item by item, whole numbers and lengths in their shortest form, lengths definite.
public struct CBORWriter: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []

    /// Creates a writer of nothing yet.
    public init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    /// Begins a map of a number of entries, each a key and a value.
    public mutating func map(count: Int) { head(5, UInt64(max(count, 0))) }

    /// Begins an array of a number of elements.
    public mutating func array(count: Int) { head(4, UInt64(max(count, 0))) }

    /// Writes a text.
    public mutating func text(_ text: String) {
        head(3, UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// Writes a run of bytes.
    public mutating func bytes(_ value: Bytes) {
        head(2, UInt64(value.count))
        value.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Writes a whole number.
    public mutating func integer(_ value: Int64) {
        // A negative number is kept as what it is below -1, which is its bits turned over.
        if value < 0 { head(1, UInt64(~value)) } else { head(0, UInt64(value)) }
    }

    /// Writes a float of 64 bits; one that is not finite takes 16, as botocore writes it.
    public mutating func double(_ value: Double) {
        guard value.isFinite else { return notFinite(value) }
        bytes.append(0xFB)
        append(value.bitPattern, byteCount: 8)
    }

    /// Writes a float of 32 bits; one that is not finite takes 16, as botocore writes it.
    public mutating func float(_ value: Double) {
        guard value.isFinite else { return notFinite(value) }
        bytes.append(0xFA)
        append(UInt64(Float(value).bitPattern), byteCount: 4)
    }

    /// Writes true or false.
    public mutating func boolean(_ value: Bool) { bytes.append(value ? 0xF5 : 0xF4) }

    /// Writes null.
    public mutating func null() { bytes.append(0xF6) }

    /// Writes a tag; the item that it is put on is written next.
    public mutating func tag(_ number: UInt64) { head(6, number) }

    private mutating func notFinite(_ value: Double) {
        let bits: UInt64 = value.isNaN ? 0x7E00 : value < 0 ? 0xFC00 : 0x7C00
        bytes.append(0xF9)
        append(bits, byteCount: 2)
    }

    private mutating func head(_ major: UInt8, _ argument: UInt64) {
        let major = major << 5
        switch argument {
        case ..<24: bytes.append(major | UInt8(argument))
        case ..<0x100:
            bytes.append(major | 24)
            append(argument, byteCount: 1)
        case ..<0x1_0000:
            bytes.append(major | 25)
            append(argument, byteCount: 2)
        case ..<0x1_0000_0000:
            bytes.append(major | 26)
            append(argument, byteCount: 4)
        default:
            bytes.append(major | 27)
            append(argument, byteCount: 8)
        }
    }

    private mutating func append(_ value: UInt64, byteCount: Int) {
        for place in (0..<byteCount).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(place * 8))) }
    }
}
