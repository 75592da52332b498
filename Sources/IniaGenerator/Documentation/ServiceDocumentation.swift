internal import IniaPrimitives
internal import IniaText

/// The prose of one service, as Markdown.
struct ServiceDocumentation: DocumentationSource {
    private var texts: [String: String] = [:]

    /// Takes the prose of a service's model in the form of botocore's data.
    init(_ json: Bytes) throws(FormatError) {
        let content = try JSONReader.document(json)
        take(content, as: "service")
        for operation in content["operations"]?.asEntries ?? [] {
            take(operation.value, as: "operation " + operation.key)
        }
        for shape in content["shapes"]?.asEntries ?? [] {
            take(shape.value, as: "shape " + shape.key)
            for member in shape.value["members"]?.asEntries ?? [] {
                take(member.value, as: "member \(shape.key) \(member.key)")
            }
        }
    }

    private mutating func take(_ part: Document, as key: String) {
        if let text = part["documentation"]?.asString { texts[key] = text }
    }

    func service() -> String? { markdown("service") }

    func operation(_ name: String) -> String? { markdown("operation " + name) }

    func shape(_ name: String) -> String? { markdown("shape " + name) }

    func member(_ name: String, of shape: String) -> String? { markdown("member \(shape) \(name)") }

    private func markdown(_ key: String) -> String? {
        guard let html = texts[key] else { return nil }
        let text = ProseText.markdown(html)
        return text.isEmpty ? nil : text
    }
}
