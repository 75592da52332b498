public import IniaPrimitives
public import IniaText

/// Reads CBOR (RFC 8949) item by item from memory that must outlive it; definite and indefinite lengths alike.
///
/// Keys of maps are texts. No length that the input claims is believed before its bytes are there, so a short input
/// never takes much memory.
public struct CBORReader: ~Copyable {
    private var cursor: ByteCursor
    private let maximumDepth: Int
    /// How much is left of each open container.
    private var open: [Extent] = []
    private var scratch: [UInt8] = []
    private var key = ScratchMemory()

    private enum Extent {
        case items(UInt64)
        case untilBreak
    }

    /// Creates a reader at the start of an item.
    ///
    /// - Parameter maximumDepth: how many containers and tags may be open at a time.
    public init(_ bytes: UnsafeRawBufferPointer, maximumDepth: Int = 512) {
        cursor = ByteCursor(bytes)
        self.maximumDepth = maximumDepth
    }

    /// The number of bytes that have been read.
    public var offset: Int { cursor.offset }

    /// Tells what the next item is without reading it.
    public mutating func peek() throws(FormatError) -> CBORKind {
        guard let byte = cursor.peek() else { throw truncated() }
        switch byte >> 5 {
        case 0, 1: return .integer
        case 2: return .bytes
        case 3: return .text
        case 4: return .array
        case 5: return .map
        case 6: return .tag
        default:
            switch byte & 0x1F {
            case 20, 21: return .boolean
            case 22: return .null
            case 23: return .undefined
            case 25, 26, 27: return .float
            default: throw syntax("a simple value without a meaning")
            }
        }
    }

    /// Enters a map; its entries are then read with ``nextKey()``.
    public mutating func enterMap() throws(FormatError) { try enter(.map) }

    /// Enters an array; its elements are then read with ``nextElement()``.
    public mutating func enterArray() throws(FormatError) { try enter(.array) }

    /// Reads up to the next value of the map that was entered last, or leaves it at its end.
    ///
    /// - Returns: the key, a text, in UTF-8, valid until the reader's next call, or nil at the end.
    public mutating func nextKey() throws(FormatError) -> UnsafeRawBufferPointer? {
        guard try nextElement() else { return nil }
        try expect(.text)
        return try readString()
    }

    /// As ``nextKey()``, with the key as a text.
    public mutating func nextKeyText() throws(FormatError) -> String? {
        try nextKey().map { String(decoding: $0, as: UTF8.self) }
    }

    /// Moves to the next element of the array that was entered last, or leaves it at its end and gives false.
    public mutating func nextElement() throws(FormatError) -> Bool {
        guard let extent = open.last else { return false }
        switch extent {
        case .items(0):
            open.removeLast()
            return false
        case .items(let count): open[open.count - 1] = .items(count - 1)
        case .untilBreak:
            guard !cursor.isAtEnd else { throw truncated() }
            if cursor.take(Self.breakCode) {
                open.removeLast()
                return false
            }
        }
        return true
    }

    /// Reads a text.
    public mutating func readText() throws(FormatError) -> String {
        try expect(.text)
        return String(decoding: try readString(), as: UTF8.self)
    }

    /// Reads a run of bytes.
    public mutating func readBytes() throws(FormatError) -> Bytes {
        try expect(.bytes)
        return Bytes(copying: try readString())
    }

    /// Reads a whole number.
    public mutating func readInteger() throws(FormatError) -> CBORInteger {
        try expect(.integer)
        let (major, _, argument) = try readHead()
        return major == 0 ? .unsigned(argument) : .negative(argument)
    }

    /// Reads a float of any width.
    public mutating func readFloat() throws(FormatError) -> Double {
        try expect(.float)
        let (_, detail, bits) = try readHead()
        switch detail {
        case 25: return UInt16(truncatingIfNeeded: bits).asHalfFloat
        case 26: return Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        default: return Double(bitPattern: bits)
        }
    }

    /// Reads a tag's number; the item that it is put on comes next.
    public mutating func readTag() throws(FormatError) -> UInt64 {
        try expect(.tag)
        return try readHead().argument
    }

    /// Reads true or false.
    public mutating func readBoolean() throws(FormatError) -> Bool {
        try expect(.boolean)
        return cursor.next() == 0xF5
    }

    /// Reads null or undefined if one is next, and tells whether it was.
    public mutating func readNullIfNext() throws(FormatError) -> Bool {
        let kind = try peek()
        guard kind == .null || kind == .undefined else { return false }
        cursor.offset += 1
        return true
    }

    /// Reads tag 1 and the seconds since 1970 that it is put on.
    public mutating func readTimestamp() throws(FormatError) -> Timestamp {
        let start = cursor.offset
        guard try readTag() == 1 else { throw FormatError(.syntax, "the tag is not a time's", offset: start) }
        switch try peek() {
        case .float: return try Dates.epoch(try readFloat())
        case .integer:
            guard let seconds = try readInteger().int64 else {
                throw FormatError(.range, "seconds outside the years 1 to 9999", offset: start)
            }
            return try Dates.epoch(Double(seconds))
        default: throw syntax("a time is neither a whole number nor a float")
        }
    }

