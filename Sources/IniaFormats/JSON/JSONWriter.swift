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

    /// Creates a writer of nothing yet.
    public init(style: Style = .compact, capacity: Int = 256) {}

    /// Opens an object.
    public mutating func beginObject() {}

    /// Closes the innermost object.
    public mutating func endObject() {}

    /// Writes the key of the value that is written next.
    public mutating func key(_ key: String) {}

    /// Opens an array.
    public mutating func beginArray() {}

    /// Closes the innermost array.
    public mutating func endArray() {}

    /// Writes a string.
    public mutating func string(_ text: String) {}

    /// Writes bytes as a base64 string.
    public mutating func base64(_ value: Bytes) {}

    /// Writes a whole number.
    public mutating func integer(_ value: Int64) {}

    /// Writes a number as Python's `repr` of a float; one that is not finite as `NaN`, `Infinity`, `-Infinity`.
    public mutating func float(_ value: Double) {}

    /// Writes a number that is spelled already.
    public mutating func number(_ text: String) {}

    /// Writes true or false.
    public mutating func boolean(_ value: Bool) {}

    /// Writes null.
    public mutating func null() {}

    /// Writes a value of any kind.
    public mutating func document(_ document: Document) {}

    /// The text of one value.
    public static func bytes(_ document: Document, style: Style = .compact) -> [UInt8] { [] }

    /// The text of one value.
    public static func text(_ document: Document, style: Style = .compact) -> String { "" }
}
