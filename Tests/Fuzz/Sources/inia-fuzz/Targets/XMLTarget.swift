internal import IniaFormats
internal import IniaPrimitives

/// XML: what is passed over is checked like what is read, and what was read can be written and read again.
enum XMLTarget {
    static func run(_ bytes: Bytes) {
        let root = try? XMLReader.document(bytes)
        expect((root != nil) == isPassedOver(bytes), "passing over and reading agree")
        guard let root else { return }
        let plain = plain(root)
        var writer = XMLWriter()
        write(plain, to: &writer)
        expect((try? XMLReader.document(Bytes(writer.bytes))) == plain, "what was written is read as the same")
    }

    private static func isPassedOver(_ bytes: Bytes) -> Bool {
        bytes.withUnsafeBytes { memory in
            var reader = XMLReader(memory)
            do {
                guard try reader.nextChild() else { return false }
                try reader.skipElement()
                try reader.finish()
                return true
            } catch {
                return false
            }
        }
    }

    /// The element without namespaces, which the writer leaves to its caller, and without the line ends of texts, which
    /// it writes as they are, as ElementTree does.
    private static func plain(_ element: XMLElement) -> XMLElement {
        var attributes: [XMLAttribute] = []
        for attribute in element.attributes where !attributes.contains(where: { $0.name.local == attribute.name.local })
        {
            guard attribute.name.local != "xmlns" else { continue }
            attributes.append(XMLAttribute(name: XMLName(attribute.name.local), value: attribute.value))
        }
        let units = element.text.utf8.filter { $0 != 0x0D }
        return XMLElement(
            name: XMLName(element.name.local), attributes: attributes, text: String(decoding: units, as: UTF8.self),
            children: element.children.map(plain))
    }

    private static func write(_ element: XMLElement, to writer: inout XMLWriter) {
        writer.begin(element.name.local)
        for attribute in element.attributes { writer.attribute(attribute.name.local, attribute.value) }
        writer.text(element.text)
        for child in element.children { write(child, to: &writer) }
        writer.end()
    }
}
