internal import IniaText

extension JSONReader {
    /// Reads a list of texts; a single text is a list of one, as the models write it.
    mutating func readStrings() throws(FormatError) -> [String] {
        guard try peek() == .array else { return [try readString()] }
        var texts: [String] = []
        try enterArray()
        while try nextElement() { texts.append(try readString()) }
        return texts
    }

    /// Reads a whole number.
    mutating func readInteger() throws(FormatError) -> Int64 {
        guard case .integer(let number) = try readNumber() else {
            throw FormatError(.unexpectedKind, "not a whole number", offset: offset)
        }
        return number
    }

    /// Reads a number as a double.
    mutating func readDouble() throws(FormatError) -> Double {
        switch try readNumber() {
        case .integer(let number): Double(number)
        case .float(let number): number
        case .big(let text): Double(text) ?? .infinity
        }
    }

    /// Reads one entry of an object that has others too, or gives nil where it is missing.
    mutating func readString(of name: String) throws(FormatError) -> String? {
        var found: String?
        try enterObject()
        while let key = try nextKeyText() {
            if key == name { found = try readString() } else { try skipValue() }
        }
        return found
    }
}
