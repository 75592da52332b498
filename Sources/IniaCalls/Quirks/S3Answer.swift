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

    /// Objects are stored with whatever text their writer gave as `Expires`: it is given as `ExpiresString`, which the
    /// model does not have, and as `Expires` only where it is a time.
    static func withExpiresString(_ operation: Operation) -> Operation {
        guard let output = operation.output, let shape = try? output.shape, let members = shape.members,
            members["Expires"] != nil, members[expiresString] == nil
        else { return operation }
        var traits = Traits()
        traits.location = .header
        let text = Reference(
            to: expiresString, traits: traits, in: SingleShape(shape: Shape(name: expiresString, kind: .string)))
        let member = Member(name: expiresString, index: members.count, isRequired: false, reference: text)
        let wider = Shape(
            name: shape.name, kind: shape.kind, traits: shape.traits, members: Members(Array(members) + [member]))
        return operation.changed(output: Reference(to: output.target, in: SingleShape(shape: wider)))
    }

    /// Puts the text of `Expires` under the name of the member that is given as it is.
    static func keepExpires(_ answer: inout Answer, _ operation: Operation) {
        guard let members = try? operation.output?.shape.members, members[expiresString] != nil,
            let text = answer.headers["Expires"]
        else { return }
        try? answer.headers.set(expiresString, text)
        if (try? Dates.parse(text)) == nil { answer.headers.remove("Expires") }
    }

    private static let expiresString = "ExpiresString"

    /// Finds one shape, whatever it is asked for.
    private struct SingleShape: ShapeSource {
        let shape: Shape

        func shape(named name: String) throws(ModelError) -> Shape { shape }
    }
}
