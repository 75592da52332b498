public import IniaText

/// Reads XML 1.0 with namespaces, in UTF-8, element by element from memory that must outlive it.
///
/// The reader stands in an element: at first in the document itself, whose one child is the root.
/// ``nextChild()`` moves into the next child; from there the reader goes on with its children, or its text, or
/// past it. What is read over is checked all the same. A document type may be named, but a DOCTYPE with declarations is
/// refused, so there are no entities but XML's own five and character references. A declared encoding is passed over: as in botocore, the bytes are UTF-8 or no XML.
public struct XMLReader: ~Copyable {
    var cursor: ByteCursor
    let maximumDepth: Int
    /// The elements that have been entered and not been left.
    var open = PlainStack<OpenElement>()
    /// The attributes in the tag that was read last.
    var rawAttributes: [RawAttribute] = []
    /// The namespaces that are declared by the open elements, and by the one that was entered last.
    var namespaces = XMLNamespaces()
    /// The name in the tag that was read last.
    private(set) var lastName = QualifiedName(range: 0..<0, colon: nil)
    private var isChecked = false
    private var hasRoot = false
    private var hasType = false
    /// Whether the current element was a tag like `<a/>`, of which nothing is left to read.
    var isEmptyElement = false
    /// Texts that stand in pieces, or not as they are meant, are put together here.
    var scratch = ScratchMemory()

    struct OpenElement: BitwiseCopyable {
        /// Where the name begins in the start tag.
        let name: Int
        let nameCount: Int
        let outerNamespaces: Int
    }

    /// Creates a reader that stands before the root element.
    ///
    /// - Parameter maximumDepth: how many elements may be open at a time.
    public init(_ bytes: UnsafeRawBufferPointer, maximumDepth: Int = 512) {
        cursor = ByteCursor(bytes)
        self.maximumDepth = maximumDepth
    }

    /// The number of bytes that have been read.
    public var offset: Int { cursor.offset }

    /// Enters the next child of the current element, or leaves the current element at its end and gives false.
    ///
    /// Text before the child is passed over.
    public mutating func nextChild() throws(FormatError) -> Bool {
        guard !open.isEmpty else {
            if !isChecked { try prepare() }
            return try enterRoot()
        }
        if isEmptyElement { return leave() }
        while true {
            if cursor.peek() != UInt8(ascii: "<") { try skipText() }
            switch try skipMarkup() {
            case .start: return try enter()
            case .end: return try leaveAtEndTag()
            case .other: continue
            }
        }
    }

    /// What follows the `<` that is next in the current element, to the end of all; empty where there is none.
    ///
    /// Nothing is changed, but for a method that could change nothing the whole reader would be copied.
    public mutating func peekTag() -> UnsafeRawBufferPointer {
        guard !open.isEmpty, !isEmptyElement, cursor.peek() == UInt8(ascii: "<") else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return cursor.slice((cursor.offset + 1)..<cursor.count)
    }

    /// Enters the next child as ``nextChild()`` does, where the caller has seen in ``peekTag()`` that its tag is nothing
    /// but a name without a prefix.
    ///
    /// - Parameter nameCount: the number of the name's bytes.
    public mutating func enterChild(nameCount: Int) throws(FormatError) {
        guard open.count < maximumDepth else { throw tooDeep() }
        let start = cursor.offset + 1
        cursor.offset = start + nameCount + 1
        if !rawAttributes.isEmpty { rawAttributes.removeAll(keepingCapacity: true) }
        enter(QualifiedName(range: start..<(start + nameCount), colon: nil), outerNamespaces: namespaces.count)
    }

    /// Reads the text before the first child of the current element, then the rest of it, and leaves it.
    public mutating func readText() throws(FormatError) -> String {
        String(decoding: try readTextBytes(), as: UTF8.self)
    }

    /// As ``readText()``, with the text in UTF-8, valid until the reader's next call.
    public mutating func readTextBytes() throws(FormatError) -> UnsafeRawBufferPointer {
        // Nearly every text is all that its element has, and stands there as it is meant.
        if let text = takeWholeText() { return text }
        let text = try readLeadingText()
        try skipElement()
        return text
    }

    /// Reads over the rest of the current element and leaves it.
    public mutating func skipElement() throws(FormatError) {
        let depth = open.count
        while open.count >= depth, depth > 0 { _ = try nextChild() }
    }

    /// Checks that nothing but comments and white space is left after the root.
    public mutating func finish() throws(FormatError) {
        while !open.isEmpty { try skipElement() }
        if try nextChild() { throw syntax("a second element stands beside the root") }
    }
}

extension XMLReader {
    /// Checks once that the bytes are characters that XML may have, and reads the declaration, if any.
    private mutating func prepare() throws(FormatError) {
        isChecked = true
        let all = cursor.slice(0..<cursor.count)
        if !all.isPlainASCII {
            guard all.isUTF8 else { throw syntax("the text is not UTF-8") }
            if let place = all.firstControlOrNonCharacter {
                throw FormatError(.syntax, "a character that XML does not have", offset: place)
            }
        }
        if cursor.starts(with: "\u{FEFF}") { cursor.offset += 3 }
        if cursor.starts(with: "<?xml"), cursor.byte(at: cursor.offset + 5)?.isXMLSpace == true {
            try readDeclaration()
        }
    }

