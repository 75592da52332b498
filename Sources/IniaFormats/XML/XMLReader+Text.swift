internal import IniaText

extension XMLReader {
    /// The text of the current element where it is all that is left of it and has nothing within it but references; the
    /// element has then been left. In any other case nothing has been read.
    mutating func takeWholeText() -> UnsafeRawBufferPointer? {
        guard !isEmptyElement, let element = open.last,
            let text = takeText(from: cursor.offset, nameCount: element.nameCount, at: element.name)
        else { return nil }
        _ = leave()
        return text
    }

    /// Reads the next child where it is nothing but a text with nothing within it but references, and whose start tag
    /// the caller has seen in ``peekTag()`` to be nothing but a name without a prefix; nil where there is more to it, and
    /// nothing has been read.
    ///
    /// - Parameter nameCount: the number of the name's bytes.
    /// - Returns: the text in UTF-8, valid until the reader's next call.
    public mutating func takeChildText(nameCount: Int) -> UnsafeRawBufferPointer? {
        guard open.count < maximumDepth else { return nil }
        let name = cursor.offset + 1
        return takeText(from: name + nameCount + 1, nameCount: nameCount, at: name)
    }

    /// The text from a place on, where the end tag of the name at another place ends it, of which the reader then stands
    /// behind the end. In any other case nothing has been read.
    private mutating func takeText(from start: Int, nameCount: Int, at name: Int) -> UnsafeRawBufferPointer? {
        var start = start
        var end = cursor.placeOfMarkup(from: start)
        var isInPieces = false
        while cursor.byte(at: end) == UInt8(ascii: "&") {
            if !isInPieces { scratch.removeAll() }
            isInPieces = true
            var rest = cursor
            rest.offset = end
            guard let scalar = try? rest.readXMLReference() else { return nil }
            scratch.append(cursor.slice(start..<end))
            scratch.append(scalar)
            start = rest.offset
            end = cursor.placeOfMarkup(from: start)
        }
        guard cursor.hasEndTag(at: end, nameCount: nameCount, of: name) else { return nil }
        cursor.offset = end + nameCount + 3
        let last = cursor.slice(start..<end)
        guard isInPieces else { return last }
        scratch.append(last)
        return scratch.bytes
    }

    /// Reads over text up to the next `<`.
    mutating func skipText() throws(FormatError) {
        while try !isTextPlain() { _ = try cursor.readXMLReference() }
        guard !cursor.isAtEnd else { throw truncated() }
    }

    /// Moves to the next `<`, `&` or end, and tells whether it is no `&`; `]]>` is refused on the way.
    private mutating func isTextPlain() throws(FormatError) -> Bool {
        while true {
            cursor.offset = cursor.placeOfMarkup(from: cursor.offset)
            switch cursor.peek() {
            case UInt8(ascii: "&"): return false
            case UInt8(ascii: "]"):
                if cursor.starts(with: "]]>") { throw syntax("]]> stands in a text") }
                cursor.offset += 1
            case UInt8(ascii: "\r"): cursor.offset += 1
            default: return true
            }
        }
    }

    /// Reads the text of the current element up to its first child or its end, whichever comes first; the bytes are
    /// lent until the reader's next call, passing over what is left of the element excepted.
    mutating func readLeadingText() throws(FormatError) -> UnsafeRawBufferPointer {
        guard !open.isEmpty, !isEmptyElement else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        scratch.removeAll()
        while true {
            let start = cursor.offset
            let isPlain = try isTextPlain()
            let run = cursor.slice(start..<cursor.offset)
            if !isPlain {
                scratch.append(withLineEnds: run)
                scratch.append(try cursor.readXMLReference())
                continue
            }
            guard !cursor.isAtEnd else { throw truncated() }
            let place = cursor.offset
            let isSection = cursor.starts(with: "<![CDATA[")
            if try skipMarkup() != .other {
                if scratch.isEmpty, !run.contains(UInt8(ascii: "\r")) { return run }
                scratch.append(withLineEnds: run)
                return scratch.bytes
            }
            scratch.append(withLineEnds: run)
            if isSection { scratch.append(withLineEnds: cursor.slice((place + 9)..<(cursor.offset - 3))) }
        }
    }
}

extension ByteCursor {
    /// Whether the end tag of the name that stands at another place is at a place, without spaces.
    func hasEndTag(at place: Int, nameCount: Int, of name: Int) -> Bool {
        byte(at: place) == UInt8(ascii: "<") && byte(at: place + 1) == UInt8(ascii: "/")
            && hasSame(nameCount, at: place + 2, and: name) && byte(at: place + 2 + nameCount) == UInt8(ascii: ">")
    }

    /// The place of the next byte that may mean something within the text of XML, `<`, `&`, `]` or a carriage return,
    /// or of the end.
    func placeOfMarkup(from start: Int) -> Int {
        var place = start
        while let bytes = vector(at: place) {
            let plain = bytes.countOfPlainXMLBytes
            place += plain
            if plain < 16 { return place }
        }
        while let byte = byte(at: place) {
            switch byte {
            case UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "]"), UInt8(ascii: "\r"): return place
            default: place += 1
            }
        }
        return place
    }
}

extension SIMD16<UInt8> {
    /// How many of the bytes, from the first on, come before any that may mean something within a text.
    @inline(__always)
    fileprivate var countOfPlainXMLBytes: Int {
        let marks = marks(of: 0x3C) | marks(of: 0x26) | marks(of: 0x5D) | marks(of: 0x0D)
        let words = unsafeBitCast(marks, to: SIMD2<UInt64>.self)
        let first = UInt64(littleEndian: words[0]) & 0x8080_8080_8080_8080
        if first != 0 { return first.trailingZeroBitCount >> 3 }
        return 8 + (UInt64(littleEndian: words[1]) & 0x8080_8080_8080_8080).trailingZeroBitCount >> 3
    }

    /// The top bit of each byte that is the given one; what the comparisons of the library make is many times slower.
    @inline(__always)
    private func marks(of byte: UInt8) -> Self {
        let differences = self ^ Self(repeating: byte)
        return (differences &- Self(repeating: 1)) & ~differences
    }
}

extension ScratchMemory {
    /// Appends text with each line end made a line feed (XML 1.0 section 2.11).
    fileprivate mutating func append(withLineEnds text: UnsafeRawBufferPointer) {
        guard text.contains(UInt8(ascii: "\r")) else { return append(text) }
        var previous: UInt8 = 0
        for byte in text {
            if byte == UInt8(ascii: "\r") {
                append(UInt8(ascii: "\n"))
            } else if byte != UInt8(ascii: "\n") || previous != UInt8(ascii: "\r") {
                append(byte)
            }
            previous = byte
        }
    }

    fileprivate mutating func append(_ scalar: Unicode.Scalar) {
        guard !scalar.isASCII else { return append(UInt8(truncatingIfNeeded: scalar.value)) }
        for unit in scalar.utf8 { append(unit) }
    }
}
