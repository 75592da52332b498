internal import IniaFormats
internal import IniaHTTP
internal import IniaPrimitives
internal import IniaShapes
internal import IniaText

/// What S3's responses hide.
enum S3Answer {
    /// S3 begins some long answers with status 200 and then finds that it failed: a body whose root is `Error` stands
    /// for a failure of the service.
    static func findHiddenError(_ answer: inout Answer, _ operation: Operation) {
        guard answer.status == 200, let content = xml(in: answer, operation) else { return }
        let isError = content.withUnsafeBytes { memory in
            var reader = XMLReader(memory)
            guard (try? reader.nextChild()) == true else { return true }
            let root = reader.name
            return root.local == "Error" && root.uri == nil
        }
        if isError { answer.status = 500 }
    }

    /// A body that breaks off is a failure of the service too. That is looked into only where parsing failed, for it
    /// takes a walk through all of the text.
    static func findCutBody(_ answer: inout Answer, _ operation: Operation) {
        guard answer.status == 200, let content = xml(in: answer, operation) else { return }
        let isWhole = content.withUnsafeBytes { memory in
            do throws(FormatError) {
                var reader = XMLReader(memory)
                while try reader.nextChild() { try reader.skipElement() }
                try reader.finish()
                return true
            } catch {
                return false
            }
        }
        if !isWhole { answer.status = 500 }
    }

    /// The body where it is XML by the operation's model.
    private static func xml(in answer: Answer, _ operation: Operation) -> Bytes? {
        guard let content = answer.content, !content.isEmpty, operation.output != nil,
            (try? operation.outputEvents) == nil
        else { return nil }
        if let payload = try? operation.outputPayload, let kind = try? payload.shape.kind,
            kind == .blob || kind == .string
        {
            return nil
        }
        return content
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
        guard let text = answer.headers["Expires"], let members = try? operation.output?.shape.members,
            members[expiresString] != nil
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
