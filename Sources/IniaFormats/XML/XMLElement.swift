/// An element with all that is in it.
public struct XMLElement: Sendable, Hashable {
    public var name: XMLName
    public var attributes: [XMLAttribute]
    /// The text before the first child.
    public var text: String
    public var children: [XMLElement]

    public init(name: XMLName, attributes: [XMLAttribute] = [], text: String = "", children: [XMLElement] = []) {
        self.name = name
        self.attributes = attributes
        self.text = text
        self.children = children
    }

    /// The first child of a local name.
    public subscript(local: String) -> XMLElement? { children.first { $0.name.local == local } }
}
