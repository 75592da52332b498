/// Writes XML piece by piece, as Python's ElementTree does: no declaration, `<a />` for an empty element.
public struct XMLWriter: Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []

    /// Creates a writer of nothing yet.
    public init(capacity: Int = 256) {}

    /// Opens an element, whose attributes may follow.
    public mutating func begin(_ name: String) {}

    /// Adds an attribute to the element that was just opened; a repeated name replaces the value.
    public mutating func attribute(_ name: String, _ value: String) {}

    /// Writes text; an empty one makes no difference.
    public mutating func text(_ text: String) {}

    /// Closes the innermost element.
    public mutating func end() {}
}
