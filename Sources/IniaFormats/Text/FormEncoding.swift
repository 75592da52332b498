/// The encoding of forms, `application/x-www-form-urlencoded`, as Python's `quote_plus` writes it.
public struct FormEncoding: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []

    /// Creates a form of no fields yet.
    public init(capacity: Int = 256) {}

    /// Appends a field.
    public mutating func field(_ name: String, _ value: String) {}

    /// The encoded form of fields.
    public static func encode(_ fields: [(name: String, value: String)]) -> String { "" }

    /// The fields of an encoded form or query string, empty values kept.
    public static func decode(_ text: String) -> [(name: String, value: String)] { [] }
}
