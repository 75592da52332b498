extension XMLReader {
    /// The text of the current element where it is all that is left of it and stands in one piece as it is meant; the
    /// element has then been left. In any other case nothing has been read.
    mutating func takeWholeText() -> UnsafeRawBufferPointer? {
        guard !isEmptyElement, !open.isEmpty else { return nil }
        let start = cursor.offset
        let end = cursor.placeOfMarkup(from: start)
        guard cursor.byte(at: end) == UInt8(ascii: "<"), let length = lengthOfEndTag(at: end) else { return nil }
        cursor.offset = end + length
        _ = leave()
        return cursor.slice(start..<end)
    }

    /// The length of an end tag at a place if it is the current element's, without spaces.
    func lengthOfEndTag(at place: Int) -> Int? {
        guard let element = open.last, cursor.byte(at: place + 1) == UInt8(ascii: "/"),
            cursor.hasSame(element.nameCount, at: place + 2, and: element.name),
            cursor.byte(at: place + 2 + element.nameCount) == UInt8(ascii: ">")
        else { return nil }
        return element.nameCount + 3
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
    /// The place of the next byte that may mean something within the text of XML, `<`, `&`, `]` or a carriage return,
    /// or of the end.
    func placeOfMarkup(from start: Int) -> Int {
        var place = start
        while let word = word(at: place) {
            let plain = UInt64(littleEndian: word).countOfPlainXMLBytes
            place += plain
            if plain < 8 { return place }
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

extension UInt64 {
    /// How many of the eight bytes, from the lowest on, come before any that may mean something within a text.
    ///
    /// A subtraction that borrows marks the byte it borrows for, and perhaps wrongly those above it, but the lowest
    /// mark is right.
    fileprivate var countOfPlainXMLBytes: Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let less = self ^ (ones &* 0x3C)
        let and = self ^ (ones &* 0x26)
        let bracket = self ^ (ones &* 0x5D)
        let carriageReturn = self ^ (ones &* 0x0D)
        let marks =
            ((less &- ones) & ~less) | ((and &- ones) & ~and) | ((bracket &- ones) & ~bracket)
            | ((carriageReturn &- ones) & ~carriageReturn)
        return (marks & (ones &* 0x80)).trailingZeroBitCount >> 3
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
        for unit in scalar.utf8 { append(unit) }
    }
}
