internal import IniaFormats
internal import IniaPrimitives
internal import IniaText

/// CBOR: what is passed over is checked like what is read, and what was read can be written and read again.
enum CBORTarget {
    static func run(_ bytes: Bytes) {
        let item = read(bytes)
        expect(item == nil || isPassedOver(bytes), "what can be read can be passed over")
        guard let item else { return }
        var writer = CBORWriter()
        guard item.write(to: &writer) else { return }
        var second = CBORWriter()
        let isWritten = read(Bytes(writer.bytes))?.write(to: &second) ?? false
        expect(isWritten && second.bytes == writer.bytes, "what was written is read as the same")
    }

    private static func read(_ bytes: Bytes) -> CBORItem? {
        bytes.withUnsafeBytes { memory in
            var reader = CBORReader(memory)
            do {
                let item = try CBORItem(&reader, depth: 0)
                try reader.finish()
                return item
            } catch {
                return nil
            }
        }
    }

    private static func isPassedOver(_ bytes: Bytes) -> Bool {
        bytes.withUnsafeBytes { memory in
            var reader = CBORReader(memory)
            do {
                try reader.skipItem()
                try reader.finish()
                return true
            } catch {
                return false
            }
        }
    }
}

/// An item of CBOR with all that is in it.
private indirect enum CBORItem {
    case map([(key: String, value: CBORItem)])
    case array([CBORItem])
    case text(String)
    case bytes(Bytes)
    case integer(CBORInteger)
    case float(Double)
    case boolean(Bool)
    case null
    case tag(UInt64, CBORItem)

    init(_ reader: inout CBORReader, depth: Int) throws(FormatError) {
        guard depth < 512 else { throw FormatError(.tooDeep, "nested too deeply") }
        switch try reader.peek() {
        case .map:
            try reader.enterMap()
            var entries: [(String, CBORItem)] = []
            while let key = try reader.nextKeyText() { entries.append((key, try CBORItem(&reader, depth: depth + 1))) }
            self = .map(entries)
        case .array:
            try reader.enterArray()
            var elements: [CBORItem] = []
            while try reader.nextElement() { elements.append(try CBORItem(&reader, depth: depth + 1)) }
            self = .array(elements)
        case .text: self = .text(try reader.readText())
        case .bytes: self = .bytes(try reader.readBytes())
        case .integer: self = .integer(try reader.readInteger())
        case .float: self = .float(try reader.readFloat())
        case .boolean: self = .boolean(try reader.readBoolean())
        case .tag: self = .tag(try reader.readTag(), try CBORItem(&reader, depth: depth + 1))
        case .null, .undefined:
            _ = try reader.readNullIfNext()
            self = .null
        }
    }

    /// Writes the item; false where a number is in it that 64 bits do not hold.
    func write(to writer: inout CBORWriter) -> Bool {
        switch self {
        case .map(let entries):
            writer.map(count: entries.count)
            for entry in entries {
                writer.text(entry.key)
                guard entry.value.write(to: &writer) else { return false }
            }
        case .array(let elements):
            writer.array(count: elements.count)
            for element in elements {
                guard element.write(to: &writer) else { return false }
            }
        case .text(let text): writer.text(text)
        case .bytes(let bytes): writer.bytes(bytes)
        case .integer(let number):
            guard let number = number.int64 else { return false }
            writer.integer(number)
        case .float(let number): writer.double(number)
        case .boolean(let truth): writer.boolean(truth)
        case .null: writer.null()
        case .tag(let number, let item):
            writer.tag(number)
            return item.write(to: &writer)
        }
        return true
    }
}