    private mutating func enterRoot() throws(FormatError) -> Bool {
        while true {
            skipSpace()
            if cursor.isAtEnd {
                guard hasRoot else { throw FormatError(.truncated, "there is no XML element", offset: cursor.offset) }
                return false
            }
            guard cursor.peek() == UInt8(ascii: "<"), !cursor.starts(with: "<![CDATA[") else {
                throw syntax("text stands outside the root element")
            }
            switch try skipMarkup() {
            case .other: continue
            case .end: throw syntax("an end tag stands outside the root element")
            case .start:
                guard !hasRoot else { throw syntax("a second element stands beside the root") }
                hasRoot = true
                return try enter()
            }
        }
    }

    private mutating func enter() throws(FormatError) -> Bool {
        guard open.count < maximumDepth else { throw tooDeep() }
        let outer = namespaces.count
        let (name, isEmpty) = try readStartTag()
        isEmptyElement = isEmpty
        enter(name, outerNamespaces: outer)
        return true
    }

    private func tooDeep() -> FormatError {
        FormatError(.tooDeep, "XML is nested deeper than \(maximumDepth) levels", offset: cursor.offset)
    }

    private mutating func enter(_ name: QualifiedName, outerNamespaces: Int) {
        lastName = name
        open.append(
            OpenElement(name: name.range.lowerBound, nameCount: name.range.count, outerNamespaces: outerNamespaces))
    }

    mutating func leave() -> Bool {
        isEmptyElement = false
        if let element = open.popLast(), element.outerNamespaces < namespaces.count {
            namespaces.removeAll(after: element.outerNamespaces)
        }
        return false
    }

    private mutating func leaveAtEndTag() throws(FormatError) -> Bool {
        let start = cursor.offset
        if let element = open.last, cursor.hasEndTag(at: start, nameCount: element.nameCount, of: element.name) {
            cursor.offset += element.nameCount + 3
            return leave()
        }
        cursor.offset += 2
        let name = try readName()
        skipSpace()
        guard cursor.take(UInt8(ascii: ">")) else { throw unexpected("the end of a tag") }
        guard let element = open.last, name.range.count == element.nameCount,
            cursor.hasSame(element.nameCount, at: element.name, and: name.range.lowerBound)
        else {
            throw FormatError(.syntax, "an end tag does not match its start tag", offset: start)
        }
        return leave()
    }

    /// What stands at a `<`; comments and the like have been read over.
    enum Markup { case start, end, other }

    mutating func skipMarkup() throws(FormatError) -> Markup {
        switch cursor.byte(at: cursor.offset + 1) {
        case UInt8(ascii: "/"): return .end
        case UInt8(ascii: "?"): try skipInstruction()
        case UInt8(ascii: "!"): try skipDeclaration()
        case nil: throw truncated()
        default: return .start
        }
        return .other
    }

    private mutating func skipDeclaration() throws(FormatError) {
        if cursor.take("<!--") {
            try skip(to: "--")
            guard cursor.take(UInt8(ascii: ">")) else { throw unexpected("the end of a comment") }
        } else if cursor.take("<![CDATA[") {
            try skip(to: "]]>")
        } else if cursor.starts(with: "<!DOCTYPE") {
            guard !hasRoot, !hasType else { throw syntax("a document type declaration is not allowed here") }
            hasType = true
            try skipDocumentType()
        } else {
            throw cursor.remaining < 9 ? truncated() : syntax("no markup begins like this")
        }
    }

    private mutating func skipInstruction() throws(FormatError) {
        cursor.offset += 2
        let name = try readName()
        let target = cursor.slice(name.range)
        guard !(target.count == 3 && target.elementsEqual("xml".utf8) { $0 | 0x20 == $1 }) else {
            throw syntax("an XML declaration stands within the document")
        }
        guard cursor.starts(with: "?>") || cursor.peek()?.isXMLSpace == true else {
            throw unexpected("the end of a processing instruction")
        }
        try skip(to: "?>")
    }
}

extension XMLReader {
    private mutating func skip(to end: StaticString) throws(FormatError) {
        let first = end.utf8Start.pointee
        while let byte = cursor.peek() {
            if byte == first, cursor.take(end) { return }
            cursor.offset += 1
        }
        throw truncated()
    }

    mutating func skipSpace() {
        while let byte = cursor.peek(), byte.isXMLSpace { cursor.offset += 1 }
    }

    func syntax(_ message: String) -> FormatError { FormatError(.syntax, message, offset: cursor.offset) }

    func truncated() -> FormatError { FormatError(.truncated, "XML ends too early", offset: cursor.offset) }

    func unexpected(_ wanted: String) -> FormatError {
        cursor.isAtEnd ? truncated() : syntax("expected \(wanted)")
    }
}
