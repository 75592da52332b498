internal import IniaText

/// A name with the place of its colon, if it has one.
struct QualifiedName {
    let range: Range<Int>
    let colon: Int?

    var prefix: Range<Int>? { colon.map { range.lowerBound..<$0 } }
    var local: Range<Int> { colon.map { ($0 + 1)..<range.upperBound } ?? range }
}

/// An attribute as it stands in its tag.
struct RawAttribute {
    let name: QualifiedName
    let value: Range<Int>
}

extension XMLReader {
    /// Reads the start tag that is next.
    mutating func readStartTag() throws(FormatError) -> (name: QualifiedName, isEmpty: Bool) {
        let start = cursor.offset
        let outer = namespaces.count
        cursor.offset += 1
        let name = try readName()
        if !rawAttributes.isEmpty { rawAttributes.removeAll(keepingCapacity: true) }
        if name.colon == nil, cursor.take(UInt8(ascii: ">")) { return (name, false) }
        while true {
            let isSpaced = cursor.peek()?.isXMLSpace == true
            skipSpace()
            if cursor.take(UInt8(ascii: ">")) {
                try checkNames(name, outerNamespaces: outer, at: start)
                return (name, false)
            }
            if cursor.take("/>") {
                try checkNames(name, outerNamespaces: outer, at: start)
                return (name, true)
            }
            guard isSpaced else { throw unexpected("the end of a tag") }
            let attribute = try readAttribute()
            if try !declares(attribute) { rawAttributes.append(attribute) }
        }
    }

    mutating func readName() throws(FormatError) -> QualifiedName {
        let start = cursor.offset
        let end = try placeAfterNamePart(from: start)
        guard cursor.byte(at: end) == UInt8(ascii: ":") else {
            cursor.offset = end
            return QualifiedName(range: start..<end, colon: nil)
        }
        cursor.offset = try placeAfterNamePart(from: end + 1)
        guard cursor.peek() != UInt8(ascii: ":") else { throw unexpected("a name") }
        return QualifiedName(range: start..<cursor.offset, colon: end)
    }

    /// Where the part of a name that begins at a place ends.
    private mutating func placeAfterNamePart(from start: Int) throws(FormatError) -> Int {
        guard let first = cursor.byte(at: start), first.canBeginXMLName else {
            cursor.offset = start
            throw unexpected("a name")
        }
        var place = start + 1
        while let byte = cursor.byte(at: place), byte.canBeInXMLName { place += 1 }
        return place
    }

    private mutating func readAttribute() throws(FormatError) -> RawAttribute {
        let name = try readName()
        skipSpace()
        guard cursor.take(UInt8(ascii: "=")) else { throw unexpected("an equals sign") }
        skipSpace()
        return RawAttribute(name: name, value: try readQuoted())
    }

    /// Reads a value in quotes and gives the place of what is between them.
    private mutating func readQuoted() throws(FormatError) -> Range<Int> {
        guard let quote = cursor.next(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw unexpected("a quote")
        }
        let start = cursor.offset
        while let byte = cursor.peek(), byte != quote {
            switch byte {
            case UInt8(ascii: "<"): throw syntax("< stands in an attribute")
            case UInt8(ascii: "&"): _ = try cursor.readXMLReference()
            default: cursor.offset += 1
            }
        }
        guard cursor.take(quote) else { throw truncated() }
        return start..<(cursor.offset - 1)
    }

    /// Whether an attribute declares a namespace, which is then noted.
    private mutating func declares(_ attribute: RawAttribute) throws(FormatError) -> Bool {
        let name = cursor.slice(attribute.name.range)
        var prefix: Range<Int>?
        if let before = attribute.name.prefix {
            guard cursor.slice(before).elementsEqual("xmlns".utf8) else { return false }
            prefix = attribute.name.local
        } else {
            guard name.elementsEqual("xmlns".utf8) else { return false }
        }
        let declared = prefix.map { String(decoding: cursor.slice($0), as: UTF8.self) }
        guard try namespaces.add(prefix: declared, uri: value(at: attribute.value), at: cursor.offset) else {
            throw syntax("a namespace cannot be declared like this")
        }
        return true
    }

