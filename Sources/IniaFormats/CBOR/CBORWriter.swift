public import IniaPrimitives

/// Writes CBOR (RFC 8949) item by item, whole numbers and lengths in their shortest form, lengths definite.
public struct CBORWriter: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []

    /// Creates a writer of nothing yet.
    public init(capacity: Int = 256) {}

    /// Begins a map of a number of entries, each a key and a value.
    public mutating func map(count: Int) {}

    /// Begins an array of a number of elements.
    public mutating func array(count: Int) {}

    /// Writes a text.
    public mutating func text(_ text: String) {}

    /// Writes a run of bytes.
    public mutating func bytes(_ value: Bytes) {}

    /// Writes a whole number.
    public mutating func integer(_ value: Int64) {}

    /// Writes a float of 64 bits; one that is not finite takes 16, as botocore writes it.
    public mutating func double(_ value: Double) {}

    /// Writes a float of 32 bits; one that is not finite takes 16, as botocore writes it.
    public mutating func float(_ value: Double) {}

    /// Writes true or false.
    public mutating func boolean(_ value: Bool) {}

    /// Writes null.
    public mutating func null() {}

    /// Writes a tag; the item that it is put on is written next.
    public mutating func tag(_ number: UInt64) {}
}
