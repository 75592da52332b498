public import IniaPrimitives

/// Reads JSON (RFC 8259) value by value from memory that must outlive it.
public struct JSONReader: ~Copyable {
    /// The number of bytes that have been read.
    public private(set) var offset = 0

    /// Creates a reader at the start of a text.
    ///
    /// - Parameter maximumDepth: how many containers may be open at a time.
    public init(_ bytes: UnsafeRawBufferPointer, maximumDepth: Int = 512) {}

    /// Tells what the next value is without reading it.
    public mutating func peek() throws(FormatError) -> JSONKind { .null }

    /// Enters an object; its entries are then read with ``nextKey()``.
    public mutating func enterObject() throws(FormatError) {}

    /// Reads up to the next value of the object that was entered last, or leaves it at its end.
    ///
    /// - Returns: the key in UTF-8 with escapes resolved, valid until the reader's next call, or nil at the end.
    public mutating func nextKey() throws(FormatError) -> UnsafeRawBufferPointer? { nil }

    /// As ``nextKey()``, with the key as a text.
    public mutating func nextKeyText() throws(FormatError) -> String? { nil }

    /// Enters an array; its elements are then read with ``nextElement()``.
    public mutating func enterArray() throws(FormatError) {}

    /// Moves to the next element of the array that was entered last, or leaves it at its end and gives false.
    public mutating func nextElement() throws(FormatError) -> Bool { false }

    /// Reads a string; a lone surrogate escape becomes U+FFFD.
    public mutating func readString() throws(FormatError) -> String { "" }

    /// Reads a string's UTF-8 bytes with escapes resolved, valid until the reader's next call.
    public mutating func readStringBytes() throws(FormatError) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// Reads a number.
    public mutating func readNumber() throws(FormatError) -> JSONNumber { .integer(0) }

    /// Reads a number in its own spelling.
    public mutating func readNumberText() throws(FormatError) -> String { "" }

    /// Reads true or false.
    public mutating func readBoolean() throws(FormatError) -> Bool { false }

    /// Reads null.
    public mutating func readNull() throws(FormatError) {}

    /// Reads null if it is next, and tells whether it was.
    public mutating func readNullIfNext() throws(FormatError) -> Bool { false }

    /// Reads a string as base64, as lenient as ``Base64/decode(_:)-swift.type.method``.
    public mutating func readBase64() throws(FormatError) -> Bytes { Bytes() }

    /// Reads over a value of any kind, checking it all the same.
    public mutating func skipValue() throws(FormatError) {}

    /// Reads a value of any kind.
    public mutating func readDocument() throws(FormatError) -> Document { .null }

    /// Checks that nothing but white space is left.
    public mutating func finish() throws(FormatError) {}

    /// Reads a text of one value.
    public static func document(_ bytes: Bytes, maximumDepth: Int = 512) throws(FormatError) -> Document {
        try bytes.withUnsafeBytes { (memory) throws(FormatError) in try document(memory, maximumDepth: maximumDepth) }
    }

    /// Reads a text of one value.
    public static func document(
        _ memory: UnsafeRawBufferPointer, maximumDepth: Int = 512
    ) throws(FormatError) -> Document {
        var reader = JSONReader(memory, maximumDepth: maximumDepth)
        let document = try reader.readDocument()
        try reader.finish()
        return document
    }
}
