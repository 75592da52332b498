import IniaFormats
import IniaPrimitives
import IniaShapes
import IniaText

/// Reads output from JSON. Unknown members are passed over, and null ones are as if they were not there.
struct JSONOutputReader: ~Copyable {
    private var json: JSONReader
    private let memory: UnsafeRawBufferPointer
    /// Whether texts stand for numbers and truth values too, as rest-json has it.
    private let isREST: Bool
    private let options: CodecOptions
    /// Whether an attribute value around what is read is not just one of the known types.
    private var isInUnknownAttribute = false

    /// Creates a reader of memory that must outlive it.
    init(_ memory: UnsafeRawBufferPointer, isREST: Bool, options: CodecOptions) {
        json = JSONReader(memory)
        self.memory = memory
        self.isREST = isREST
        self.options = options
    }

    /// Reads a text of one value; null is a value that is not there.
    ///
    /// Of members that come twice the last one counts, so what is wrong with the others is no error.
    mutating func readAll(_ shape: Shape) throws -> Value {
        do {
            return try readOnce(shape)
        } catch {
            var whole = JSONReader(memory)
            guard let document = try? whole.readDocument(), (try? whole.finish()) != nil else { throw error }
            return try JSONWriter.bytes(document).withUnsafeBytes { lastOnes in
                var again = JSONOutputReader(lastOnes, isREST: isREST, options: options)
                do { return try again.readOnce(shape) } catch _ { throw error }
            }
        }
    }

    private mutating func readOnce(_ shape: Shape) throws -> Value {
        let value = try json.readNullIfNext() ? Value.null : try read(shape)
        try json.finish()
        return value
    }

    /// Reads a value that is not null.
    private mutating func read(_ shape: Shape) throws -> Value {
        switch shape.kind {
        case .structure:
            if shape.traits.contains(.document) { return .document(try json.readDocument()) }
            return shape.isAttributeValue ? try readAttributeValue(shape) : try readStructure(shape)
        case .list: return try readList(shape)
        case .map: return try readMap(shape)
        case .string: return try readString()
        case .blob: return .blob(try json.readBase64())
        case .boolean: return try readBoolean()
        case .integer, .long: return try readInteger()
        case .float, .double: return try readFloat()
        case .timestamp: return options.keepsTimestampText ? try readUnread() : .timestamp(try readTimestamp())
        }
    }
}

// MARK: - Containers

extension JSONOutputReader {
    private mutating func readStructure(_ shape: Shape) throws -> Value {
        guard let members = shape.members, try !members.isEmpty || json.peek() == .object else {
            try json.skipValue()
            return .structure(Structure(shape))
        }
        let isUnion = shape.traits.contains(.union)
        var tag = UnionTag()
        var result = Structure(shape, capacity: isUnion ? 1 : min(members.count, 16))
        var next = 0
        try json.enterObject()
        while let key = try json.nextKey() {
            guard let member = members.member(wireName: key, hint: next) else {
                let name = isUnion ? String(decoding: key, as: UTF8.self) : ""
                if try json.readNullIfNext() { continue }
                try json.skipValue()
                if isUnion, name != "__type" { tag.note(unknown: name) }
                continue
            }
            if try json.readNullIfNext() {
                if member.index < next { result[member.index] = nil }
                continue
            }
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
        try json.enterArray()
        while try json.nextElement() {
            elements.append(try json.readNullIfNext() ? .null : try read(element))
        }
        return .list(elements)
    }

    private mutating func readMap(_ shape: Shape) throws -> Value {
        let element = try shape.elementShape
        // A list or a map cannot be null in botocore either.
        let mayBeNull = element.kind != .list && element.kind != .map
        let keepsNull = shape.traits.contains(.sparse) || (options.dialect == .botocore && mayBeNull)
        var entries: [MapEntry] = []
        try json.enterObject()
        while let key = try json.nextKeyText() {
            if try json.readNullIfNext() {
                if keepsNull { entries.append(MapEntry(key: key, value: .null)) }
                continue
            }
            if entries.isEmpty { entries.reserveCapacity(8) }
            entries.append(MapEntry(key: key, value: try read(element)))
        }
        return .map(entries)
    }
}

// MARK: - Scalars

extension JSONOutputReader {
    private mutating func readString() throws -> Value {
        switch try json.peek() {
        case .string: .string(try json.readString())
        case .boolean: .boolean(try json.readBoolean())
        case .number: Value(try json.readNumber())
        case .object, .array, .null: .document(try json.readDocument())
        }
    }

