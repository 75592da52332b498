import IniaFormats
import IniaPrimitives
import IniaShapes
import IniaText

/// Reads output from CBOR. Unknown members are passed over, and null ones are as if they were not there.
struct CBOROutputReader: ~Copyable {
    private var cbor: CBORReader
    private let dialect: CodecOptions.Dialect

    /// Creates a reader of memory that must outlive it.
    init(_ memory: UnsafeRawBufferPointer, dialect: CodecOptions.Dialect) {
        cbor = CBORReader(memory)
        self.dialect = dialect
    }

    /// Reads one item.
    mutating func readAll(_ shape: Shape) throws -> Value {
        try cbor.readNullIfNext() ? .null : try read(shape)
    }

    /// Reads one item as open content.
    mutating func readDocument() throws -> Document { try document() }

    private mutating func read(_ shape: Shape) throws -> Value {
        switch (shape.kind, try cbor.peek()) {
        case (.structure, .map) where !shape.traits.contains(.document): return try readStructure(shape)
        case (.list, .array): return try readList(shape)
        case (.map, .map): return try readMap(shape)
        case (.structure, _) where shape.traits.contains(.document): return .document(try document())
        case (.structure, _) where shape.members?.isEmpty == true:
            try cbor.skipItem()
            return .structure(Structure(shape))
        case (.map, let kind) where dialect == .smithy:
            throw ProtocolError(.malformedResponse, "\(shape.name) is expected in place of a CBOR \(kind)")
        case (.structure, let kind), (.list, let kind):
            throw ProtocolError(.malformedResponse, "\(shape.name) is expected in place of a CBOR \(kind)")
        case (.timestamp, .integer), (.timestamp, .float):
            return .timestamp(try Dates.epoch(try number()))
        case (_, .tag): return .timestamp(try cbor.readTimestamp())
        case (_, .text): return .string(try cbor.readText())
        case (_, .bytes): return .blob(try cbor.readBytes())
        case (_, .boolean): return .boolean(try cbor.readBoolean())
        case (.float, .integer), (.double, .integer): return .float(try number())
        case (_, .integer): return Value(try cbor.readInteger())
        case (_, .float):
            let number = try cbor.readFloat()
            let isWhole = shape.kind == .integer || shape.kind == .long
            return isWhole ? Int64(exactly: number).map(Value.integer) ?? .float(number) : .float(number)
        case (_, .array), (_, .map): return .document(try document())
        case (_, .null), (_, .undefined):
            _ = try cbor.readNullIfNext()
            return .null
        }
    }

    private mutating func readStructure(_ shape: Shape) throws -> Value {
        guard let members = shape.members else {
            try cbor.skipItem()
            return .structure(Structure(shape))
        }
        let isUnion = shape.traits.contains(.union)
        var tag = UnionTag()
        var result = Structure(shape, capacity: isUnion ? 1 : Swift.min(members.count, 16))
        var next = 0
        try cbor.enterMap()
        while let key = try cbor.nextKey() {
            guard let member = members.member(name: key, hint: next) else {
                let name = isUnion ? String(decoding: key, as: UTF8.self) : ""
                if try cbor.readNullIfNext() { continue }
                try cbor.skipItem()
                if isUnion, name != "__type" { tag.note(unknown: name) }
                continue
            }
            if try cbor.readNullIfNext() { continue }
            let value = try read(member.shape)
            if isUnion { tag.note() }
            if member.index < next {
                result[member.index] = value
            } else {
                result.append(value, at: member.index)
                next = member.index + 1
            }
        }
        if isUnion, let substitute = try tag.substitute(for: shape) { return substitute }
        return .structure(result)
    }

    private mutating func readList(_ shape: Shape) throws -> Value {
        let element = try shape.elementShape
        var elements: [Value] = []
        try cbor.enterArray()
        while try cbor.nextElement() { elements.append(try cbor.readNullIfNext() ? .null : try read(element)) }
        return .list(elements)
    }

    private mutating func readMap(_ shape: Shape) throws -> Value {
        let element = try shape.elementShape
        let keepsNull = dialect == .smithy && shape.traits.contains(.sparse)
        var entries: [MapEntry] = []
        try cbor.enterMap()
        while let key = try cbor.nextKeyText() {
            if try cbor.readNullIfNext() {
                if keepsNull { entries.append(MapEntry(key: key, value: .null)) }
                continue
            }
            entries.append(MapEntry(key: key, value: try read(element)))
        }
        return .map(entries)
    }

    private mutating func number() throws -> Double {
        if case .float = try cbor.peek() { return try cbor.readFloat() }
        switch try cbor.readInteger() {
        case .unsigned(let number): return Double(number)
        case .negative(let number): return -1 - Double(number)
        }
    }

    /// Open content; entries of maps that are null are as if they were not there.
    private mutating func document() throws -> Document {
        switch try cbor.peek() {
        case .null, .undefined:
            _ = try cbor.readNullIfNext()
            return .null
        case .boolean: return .boolean(try cbor.readBoolean())
        case .integer:
            let integer = try cbor.readInteger()
            return integer.int64.map(Document.integer) ?? .decimal(integer.text)
        case .float: return .float(try cbor.readFloat())
        case .text: return .string(try cbor.readText())
        case .bytes: return .string(Base64.encode(try cbor.readBytes()))
        case .tag: return .float(try cbor.readTimestamp().secondsSince1970)
        case .array:
            var elements: [Document] = []
            try cbor.enterArray()
            while try cbor.nextElement() { elements.append(try document()) }
            return .list(elements)
        case .map:
            var entries: [Document.Entry] = []
            try cbor.enterMap()
            while let key = try cbor.nextKeyText() {
                if try !cbor.readNullIfNext() { entries.append(.init(key: key, value: try document())) }
            }
            return .map(entries)
        }
    }
}

extension Value {
    /// A whole number of CBOR; one beyond 64 bits stays in its spelling.
    fileprivate init(_ integer: CBORInteger) {
        self = integer.int64.map(Value.integer) ?? .document(.decimal(integer.text))
    }
}

extension CBORInteger {
    /// The number in decimal digits.
    fileprivate var text: String {
        switch self {
        case .unsigned(let number): String(number)
        case .negative(.max): "-18446744073709551616"
        case .negative(let number): "-\(number + 1)"
        }
    }
}
