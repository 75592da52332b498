/// A name of an element or attribute, taken apart at its namespace.
public struct XMLName: Sendable, Hashable {
    /// The name without its prefix.
    public var local: String
    /// What stands before the colon, if anything.
    public var prefix: String?
    /// The namespace that the prefix, or the default declaration, stands for, if any.
    public var uri: String?

    /// Creates a name.
    public init(_ local: String, prefix: String? = nil, uri: String? = nil) {
        self.local = local
        self.prefix = prefix
        self.uri = uri
    }
}

/// An attribute of an element; declarations of namespaces are not counted as attributes.
public struct XMLAttribute: Sendable, Hashable {
    /// The name.
    public var name: XMLName
    /// The value, with references resolved.
    public var value: String

    /// Creates an attribute.
    public init(name: XMLName, value: String) {
        self.name = name
        self.value = value
    }
}