    private mutating func readBoolean() throws -> Value {
        switch try json.peek() {
        case .boolean: return .boolean(try json.readBoolean())
        case .string:
            let text = try json.readString()
            return isREST ? .boolean(text.lowercased() == "true") : .string(text)
        case .number where !isREST: return Value(try json.readNumber())
        default:
            let document = try json.readDocument()
            return isREST ? .boolean(false) : .document(document)
        }
    }

    private mutating func readInteger() throws -> Value {
        switch try json.peek() {
        case .number:
            let number = Value(try json.readNumber())
            guard case .float(let float) = number else { return number }
            if let whole = Int64(exactly: float) { return .integer(whole) }
            guard !isREST || float.isFinite else { throw ProtocolError.malformed("a whole number", "\(float)") }
            return isREST ? Int64(exactly: float.rounded(.towardZero)).map(Value.integer) ?? number : number
        case .boolean:
            let truth = try json.readBoolean()
            return isREST ? .integer(truth ? 1 : 0) : .boolean(truth)
        case .object, .array, .null: return try readUnexpected("a whole number")
        case .string:
            let text = try json.readString()
            if !isREST, options.dialect == .botocore { return .string(text) }
            if let number = PythonNumber.wholeNumber(text) { return number }
            guard !isREST else { throw ProtocolError.malformed("a whole number", text) }
            return .string(text)
        }
    }

    private mutating func readFloat() throws -> Value {
        switch try json.peek() {
        case .number:
            switch try json.readNumber() {
            case .integer(let number): return .float(Double(number))
            case .float(let number): return .float(number)
            case .big(let text): return .float(Double(text) ?? .nan)
            }
        case .boolean:
            let truth = try json.readBoolean()
            return isREST ? .float(truth ? 1 : 0) : .boolean(truth)
        case .object, .array, .null: return try readUnexpected("a number")
        case .string:
            let text = try json.readString()
            let number = PythonNumber.float(text)
            // The numbers that JSON cannot spell come as texts.
            if let number, isREST || options.dialect == .smithy || !number.isFinite { return .float(number) }
            guard !isREST else { throw ProtocolError.malformed("a number", text) }
            return .string(text)
        }
    }

    /// Keeps what no number can be where nothing is made of numbers but numbers.
    private mutating func readUnexpected(_ wanted: String) throws -> Value {
        let document = try json.readDocument()
        guard !isREST else { throw ProtocolError.malformed(wanted, JSONWriter.text(document, style: .compact)) }
        return .document(document)
    }

    /// A text or a number, as it was sent.
    private mutating func readUnread() throws -> Value {
        guard case .number = try json.peek() else { return .string(try json.readString()) }
        return Value(try json.readNumber())
    }

