/// The encoding of forms, `application/x-www-form-urlencoded`, as Python's `quote_plus` writes it.
public struct FormEncoding: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []

    /// Creates a form of no fields yet.
    public init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    /// Appends a field.
    public mutating func field(_ name: String, _ value: String) {
        if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
        Percent.append(name.utf8, keeping: .unreserved, spaceIsPlus: true, to: &bytes)
        bytes.append(UInt8(ascii: "="))
        Percent.append(value.utf8, keeping: .unreserved, spaceIsPlus: true, to: &bytes)
    }

    /// The encoded form of fields.
    public static func encode(_ fields: [(name: String, value: String)]) -> String {
        var form = FormEncoding()
        for field in fields { form.field(field.name, field.value) }
        return String(decoding: form.bytes, as: UTF8.self)
    }

    /// The fields of an encoded form or query string; one without `=` has an empty value, an empty one is left out.
    public static func decode(_ text: String) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        var rest = text[...].utf8
        while !rest.isEmpty {
            let field = rest[..<(rest.firstIndex(of: UInt8(ascii: "&")) ?? rest.endIndex)]
            rest = rest[field.endIndex...].dropFirst()
            guard !field.isEmpty else { continue }
            let equals = field.firstIndex(of: UInt8(ascii: "=")) ?? field.endIndex
            let name = Percent.decode(field[..<equals], plusIsSpace: true)
            fields.append((name, Percent.decode(field[equals...].dropFirst(), plusIsSpace: true)))
        }
        return fields
    }
}
