internal import IniaFormats
internal import IniaHTTP
internal import IniaPrimitives
internal import IniaShapes

/// What S3's responses hide.
enum S3Answer {
    /// S3 begins some long answers with status 200 and then finds that it failed: a body whose root is `Error`, or
    /// that breaks off, stands for a failure of the service.
    static func findHiddenError(_ answer: inout Answer, _ operation: Operation) {
        guard answer.status == 200, let content = answer.content, !content.isEmpty, let output = operation.output,
            (try? operation.outputEvents) == nil
        else { return }
        if let payload = try? operation.outputPayload, let kind = try? payload.shape.kind,
            kind == .blob || kind == .string
        {
            return
        }
        _ = output
        guard let root = try? XMLReader.document(content), root.name.local != "Error" || root.name.uri != nil else {
            answer.status = 500
            return
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