    private mutating func readTimestamp() throws -> Timestamp {
        switch try json.peek() {
        case .number: break
        // To botocore a truth value is a number too.
        case .boolean where options.dialect == .botocore: return Timestamp(seconds: try json.readBoolean() ? 1 : 0)
        default: return try Dates.parse(try json.readString())
        }
        switch try json.readNumber() {
        case .integer(let seconds): return try Dates.epoch(Double(seconds))
        case .float(let seconds): return try Dates.epoch(seconds)
        case .big(let text): return try Dates.parse(text)
        }
    }
}

// MARK: - DynamoDB's attribute values

extension JSONOutputReader {
    /// Reads an attribute value without a structure for each of its parts.
    ///
    /// One that is not just one of the known types, down to the last of its parts, is read again as a general
    /// structure, and so is all that is in it, so that nothing is read more than twice.
    private mutating func readAttributeValue(_ shape: Shape) throws -> Value {
        guard !isInUnknownAttribute else { return try readStructure(shape) }
        let start = json.place
        if let attribute = try? readAttribute() { return .attribute(attribute) }
        json.place = start
        isInUnknownAttribute = true
        defer { isInUnknownAttribute = false }
        return try readStructure(shape)
    }

    /// The attribute value that is next; throws where it is not just one of the known types.
    private mutating func readAttribute() throws -> AttributeValue {
        var result: AttributeValue?
        try json.enterObject()
        while let key = try json.nextKey() {
            let type = AttributeType(key)
            if try json.readNullIfNext() { continue }
            guard result == nil else { throw ProtocolError(.malformedResponse, "an attribute value is of two types") }
            result = try readAttribute(of: type)
        }
        guard let result else { throw ProtocolError(.malformedResponse, "an attribute value is of no type") }
        return result
    }

    private mutating func readAttribute(of type: AttributeType?) throws -> AttributeValue {
        switch type {
        case .string: return .string(try json.readString())
        case .number: return .number(try json.readString())
        case .binary: return .binary(try json.readBase64())
        case .null: return .null(try json.readBoolean())
        case .boolean: return .boolean(try json.readBoolean())
        case .strings: return .strings(try readStrings())
        case .numbers: return .numbers(try readStrings())
        case .binaries:
            var blobs: [Bytes] = []
            try json.enterArray()
            while try json.nextElement() { blobs.append(try json.readBase64()) }
            return .binaries(blobs)
        case .list:
            var elements: [AttributeValue] = []
            try json.enterArray()
            while try json.nextElement() { elements.append(try readAttribute()) }
            return .list(elements)
        case .map:
            var entries: [AttributeValue.Entry] = []
            try json.enterObject()
            while let key = try json.nextKeyText() {
                entries.append(AttributeValue.Entry(key: key, value: try readAttribute()))
            }
            return .map(entries)
        case nil: throw ProtocolError(.malformedResponse, "an attribute value is of a type that is not known")
        }
    }

    private mutating func readStrings() throws -> [String] {
        var texts: [String] = []
        try json.enterArray()
        while try json.nextElement() { texts.append(try json.readString()) }
        return texts
    }
}

/// The types of DynamoDB's attribute values.
private enum AttributeType {
    case string, number, binary, strings, numbers, binaries, map, list, null, boolean

    /// The type of a member's name, or nil where it is none.
    init?(_ name: UnsafeRawBufferPointer) {
        switch name.count {
        case 1:
            switch name[0] {
            case UInt8(ascii: "S"): self = .string
            case UInt8(ascii: "N"): self = .number
            case UInt8(ascii: "B"): self = .binary
            case UInt8(ascii: "M"): self = .map
            case UInt8(ascii: "L"): self = .list
            default: return nil
            }
        case 2 where name[1] == UInt8(ascii: "S"):
            switch name[0] {
            case UInt8(ascii: "S"): self = .strings
            case UInt8(ascii: "N"): self = .numbers
            case UInt8(ascii: "B"): self = .binaries
            default: return nil
            }
        case 4 where name.elementsEqual("NULL".utf8): self = .null
        case 4 where name.elementsEqual("BOOL".utf8): self = .boolean
        default: return nil
        }
    }
}

extension Value {
    /// A number of JSON; one that fits no other form stays in its spelling.
    fileprivate init(_ number: JSONNumber) {
        switch number {
        case .integer(let number): self = .integer(number)
        case .float(let number): self = .float(number)
        case .big(let text): self = .document(.decimal(text))
        }
    }
}
