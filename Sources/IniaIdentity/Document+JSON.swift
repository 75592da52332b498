internal import IniaPrimitives
internal import IniaText

extension Document {
    /// Reads a JSON text, or gives nil where it is none.
    init?(json bytes: Bytes) {
        let read = bytes.withUnsafeBytes { memory -> Document? in
            var reader = JSONReader(memory, maximumDepth: 64)
            guard let document = try? reader.readDocument(), (try? reader.finish()) != nil else { return nil }
            return document
        }
        guard let read else { return nil }
        self = read
    }

    /// The account's twelve digits, which programs print as a text or as a number; nil where there are none.
    var accountID: String? {
        if case .integer(let number) = self {
            let digits = String(number)
            return String(repeating: "0", count: max(0, 12 - digits.count)) + digits
        }
        return asString.flatMap { $0.isEmpty ? nil : $0 }
    }
}