    /// Reads over an item of any kind, checking it all the same.
    public mutating func skipItem() throws(FormatError) { try skipItem(tags: 0) }

    /// Checks that nothing is left.
    public mutating func finish() throws(FormatError) {
        guard cursor.isAtEnd else { throw syntax("something follows the CBOR item") }
    }
}

extension CBORReader {
    private static let breakCode: UInt8 = 0xFF

    /// - Parameter tags: how many tags the item is below, which nest as containers do.
    private mutating func skipItem(tags: Int) throws(FormatError) {
        switch try peek() {
        case .map:
            try enterMap()
            while try nextKey() != nil { try skipItem(tags: tags) }
        case .array:
            try enterArray()
            while try nextElement() { try skipItem(tags: tags) }
        case .tag:
            guard open.count + tags < maximumDepth else { throw tooDeep() }
            _ = try readTag()
            try skipItem(tags: tags + 1)
        case .text, .bytes: _ = try readString()
        case .integer, .float: _ = try readHead()
        case .boolean, .null, .undefined: cursor.offset += 1
        }
    }

    private mutating func expect(_ kind: CBORKind) throws(FormatError) {
        let found = try peek()
        guard found == kind else {
            throw FormatError(.unexpectedKind, "expected a CBOR \(kind), found a \(found)", offset: cursor.offset)
        }
    }

    private mutating func enter(_ kind: CBORKind) throws(FormatError) {
        try expect(kind)
        guard open.count < maximumDepth else { throw tooDeep() }
        let isIndefinite = (cursor.peek() ?? 0) & 0x1F == 31
        if isIndefinite {
            cursor.offset += 1
            open.append(.untilBreak)
            return
        }
        let count = try readHead().argument
        // Each item takes a byte at least, an entry two.
        let least = kind == .map ? count.multipliedReportingOverflow(by: 2) : (count, false)
        guard !least.1, least.0 <= UInt64(cursor.remaining) else { throw truncated() }
        open.append(.items(count))
    }

    /// Reads an item's first byte and its argument, which must not be indefinite.
    private mutating func readHead() throws(FormatError) -> (major: UInt8, detail: UInt8, argument: UInt64) {
        guard let first = cursor.next() else { throw truncated() }
        let detail = first & 0x1F
        guard detail >= 24 else { return (first >> 5, detail, UInt64(detail)) }
        guard detail <= 27 else { throw syntax("a length that CBOR does not have") }
        var argument: UInt64 = 0
        for _ in 0..<(1 << (detail - 24)) {
            guard let byte = cursor.next() else { throw truncated() }
            argument = argument << 8 | UInt64(byte)
        }
        return (first >> 5, detail, argument)
    }

    /// Reads a text or a run of bytes; one in pieces is put together. It is lent until the reader's next call.
    private mutating func readString() throws(FormatError) -> UnsafeRawBufferPointer {
        guard let first = cursor.peek() else { throw truncated() }
        guard first & 0x1F == 31 else { return try readPiece(of: first >> 5) }
        cursor.offset += 1
        scratch.removeAll(keepingCapacity: true)
        while !cursor.take(Self.breakCode) {
            guard let next = cursor.peek() else { throw truncated() }
            guard next >> 5 == first >> 5, next & 0x1F != 31 else {
                throw syntax("a piece of a text or of bytes is of another kind")
            }
            scratch.append(contentsOf: try readPiece(of: first >> 5))
        }
        let memory = key.reserve(scratch.count)
        memory.copyBytes(from: scratch)
        return UnsafeRawBufferPointer(rebasing: memory[..<scratch.count])
    }

    private mutating func readPiece(of major: UInt8) throws(FormatError) -> UnsafeRawBufferPointer {
        let start = cursor.offset
        let count = try readHead().argument
        guard count <= UInt64(cursor.remaining) else { throw truncated() }
        let piece = cursor.slice(cursor.offset..<(cursor.offset + Int(count)))
        cursor.offset += Int(count)
        guard major == 2 || piece.isUTF8 else { throw FormatError(.syntax, "a text is not UTF-8", offset: start) }
        return piece
    }

    private func syntax(_ message: String) -> FormatError { FormatError(.syntax, message, offset: cursor.offset) }

    private func truncated() -> FormatError { FormatError(.truncated, "CBOR ends too early", offset: cursor.offset) }

    private func tooDeep() -> FormatError {
        FormatError(.tooDeep, "CBOR is nested deeper than \(maximumDepth) levels", offset: cursor.offset)
    }
}

extension UInt16 {
    /// The number that the bits are as a float of 16 bits (IEEE 754); not every machine has the type.
    fileprivate var asHalfFloat: Double {
        let exponent = Int(self >> 10 & 0x1F)
        let fraction = Double(self & 0x3FF)
        let magnitude: Double =
            switch exponent {
            case 0: fraction * 0x1p-24
            case 31: fraction == 0 ? .infinity : .nan
            default: (1024 + fraction) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
            }
        return self & 0x8000 == 0 ? magnitude : -magnitude
    }
}
