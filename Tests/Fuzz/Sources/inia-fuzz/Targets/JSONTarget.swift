internal import IniaPrimitives
internal import IniaText

/// JSON: what is passed over is checked like what is read, and what was read can be written and read again.
enum JSONTarget {
    static func run(_ bytes: Bytes) {
        let document = try? JSONReader.document(bytes)
        expect((document != nil) == isPassedOver(bytes), "passing over and reading agree")
        guard let document else { return }
        for style in [JSONWriter.Style.compact, .compactASCII, .python] {
            let text = JSONWriter.bytes(document, style: style)
            let again = try? JSONReader.document(Bytes(text))
            expect(again.map { JSONWriter.bytes($0, style: style) } == text, "what was written is read as the same")
        }
    }

    private static func isPassedOver(_ bytes: Bytes) -> Bool {
        bytes.withUnsafeBytes { memory in
            var reader = JSONReader(memory)
            do {
                try reader.skipValue()
                try reader.finish()
                return true
            } catch {
                return false
            }
        }
    }
}
