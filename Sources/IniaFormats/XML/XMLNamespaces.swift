internal import IniaText

/// The namespaces that are declared where a reader stands.
struct XMLNamespaces {
    private struct Declaration {
        let prefix: String?
        let uri: String
    }

    private var declarations: [Declaration] = []
    /// More are refused, so that looking one up stays quick.
    private static let limit = 256
    private static let xml = "http://www.w3.org/XML/1998/namespace"
    private static let xmlns = "http://www.w3.org/2000/xmlns/"

    var count: Int { declarations.count }

    /// Adds a declaration, and tells whether the reserved names allow it.
    mutating func add(prefix: String?, uri: String, at offset: Int) throws(FormatError) -> Bool {
        guard declarations.count < Self.limit else {
            throw FormatError(.tooLarge, "more than \(Self.limit) namespaces are declared", offset: offset)
        }
        guard prefix != "xmlns", uri != Self.xmlns, (prefix == "xml") == (uri == Self.xml),
            prefix == nil || !uri.isEmpty
        else { return false }
        declarations.append(Declaration(prefix: prefix, uri: uri))
        return true
    }

    mutating func removeAll(after count: Int) { declarations.removeLast(max(declarations.count - count, 0)) }

    /// What a prefix, or none, stands for; nil where that is nothing.
    func uri(of prefix: String?) -> String? {
        if prefix == "xml" { return Self.xml }
        guard let uri = declarations.last(where: { $0.prefix == prefix })?.uri else { return nil }
        return uri.isEmpty ? nil : uri
    }

    /// Whether no prefix stands twice among the declarations from a place on.
    func declaresEachOnce(since place: Int) -> Bool {
        guard declarations.count - place >= 2 else { return true }
        let recent = declarations.dropFirst(place)
        return Set(recent.map(\.prefix)).count == recent.count
    }
}
