public import IniaPrimitives

/// Reads CBOR (RFC 8949) item by item from memory that must outlive it; definite and indefinite lengths alike.
public struct CBORReader: ~Copyable {
    /// The number of bytes that have been read.
    public private(set) var offset = 0

    /// Creates a reader at the start of an item.
    ///
    /// - Parameter maximumDepth: how many containers and tags may be open at a time.
    public init(_ bytes: UnsafeRawBufferPointer, maximumDepth: Int = 512) {}

    /// Tells what the next item is without reading it.
    public mutating func peek() throws(FormatError) -> CBORKind { .null }

    /// Enters a map; its entries are then read with ``nextKey()``.
    public mutating func enterMap() throws(FormatError) {}

    /// Reads up to the next value of the map that was entered last, or leaves it at its end.
    ///
    /// - Returns: the key, a text, in UTF-8, valid until the reader's next call, or nil at the end.
    public mutating func nextKey() throws(FormatError) -> UnsafeRawBufferPointer? { nil }

    /// As ``nextKey()``, with the key as a text.
    public mutating func nextKeyText() throws(FormatError) -> String? { nil }

    /// Enters an array; its elements are then read with ``nextElement()``.
    public mutating func enterArray() throws(FormatError) {}

    /// Moves to the next element of the array that was entered last, or leaves it at its end and gives false.
    public mutating func nextElement() throws(FormatError) -> Bool { false }

    /// Reads a text.
    public mutating func readText() throws(FormatError) -> String { "" }

    /// Reads a run of bytes.
    public mutating func readBytes() throws(FormatError) -> Bytes { Bytes() }

    /// Reads a whole number.
    public mutating func readInteger() throws(FormatError) -> CBORInteger { .unsigned(0) }

    /// Reads a float of any width.
    public mutating func readFloat() throws(FormatError) -> Double { 0 }

    /// Reads a tag's number; the item that it is put on comes next.
    public mutating func readTag() throws(FormatError) -> UInt64 { 0 }

    /// Reads true or false.
    public mutating func readBoolean() throws(FormatError) -> Bool { false }

    /// Reads null or undefined if one is next, and tells whether it was.
    public mutating func readNullIfNext() throws(FormatError) -> Bool { false }

    /// Reads tag 1 and the seconds since 1970 that it is put on.
    public mutating func readTimestamp() throws(FormatError) -> Timestamp { Timestamp(seconds: 0) }

    /// Reads over an item of any kind, checking it all the same.
    public mutating func skipItem() throws(FormatError) {}

    /// Checks that nothing is left.
    public mutating func finish() throws(FormatError) {}
}
