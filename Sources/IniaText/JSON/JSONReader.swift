public import IniaPrimitives

/// Reads JSON (RFC 8259) value by value from memory that must outlive it.
///
/// As Python's parser, and hence botocore, it takes `NaN`, `Infinity` and `-Infinity` for numbers; in all else the
/// grammar is kept strictly. A key that an object repeats is given each time. Every call takes time in proportion
/// to the bytes that it reads over.
public struct JSONReader: ~Copyable {
    var cursor: ByteCursor
    private let maximumDepth: Int
    private var depth = 0
    /// Whether a comma must stand before the next key or element: the one thing to know of the open container.
    private var needsComma = false
    var scratch = ScratchMemory()

    /// Creates a reader at the start of a text.
    ///
    /// - Parameter maximumDepth: how many containers may be open at a time.
    public init(_ bytes: UnsafeRawBufferPointer, maximumDepth: Int = 512) {
        cursor = ByteCursor(bytes)
        self.maximumDepth = maximumDepth
    }

    /// The number of bytes that have been read.
    public var offset: Int { cursor.offset }

    /// How far a reader has come.
    public struct Place: BitwiseCopyable, Sendable {
        fileprivate let offset: Int
        fileprivate let depth: Int
        fileprivate let needsComma: Bool
    }

    /// Where the reader is; setting an earlier place reads from there again, also after an error.
    public var place: Place {
        get { Place(offset: cursor.offset, depth: depth, needsComma: needsComma) }
        set {
            cursor.offset = newValue.offset
            depth = newValue.depth
            needsComma = newValue.needsComma
        }
    }

    /// Tells what the next value is without reading it.
    public mutating func peek() throws(FormatError) -> JSONKind {
        guard let byte = nextVisible() else { throw truncated() }
        switch byte {
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "N"), UInt8(ascii: "I"):
            return .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
        case UInt8(ascii: "n"): return .null
        default: throw syntax("no JSON value begins here")
        }
    }

    /// Enters an object; its entries are then read with ``nextKey()``.
    public mutating func enterObject() throws(FormatError) { try enter(.object) }

    /// Enters an array; its elements are then read with ``nextElement()``.
    public mutating func enterArray() throws(FormatError) { try enter(.array) }

    /// Reads up to the next value of the object that was entered last, or leaves it at its end.
    ///
    /// - Returns: the key in UTF-8 with escapes resolved, valid until the reader's next call, or nil at the end.
    public mutating func nextKey() throws(FormatError) -> UnsafeRawBufferPointer? {
        guard try moveToNext(orEnd: UInt8(ascii: "}")) else { return nil }
        guard cursor.peek() == UInt8(ascii: "\"") else { throw unexpected("an object's key") }
        let key = try scanString()
        guard nextVisible() == UInt8(ascii: ":") else { throw unexpected("a colon") }
        cursor.offset += 1
        return key
    }

    /// As ``nextKey()``, with the key as a text.
    public mutating func nextKeyText() throws(FormatError) -> String? {
        try nextKey().map { String(decoding: $0, as: UTF8.self) }
    }

    /// Moves to the next element of the array that was entered last, or leaves it at its end and gives false.
    public mutating func nextElement() throws(FormatError) -> Bool {
        try moveToNext(orEnd: UInt8(ascii: "]"))
    }

    /// Reads a string; a lone surrogate escape becomes U+FFFD.
    public mutating func readString() throws(FormatError) -> String {
        String(decoding: try readStringBytes(), as: UTF8.self)
    }

    /// Reads a string's UTF-8 bytes with escapes resolved, valid until the reader's next call.
    public mutating func readStringBytes() throws(FormatError) -> UnsafeRawBufferPointer {
        try expect(.string)
        return try scanString()
    }

    /// Reads a string as base64, as lenient as ``Base64/decode(_:)-(String)``.
    public mutating func readBase64() throws(FormatError) -> Bytes {
        let start = cursor.offset
        guard let bytes = Base64.decode(try readStringBytes()) else {
            throw FormatError(.syntax, "a string is not base64", offset: start)
        }
        return bytes
    }

    /// Reads a number.
    public mutating func readNumber() throws(FormatError) -> JSONNumber {
        try expect(.number)
        return try scanNumber().value
    }

    /// Reads a number in its own spelling.
    public mutating func readNumberText() throws(FormatError) -> String {
        try expect(.number)
        let start = cursor.offset
        _ = try scanNumber()
        return String(decoding: cursor.slice(start..<cursor.offset), as: UTF8.self)
    }

    /// Reads true or false.
    public mutating func readBoolean() throws(FormatError) -> Bool {
        try expect(.boolean)
        if cursor.take("true") { return true }
        if cursor.take("false") { return false }
        throw syntax("no JSON value begins here")
    }

    /// Reads null.
    public mutating func readNull() throws(FormatError) {
        try expect(.null)
        guard cursor.take("null") else { throw syntax("no JSON value begins here") }
    }

    /// Reads null if it is next, and tells whether it was.
    public mutating func readNullIfNext() throws(FormatError) -> Bool {
        guard try peek() == .null else { return false }
        try readNull()
        return true
    }

    /// Reads over a value of any kind, checking it all the same.
    public mutating func skipValue() throws(FormatError) {
        switch try peek() {
        case .object:
            try enterNext()
            while try nextKey() != nil { try skipValue() }
        case .array:
            try enterNext()
            while try nextElement() { try skipValue() }
        case .string: _ = try scanString(isSkipped: true)
        case .number: _ = try scanNumber()
        case .boolean: _ = try readBoolean()
        case .null: try readNull()
        }
    }

    /// Checks that nothing but white space is left.
    public mutating func finish() throws(FormatError) {
        guard nextVisible() == nil else { throw syntax("something follows the JSON value") }
    }
}

extension JSONReader {
    private mutating func expect(_ kind: JSONKind) throws(FormatError) {
        let found = try peek()
        guard found == kind else {
            throw FormatError(.unexpectedKind, "expected a JSON \(kind), found a \(found)", offset: cursor.offset)
        }
    }

    private mutating func enter(_ kind: JSONKind) throws(FormatError) {
        try expect(kind)
        try enterNext()
    }

    /// Enters the container whose bracket is known to be next.
    private mutating func enterNext() throws(FormatError) {
        guard depth < maximumDepth else {
            throw FormatError(.tooDeep, "JSON is nested deeper than \(maximumDepth) levels", offset: cursor.offset)
        }
        depth += 1
        cursor.offset += 1
        needsComma = false
    }

    private mutating func moveToNext(orEnd end: UInt8) throws(FormatError) -> Bool {
        var next = nextVisible()
        if next == end {
            cursor.offset += 1
            depth -= 1
            needsComma = true
            return false
        }
        if needsComma {
            guard next == UInt8(ascii: ",") else { throw unexpected("a comma") }
            cursor.offset += 1
            next = nextVisible()
            if next == end { throw syntax("a comma stands before the end of a container") }
        }
        needsComma = true
        return true
    }

    /// Moves over white space and gives the byte after it, or nil at the end.
    @inline(__always)
    private mutating func nextVisible() -> UInt8? {
        while let byte = cursor.peek() {
            if byte > 0x20 || (byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09) { return byte }
            cursor.offset += 1
        }
        return nil
    }

    func syntax(_ message: String) -> FormatError { FormatError(.syntax, message, offset: cursor.offset) }

    func truncated() -> FormatError { FormatError(.truncated, "JSON ends too early", offset: cursor.offset) }

    func unexpected(_ wanted: String) -> FormatError {
        cursor.isAtEnd ? truncated() : syntax("expected \(wanted)")
    }
}
