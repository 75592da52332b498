import IniaFormats
import IniaPrimitives
import IniaText

struct CBORCodec: CodecFormat {
    static let name = "cbor"

    func answer(_ line: Line, _ direction: String) throws -> Document {
        guard direction == "decode" else { throw Unsupported("codec cbor \(direction)") }
        return try line.requiredBytes("inputBase64").withUnsafeBytes { memory in
            var reader = CBORReader(memory)
            let value = try reader.readTagged()
            try reader.finish()
            return .answer(["value": value])
        }
    }
}

extension CBORReader {
    /// Reads an item as a tagged value.
    fileprivate mutating func readTagged() throws(FormatError) -> Document {
        switch try peek() {
        case .map:
            try enterMap()
            var entries: [Document.Entry] = []
            while let key = try nextKeyText() { entries.append(.init(key: key, value: try readTagged())) }
            return .map(entries)
        case .array:
            try enterArray()
            var elements: [Document] = []
            while try nextElement() { elements.append(try readTagged()) }
            return .list(elements)
        case .text: return .string(try readText())
        case .bytes: return .map(["$blob": .string(Base64.encode(try readBytes()))])
        case .integer: return TaggedValue.plain(document(of: try readInteger()))
        case .float: return TaggedValue.plain(.float(try readFloat()))
        case .boolean: return .boolean(try readBoolean())
        case .tag:
            let time = try readTimestamp()
            guard let text = try? TaggedValue.text(of: time) else {
                throw FormatError(.range, "a time outside the years 1 to 9999", offset: offset)
            }
            return .map(["$timestamp": .string(text)])
        case .null, .undefined:
            _ = try readNullIfNext()
            return .null
        }
    }

    private func document(of number: CBORInteger) -> Document {
        if let number = number.int64 { return .integer(number) }
        switch number {
        case .unsigned(let magnitude): return .decimal(String(magnitude))
        // One less than what is written: as 128 bits this cannot overflow.
        case .negative(let magnitude): return .decimal(String(-1 - Int128(magnitude)))
        }
    }
}
