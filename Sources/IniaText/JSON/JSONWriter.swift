public import IniaPrimitives

/// Writes JSON piece by piece; commas and colons are put in between.
public struct JSONWriter: Sendable {
    /// How the text looks.
    public enum Style: Sendable, Hashable {
        /// As Python's `json.dumps` writes by default: `", "` and `": "`, non-ASCII characters as `\uXXXX`.
        case python
        /// Without spaces, non-ASCII characters as UTF-8.
        case compact
        /// Without spaces, non-ASCII characters as `\uXXXX`: Python's `separators=(",", ":")`.
        case compactASCII
    }

    /// What has been written.
    public private(set) var bytes: [UInt8] = []
    private let isSpaced: Bool
    private let isASCII: Bool
    private var needsComma = false

    /// Creates a writer of nothing yet.
    public init(style: Style = .compact, capacity: Int = 256) {
        isSpaced = style == .python
        isASCII = style != .compact
        bytes.reserveCapacity(capacity)
    }

    /// Opens an object.
    public mutating func beginObject() { open(UInt8(ascii: "{")) }

    /// Closes the innermost object.
    public mutating func endObject() { close(UInt8(ascii: "}")) }

    /// Opens an array.
    public mutating func beginArray() { open(UInt8(ascii: "[")) }

    /// Closes the innermost array.
    public mutating func endArray() { close(UInt8(ascii: "]")) }

    /// Writes the key of the value that is written next.
    public mutating func key(_ key: String) {
        string(key)
        bytes.append(UInt8(ascii: ":"))
        if isSpaced { bytes.append(UInt8(ascii: " ")) }
        needsComma = false
    }

    /// Writes a string.
    public mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        appendEscaped(text)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes bytes as a base64 string.
    public mutating func base64(_ value: Bytes) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        value.withUnsafeBytes { Base64.append($0, to: &bytes) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a whole number.
    public mutating func integer(_ value: Int64) { raw(String(value)) }

    /// Writes a number as Python's `repr` of a float; one that is not finite as `NaN`, `Infinity`, `-Infinity`.
    public mutating func float(_ value: Double) { raw(value.pythonText) }

    /// Writes a number that is spelled already; only its spelling's owner knows that it is one.
    public mutating func number(_ text: String) { raw(text) }

    /// Writes true or false.
    public mutating func boolean(_ value: Bool) { raw(value ? "true" : "false") }

    /// Writes null.
    public mutating func null() { raw("null") }
}

extension JSONWriter {
    /// Writes a value of any kind.
    public mutating func document(_ document: Document) {
        switch document {
        case .null: null()
        case .boolean(let value): boolean(value)
        case .integer(let value): integer(value)
        case .float(let value): float(value)
        case .decimal(let text): number(text)
        case .string(let text): string(text)
        case .list(let elements):
            beginArray()
            for element in elements { self.document(element) }
            endArray()
        case .map(let entries):
            beginObject()
            for entry in entries {
                key(entry.key)
                self.document(entry.value)
            }
            endObject()
        }
    }

    /// The text of one value.
    public static func bytes(_ document: Document, style: Style = .compact) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.document(document)
        return writer.bytes
    }

    /// The text of one value.
    public static func text(_ document: Document, style: Style = .compact) -> String {
        String(decoding: bytes(document, style: style), as: UTF8.self)
    }
}

extension JSONWriter {
    private mutating func separate() {
        if needsComma {
            bytes.append(UInt8(ascii: ","))
            if isSpaced { bytes.append(UInt8(ascii: " ")) }
        }
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func appendEscaped(_ text: String) {
        let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { appendEscaped($0) }
        if isDone == nil { Array(text.utf8).withUnsafeBufferPointer { appendEscaped($0) } }
    }

    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var runStart = 0
        var place = 0
        while place < text.count {
            let byte = text[place]
            if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte < 0x80 || !isASCII {
                place += 1
                continue
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart..<place]))
            place +=
                byte < 0x80 ? appendEscape(of: byte) : appendNonASCII(UnsafeBufferPointer(rebasing: text[place...]))
            runStart = place
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart...]))
    }

    /// Writes the escape of a character below 0x80 and gives the number of bytes that it stands for.
    private mutating func appendEscape(of byte: UInt8) -> Int {
        let letter: UInt8
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): letter = byte
        case 0x08: letter = UInt8(ascii: "b")
        case 0x09: letter = UInt8(ascii: "t")
        case 0x0A: letter = UInt8(ascii: "n")
        case 0x0C: letter = UInt8(ascii: "f")
        case 0x0D: letter = UInt8(ascii: "r")
        default:
            appendUnit(UInt16(byte))
            return 1
        }
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(letter)
        return 1
    }

    /// Writes the escapes of the first character of valid UTF-8 and gives the number of bytes that it has there.
    private mutating func appendNonASCII(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        let length = text[0] < 0xE0 ? 2 : text[0] < 0xF0 ? 3 : 4
        var scalar = UInt32(text[0] & (0xFF >> UInt8(length + 1)))
        for continuation in text[1..<length] { scalar = scalar << 6 | UInt32(continuation & 0x3F) }
        if scalar < 0x10000 {
            appendUnit(UInt16(truncatingIfNeeded: scalar))
        } else {
            appendUnit(UInt16(truncatingIfNeeded: 0xD800 + ((scalar - 0x10000) >> 10)))
            appendUnit(UInt16(truncatingIfNeeded: 0xDC00 + ((scalar - 0x10000) & 0x3FF)))
        }
        return length
    }

    private mutating func appendUnit(_ unit: UInt16) {
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(UInt8(ascii: "u"))
        for shift: UInt16 in [12, 8, 4, 0] {
            let digit = UInt8(truncatingIfNeeded: unit >> shift) & 0x0F
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}
