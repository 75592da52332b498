internal import IniaFormats
internal import IniaHTTP
internal import IniaPrimitives
internal import IniaShapes

/// What S3's responses hide.
enum S3Answer {
    /// S3 begins some long answers with status 200 and then finds that it failed: a body whose root is `Error`, or
    /// that breaks off, stands for a failure of the service.
    static func findHiddenError(_ answer: inout Answer, _ operation: Operation) {
        guard answer.status == 200, let content = answer.content, !content.isEmpty, operation.output != nil,
            (try? operation.outputEvents) == nil
        else { return }
        if let payload = try? operation.outputPayload, let kind = try? payload.shape.kind,
            kind == .blob || kind == .string
        {
            return
        }
        if !isSound(content) { answer.status = 500 }
    }

    /// Whether a text is whole XML whose root is no `Error`; it is read through, and nothing of it is kept.
    private static func isSound(_ content: Bytes) -> Bool {
        content.withUnsafeBytes { memory in
            do throws(FormatError) {
                var reader = XMLReader(memory)
                guard try reader.nextChild() else { return false }
                let root = reader.name
                try reader.finish()
                return root.local != "Error" || root.uri != nil
            } catch {
                return false
            }
        }
    }

    /// Objects are stored with whatever text their writer gave as `Expires`: it is given as `ExpiresString`, and as
    /// `Expires` only where it is a time.
    static func keepExpires(_ answer: inout Answer, _ operation: Operation) {
        guard let members = try? operation.output?.shape.members, members["ExpiresString"] != nil,
            let text = answer.headers["Expires"]
        else { return }
        try? answer.headers.set("ExpiresString", text)
        if (try? Dates.parse(text)) == nil { answer.headers.remove("Expires") }
    }
}
