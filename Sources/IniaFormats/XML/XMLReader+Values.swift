public import IniaPrimitives
public import IniaText

extension XMLReader {
    /// The local name of the element that was entered last, in UTF-8, valid until the reader's next call.
    public var nameBytes: UnsafeRawBufferPointer { cursor.slice(lastName.local) }

    /// The name of the element that was entered last; valid until the reader's next call.
    public var name: XMLName { name(lastName, isAttribute: false) }

    /// Whether the element that was entered last has attributes, namespace declarations not counted.
    public var hasAttributes: Bool { !rawAttributes.isEmpty }

    /// The attributes of the element that was entered last, in order; valid until the reader's next call.
    public func attributes() throws(FormatError) -> [XMLAttribute] {
        var attributes: [XMLAttribute] = []
        for raw in rawAttributes {
            let name = name(raw.name, isAttribute: true)
            attributes.append(XMLAttribute(name: name, value: try value(at: raw.value)))
        }
        return attributes
    }

    /// Reads the current element with all that is in it, and leaves it; for use just after it was entered.
    public mutating func readElement() throws(FormatError) -> XMLElement {
        var element = XMLElement(name: name, attributes: try attributes())
        element.text = String(decoding: try readLeadingText(), as: UTF8.self)
        while try nextChild() { element.children.append(try readElement()) }
        return element
    }

    /// Reads a whole document as a tree.
    public static func document(_ bytes: Bytes, maximumDepth: Int = 512) throws(FormatError) -> XMLElement {
        try bytes.withUnsafeBytes { (memory) throws(FormatError) in
            var reader = XMLReader(memory, maximumDepth: maximumDepth)
            _ = try reader.nextChild()
            let root = try reader.readElement()
            try reader.finish()
            return root
        }
    }

    /// A name with what its prefix stands for; an attribute without a prefix is in no namespace.
    func name(_ name: QualifiedName, isAttribute: Bool) -> XMLName {
        let prefix = name.prefix.map { String(decoding: cursor.slice($0), as: UTF8.self) }
        return XMLName(
            String(decoding: cursor.slice(name.local), as: UTF8.self), prefix: prefix,
            uri: prefix == nil && isAttribute ? nil : namespaces.uri(of: prefix))
    }

    /// The value of an attribute: references resolved, line ends and tabs made spaces (XML 1.0 section 3.3.3).
    func value(at range: Range<Int>) throws(FormatError) -> String {
        var value: [UInt8] = []
        var rest = cursor
        rest.offset = range.lowerBound
        while rest.offset < range.upperBound, let byte = rest.peek() {
            if byte == UInt8(ascii: "&") {
                value.append(contentsOf: try rest.readXMLReference().utf8)
                continue
            }
            rest.offset += 1
            if byte == UInt8(ascii: "\r") { _ = rest.take(UInt8(ascii: "\n")) }
            value.append(byte.isXMLSpace ? UInt8(ascii: " ") : byte)
        }
        return String(decoding: value, as: UTF8.self)
    }
}

extension ByteCursor {
    /// Reads the reference that is next: one of XML's five entities, or a character by its number.
    mutating func readXMLReference() throws(FormatError) -> Unicode.Scalar {
        switch byte(at: offset + 1) {
        case UInt8(ascii: "q"): if take("&quot;") { return "\"" }
        case UInt8(ascii: "a"):
            if take("&amp;") { return "&" }
            if take("&apos;") { return "'" }
        case UInt8(ascii: "l"): if take("&lt;") { return "<" }
        case UInt8(ascii: "g"): if take("&gt;") { return ">" }
        default: break
        }
        let start = offset
        let isHexadecimal = starts(with: "&#x")
        guard take("&#") else { throw FormatError(.syntax, "an entity is not known", offset: start) }
        if isHexadecimal { offset += 1 }
        var number: UInt32 = 0
        var digits = 0
        while let digit = peek()?.hexadecimalDigit, digit < (isHexadecimal ? 16 : 10) {
            number = min(number &* (isHexadecimal ? 16 : 10) &+ UInt32(digit), 0x110000)
            digits += 1
            offset += 1
        }
        guard digits > 0, take(UInt8(ascii: ";")), let scalar = Unicode.Scalar(number), scalar.isXMLCharacter else {
            throw FormatError(.syntax, "a reference is to no character of XML", offset: start)
        }
        return scalar
    }
}

extension Unicode.Scalar {
    /// Whether XML 1.0 has the character (section 2.2).
    fileprivate var isXMLCharacter: Bool {
        value >= 0x20 ? value != 0xFFFE && value != 0xFFFF : value == 0x09 || value == 0x0A || value == 0x0D
    }
}

extension UnsafeRawBufferPointer {
    /// Where the first character that XML does not have is, in valid UTF-8, if there is one.
    var firstControlOrNonCharacter: Int? {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var place = 0
        while place < count {
            // Eight bytes at a time, where none is a control or begins U+FFFE or U+FFFF.
            if place + 8 <= count {
                let word = loadUnaligned(fromByteOffset: place, as: UInt64.self)
                let controls = (word &- (0x20 &* ones)) & ~word
                let marked = word ^ (0xEF &* ones)
                let marks = (marked &- ones) & ~marked
                if (controls | marks) & (0x80 &* ones) == 0 {
                    place += 8
                    continue
                }
            }
            let byte = self[place]
            if byte < 0x20, !byte.isXMLSpace { return place }
            if byte == 0xEF, place + 2 < count, self[place + 1] == 0xBF, self[place + 2] >= 0xBE { return place }
            place += 1
        }
        return nil
    }

    /// Whether all bytes are of ASCII and none is a control but white space, which is told 64 bytes at a time.
    var isPlainASCII: Bool {
        guard let baseAddress else { return true }
        let space = SIMD16<UInt8>(repeating: 0x20)
        var place = 0
        while place < count {
            let end = Swift.min(place + 64, count)
            if end == place + 64 {
                var marks = SIMD16<UInt8>()
                for step in 0..<4 {
                    let bytes = baseAddress.loadUnaligned(fromByteOffset: place + step * 16, as: SIMD16<UInt8>.self)
                    // The top bit of a control is set once 0x20 is taken away.
                    marks |= (bytes &- space) | bytes
                }
                let words = unsafeBitCast(marks, to: SIMD2<UInt64>.self)
                if (words[0] | words[1]) & 0x8080_8080_8080_8080 == 0 {
                    place = end
                    continue
                }
            }
            while place < end {
                guard self[place] < 0x80, self[place] >= 0x20 || self[place].isXMLSpace else { return false }
                place += 1
            }
        }
        return true
    }
}