    /// Checks that the tag's prefixes are declared and that no attribute stands twice.
    private func checkNames(
        _ name: QualifiedName, outerNamespaces: Int, at start: Int
    ) throws(FormatError) {
        if name.colon != nil, self.name(name, isAttribute: false).uri == nil {
            throw FormatError(.syntax, "a prefix is not declared", offset: start)
        }
        guard namespaces.declaresEachOnce(since: outerNamespaces) else {
            throw FormatError(.syntax, "an attribute stands twice", offset: start)
        }
        guard !rawAttributes.isEmpty else { return }
        var seen: Set<XMLName> = []
        for attribute in rawAttributes {
            var full = self.name(attribute.name, isAttribute: true)
            guard full.prefix == nil || full.uri != nil else {
                throw FormatError(.syntax, "a prefix is not declared", offset: start)
            }
            full.prefix = nil
            guard seen.insert(full).inserted else {
                throw FormatError(.syntax, "an attribute stands twice", offset: start)
            }
        }
    }

    /// Reads the declaration at the document's start (XML 1.0 section 2.8): a version, then an encoding, then
    /// whether it stands alone, the latter two if at all.
    mutating func readDeclaration() throws(FormatError) {
        cursor.offset += 5
        guard try takePseudoAttribute("version") != nil else { throw unexpected("a version") }
        _ = try takePseudoAttribute("encoding")
        if let value = try takePseudoAttribute("standalone") {
            guard value.elementsEqual("yes".utf8) || value.elementsEqual("no".utf8) else {
                throw syntax("standalone is neither yes nor no")
            }
        }
        skipSpace()
        guard cursor.take("?>") else { throw unexpected("the end of the XML declaration") }
    }

    /// Reads over a document type declaration that names a type and where it is defined, as pages for people have it
    /// (XML 1.0 section 2.8); declarations of its own are refused, for they could make much of little.
    mutating func skipDocumentType() throws(FormatError) {
        cursor.offset += 9
        guard cursor.peek()?.isXMLSpace == true else { throw unexpected("a space") }
        skipSpace()
        _ = try readName()
        skipSpace()
        let literals = cursor.take("SYSTEM") ? 1 : cursor.take("PUBLIC") ? 2 : 0
        for _ in 0..<literals {
            guard cursor.peek()?.isXMLSpace == true else { throw unexpected("a space") }
            skipSpace()
            guard let quote = cursor.next(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
                throw unexpected("a quote")
            }
            while let byte = cursor.peek(), byte != quote { cursor.offset += 1 }
            guard cursor.take(quote) else { throw truncated() }
        }
        skipSpace()
        guard cursor.take(UInt8(ascii: ">")) else {
            throw cursor.isAtEnd ? truncated() : syntax("a document type with declarations is not allowed")
        }
    }

    private mutating func takePseudoAttribute(_ name: StaticString) throws(FormatError) -> UnsafeRawBufferPointer? {
        let isSpaced = cursor.peek()?.isXMLSpace == true
        skipSpace()
        guard isSpaced, cursor.take(name) else { return nil }
        skipSpace()
        guard cursor.take(UInt8(ascii: "=")) else { throw unexpected("an equals sign") }
        skipSpace()
        return cursor.slice(try readQuoted())
    }
}

extension UInt8 {
    var isXMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D }

    /// Whether a name may begin with the byte; every character beyond ASCII is let in.
    fileprivate var canBeginXMLName: Bool { isLetter || self == UInt8(ascii: "_") || self >= 0x80 }

    /// Whether the byte may stand in a name: one of letters, digits, `_`, `-`, `.`, or of a character beyond ASCII.
    fileprivate var canBeInXMLName: Bool {
        // A bit for each byte of ASCII: one look instead of seven comparisons.
        let bits: UInt64 = self < 0x40 ? 0x03FF_6000_0000_0000 : 0x07FF_FFFE_87FF_FFFE
        return self >= 0x80 || bits >> UInt64(self & 0x3F) & 1 == 1
    }
}
