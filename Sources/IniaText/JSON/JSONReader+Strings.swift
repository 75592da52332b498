extension JSONReader {
    /// Reads the string whose opening quote is next; the bytes are lent until the reader's next call.
    ///
    /// - Parameter isSkipped: whether nobody wants the bytes; escapes are then checked but not resolved.
    mutating func scanString(isSkipped: Bool = false) throws(FormatError) -> UnsafeRawBufferPointer {
        cursor.offset += 1
        let start = cursor.offset
        var highBits: UInt64 = 0
        var place = start
        while true {
            // Eight bytes at a time, up to the first that is a quote, a backslash or a control character.
            while let word = cursor.word(at: place) {
                let plain = UInt64(littleEndian: word).countOfPlainBytes
                place += plain
                highBits |= UInt64(littleEndian: word) & ~(UInt64.max << UInt64(plain * 8))
                if plain < 8 { break }
            }
            guard let byte = cursor.byte(at: place) else {
                cursor.offset = place
                throw truncated()
            }
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") {
                guard isSkipped else { return try unescapedString(from: start, firstEscape: place) }
                place += 1
                _ = try unescapedScalar(at: &place)
                continue
            }
            guard byte >= 0x20 else {
                cursor.offset = place
                throw syntax("a control character stands in a string")
            }
            highBits |= UInt64(byte)
            place += 1
        }
        cursor.offset = place + 1
        let text = cursor.slice(start..<place)
        if highBits & 0x8080_8080_8080_8080 != 0 { try requireUTF8(text, at: start) }
        return text
    }

    /// Reads a string that has escapes into the scratch memory. What an escape stands for is never longer than it.
    private mutating func unescapedString(
        from start: Int, firstEscape: Int
    ) throws(FormatError) -> UnsafeRawBufferPointer {
        let end = try endOfString(from: firstEscape)
        let memory = scratch.reserve(end - start)
        memory.copyMemory(from: cursor.slice(start..<firstEscape))
        var length = firstEscape - start
        var place = firstEscape
        while place < end, let byte = cursor.byte(at: place) {
            place += 1
            if byte == UInt8(ascii: "\\") {
                let scalar = try unescapedScalar(at: &place)
                for unit in scalar.utf8 {
                    memory[length] = unit
                    length += 1
                }
            } else {
                memory[length] = byte
                length += 1
            }
        }
        cursor.offset = end + 1
        let text = UnsafeRawBufferPointer(rebasing: memory[..<length])
        try requireUTF8(text, at: start)
        return text
    }

    private mutating func endOfString(from start: Int) throws(FormatError) -> Int {
        var place = start
        while let byte = cursor.byte(at: place) {
            switch byte {
            case UInt8(ascii: "\""): return place
            case UInt8(ascii: "\\"): place += 2
            case ..<0x20:
                cursor.offset = place
                throw syntax("a control character stands in a string")
            default: place += 1
            }
        }
        cursor.offset = min(place, cursor.count)
        throw truncated()
    }

    /// Reads what follows a backslash.
    private mutating func unescapedScalar(at place: inout Int) throws(FormatError) -> Unicode.Scalar {
        let byte = cursor.byte(at: place)
        place += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let unit = try hexadecimalUnit(at: &place)
            if let scalar = Unicode.Scalar(unit) { return scalar }
            return try loneOrPaired(unit, at: &place)
        default:
            cursor.offset = place - 1
            throw syntax("no escape begins like this")
        }
    }

    /// The scalar that a surrogate makes with the escape after it, or U+FFFD where it stands alone.
    private mutating func loneOrPaired(_ high: UInt16, at place: inout Int) throws(FormatError) -> Unicode.Scalar {
        guard high < 0xDC00, cursor.byte(at: place) == UInt8(ascii: "\\"),
            cursor.byte(at: place + 1) == UInt8(ascii: "u")
        else { return "\u{FFFD}" }
        var after = place + 2
        let low = try hexadecimalUnit(at: &after)
        guard low >= 0xDC00, low <= 0xDFFF else { return "\u{FFFD}" }
        place = after
        let value = 0x10000 + (UInt32(high - 0xD800) << 10) + UInt32(low - 0xDC00)
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    private mutating func hexadecimalUnit(at place: inout Int) throws(FormatError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = cursor.byte(at: place)?.hexadecimalDigit else {
                cursor.offset = min(place, cursor.count)
                throw unexpected("a hexadecimal digit")
            }
            unit = unit << 4 | UInt16(digit)
            place += 1
        }
        return unit
    }

    private func requireUTF8(_ text: UnsafeRawBufferPointer, at place: Int) throws(FormatError) {
        guard text.isUTF8 else { throw FormatError(.syntax, "a string is not UTF-8", offset: place) }
    }
}

extension UInt64 {
    /// How many of the eight bytes, from the lowest on, come before any that is `"`, `\` or below a space.
    ///
    /// A subtraction that borrows marks the byte it borrows for, and perhaps wrongly those above it, but the lowest
    /// mark is right.
    fileprivate var countOfPlainBytes: Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        let quote = self ^ (ones &* 0x22)
        let backslash = self ^ (ones &* 0x5C)
        let below = (self &- (ones &* 0x20)) & ~self
        let marks = (((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | below) & tops
        return marks.trailingZeroBitCount >> 3
    }
}
