internal import IniaFormats
internal import IniaPrimitives

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
}
