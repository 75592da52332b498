/// An element with all that is in it.
public struct XMLElement: Sendable, Hashable {
    /// The name.
    public var name: XMLName
    /// The attributes in order, declarations of namespaces not counted.
    public var attributes: [XMLAttribute]
    /// The text before the first child.
    public var text: String
    /// The elements in it, in order.
    public var children: [XMLElement]

    /// Creates an element.
    public init(name: XMLName, attributes: [XMLAttribute] = [], text: String = "", children: [XMLElement] = []) {
        self.name = name
        self.attributes = attributes
        self.text = text
        self.children = children
    }

    /// The first child of a local name.
    public subscript(local: String) -> XMLElement? { children.first { $0.name.local == local } }
}
