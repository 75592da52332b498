public import IniaPrimitives

/// Reads XML 1.0 with namespaces, in UTF-8, element by element from memory that must outlive it.
///
/// The reader stands in an element: at first in the document itself, whose one child is the root.
/// ``nextChild()`` moves into the next child; from there the reader goes on with its children, or its text, or
/// past it. DOCTYPE is refused, so there are no entities but XML's own five and character references.
public struct XMLReader: ~Copyable {
    /// Creates a reader that stands before the root element.
    ///
    /// - Parameter maximumDepth: how many elements may be open at a time.
    public init(_ bytes: UnsafeRawBufferPointer, maximumDepth: Int = 512) {}

    /// The number of bytes that have been read.
    public var offset: Int { 0 }

    /// The local name of the element that was entered last, in UTF-8, valid until the reader's next call.
    public var nameBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }

    /// The name of the element that was entered last; valid until the reader's next call.
    public var name: XMLName { XMLName("") }

    /// The attributes of the element that was entered last; valid until the reader's next call.
    public func attributes() throws(FormatError) -> [XMLAttribute] { [] }

    /// Enters the next child of the current element, or leaves the current element at its end and gives false.
    ///
    /// Text before the child is passed over.
    public mutating func nextChild() throws(FormatError) -> Bool { false }

    /// Reads the text before the first child of the current element, then the rest of it, and leaves it.
    public mutating func readText() throws(FormatError) -> String { "" }

    /// Reads over the rest of the current element and leaves it.
    public mutating func skipElement() throws(FormatError) {}

    /// Reads the current element with all that is in it, and leaves it.
    public mutating func readElement() throws(FormatError) -> XMLElement { XMLElement(name: XMLName("")) }

    /// Checks that nothing but comments and white space is left after the root.
    public mutating func finish() throws(FormatError) {}

    /// Reads a whole document as a tree.
    public static func document(_ bytes: Bytes, maximumDepth: Int = 512) throws(FormatError) -> XMLElement {
        XMLElement(name: XMLName(""))
    }
}

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
