/// Percent-encoding (RFC 3986 section 2.1).
public enum Percent {
    /// Encodes the UTF-8 form of a text, but for unreserved characters and the ASCII characters of another set.
    public static func encode(_ text: String, keeping safe: StaticString = "") -> String { text }

    /// Encodes the UTF-8 form of a text, but for unreserved characters and the ASCII characters of another set.
    public static func encode(_ text: String, keepingCharactersOf safe: String) -> String { text }

    /// Appends the encoded form of a text to bytes.
    public static func append(_ text: String, keeping safe: StaticString = "", to bytes: inout [UInt8]) {}

    /// Decodes each `%XX`; what is no such triplet stays, and what is then no UTF-8 becomes U+FFFD, as in Python.
    ///
    /// - Parameter plusIsSpace: whether `+` is decoded to a space, as in forms.
    public static func decode(_ text: String, plusIsSpace: Bool = false) -> String { text }
}
