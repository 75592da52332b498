/// Writes XML piece by piece, as Python's ElementTree does: no declaration, `<a />` for an empty element.
public struct XMLWriter: Sendable {
    /// What has been written; an element whose end is not written yet may lack the end of its tag.
    public private(set) var bytes: [UInt8] = []
    private var open: [String] = []
    /// The attributes of the element that was just opened, while its tag can still get more.
    private var attributes: [(name: String, value: String)] = []
    private var isTagOpen = false

    /// Creates a writer of nothing yet.
    public init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    /// Opens an element, whose attributes may follow.
    public mutating func begin(_ name: String) {
        closeTag()
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: name.utf8)
        open.append(name)
        isTagOpen = true
    }

    /// Adds an attribute to the element that was just opened; a repeated name replaces the value.
    public mutating func attribute(_ name: String, _ value: String) {
        guard isTagOpen else { return }
        if let place = attributes.firstIndex(where: { $0.name == name }) {
            attributes[place].value = value
        } else {
            attributes.append((name, value))
        }
    }

    /// Writes text; an empty one makes no difference.
    public mutating func text(_ text: String) {
        guard !text.isEmpty else { return }
        closeTag()
        appendEscaped(text, isAttribute: false)
    }

    /// Closes the innermost element.
    public mutating func end() {
        guard let name = open.popLast() else { return }
        if isTagOpen {
            appendAttributes()
            bytes.append(contentsOf: " />".utf8)
        } else {
            bytes.append(contentsOf: "</".utf8)
            bytes.append(contentsOf: name.utf8)
            bytes.append(UInt8(ascii: ">"))
        }
    }

    private mutating func closeTag() {
        guard isTagOpen else { return }
        appendAttributes()
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func appendAttributes() {
        for (name, value) in attributes {
            bytes.append(UInt8(ascii: " "))
            bytes.append(contentsOf: name.utf8)
            bytes.append(contentsOf: "=\"".utf8)
            appendEscaped(value, isAttribute: true)
            bytes.append(UInt8(ascii: "\""))
        }
        attributes.removeAll(keepingCapacity: true)
        isTagOpen = false
    }

    private mutating func appendEscaped(_ text: String, isAttribute: Bool) {
        for unit in text.utf8 {
            switch (unit, isAttribute) {
            case (UInt8(ascii: "&"), _): bytes.append(contentsOf: "&amp;".utf8)
            case (UInt8(ascii: "<"), _): bytes.append(contentsOf: "&lt;".utf8)
            case (UInt8(ascii: ">"), _): bytes.append(contentsOf: "&gt;".utf8)
            case (UInt8(ascii: "\""), true): bytes.append(contentsOf: "&quot;".utf8)
            case (UInt8(ascii: "\r"), true): bytes.append(contentsOf: "&#13;".utf8)
            case (UInt8(ascii: "\n"), true): bytes.append(contentsOf: "&#10;".utf8)
            case (UInt8(ascii: "\t"), true): bytes.append(contentsOf: "&#09;".utf8)
            default: bytes.append(unit)
            }
        }
    }
}
