internal import IniaPrimitives
internal import IniaShapes
internal import IniaText

/// What single services' responses need before they are parsed.
enum Answers {
    /// OAuth's word for an error's message is `error_description` (RFC 6749 section 5.2).
    static func useOAuthDescription(_ answer: inout Answer, _ operation: Operation) {
        guard answer.status >= 400, let content = answer.content,
            case .map(var entries)? = try? JSONReader.document(content)
        else { return }
        let body = Document.map(entries)
        guard let message = body["error_description"]?.asString, !message.isEmpty,
            (body["Message"] ?? body["message"])?.asString?.isEmpty ?? true
        else { return }
        entries.removeAll { $0.key == "Message" }
        entries.append(Document.Entry(key: "Message", value: .string(message)))
        answer.content = Bytes(JSONWriter.bytes(.map(entries)))
    }
}
