public import IniaPrimitives

/// Base64 (RFC 4648) with padding.
public enum Base64 {
    /// Encodes bytes.
    public static func encode(_ bytes: Bytes) -> String { "" }

    /// Appends the encoded form of bytes to others.
    public static func append(_ memory: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {}

    /// Decodes a text, or gives nil where padding is missing or a character is left over.
    ///
    /// Characters outside the alphabet are passed over, and so is all that follows the padding, as in Python.
    public static func decode(_ text: String) -> Bytes? { nil }

    /// Decodes ASCII text; see ``decode(_:)-(String)``.
    public static func decode(_ memory: UnsafeRawBufferPointer) -> Bytes? { nil }
}
