import IniaFormats
import IniaPrimitives
import IniaShapes
import IniaText

/// Reads output from XML. Unknown elements are passed over; of a repeated one that is no list the first counts.
struct XMLOutputReader: ~Copyable {
    private var xml: XMLReader
    private let options: CodecOptions

    /// Creates a reader of memory that must outlive it; it stands before the root.
    init(_ memory: UnsafeRawBufferPointer, options: CodecOptions) {
        xml = XMLReader(memory)
        self.options = options
    }

    /// Enters the root and then, step by step, the first child of each name.
    ///
    /// - Returns: whether there are such children; if not, the reader is of no more use.
    mutating func enter(_ names: [String] = []) throws -> Bool {
        guard try xml.nextChild() else { return false }
        for name in names {
            repeat {
                guard try xml.nextChild() else { return false }
                if xml.nameBytes.elementsEqual(name.utf8) { break }
                try xml.skipElement()
            } while true
        }
        return true
    }

    /// Reads the rest of the document, which nobody wants, to see that it is whole.
    mutating func finish(depth: Int) throws {
        for _ in 0..<depth { try xml.skipElement() }
        try xml.finish()
    }

    /// Reads an element that has been entered.
    mutating func read(_ shape: Shape) throws -> Value {
        switch shape.kind {
        case .structure: return try readStructure(shape)
        case .list: return try readList(shape)
        case .map: return try readMap(shape)
        case .string, .blob, .boolean, .integer, .long, .float, .double, .timestamp:
            return try Value(xmlText: try xml.readTextBytes(), as: shape.kind, options)
        }
    }

    /// Reads a structure whose element has been entered.
    ///
    /// - Parameter metadata: takes the names and texts of what the query protocols tell of the response itself.
    mutating func readStructure(_ shape: Shape, metadata: inout ReplyIdentity) throws -> Value {
        try readStructure(shape, isRoot: true, metadata: &metadata)
    }

    /// Reads a structure that stands in an element of its own beside the response's metadata.
    mutating func readWrapped(
        _ shape: Shape, in wrapper: String, metadata: inout ReplyIdentity
    ) throws -> Structure {
        var result: Structure?
        while try xml.nextChild() {
            if result == nil, xml.nameBytes.elementsEqual(wrapper.utf8) {
                guard case .structure(let structure) = try read(shape) else { continue }
                result = structure
            } else if xml.nameBytes.elementsEqual("ResponseMetadata".utf8) {
                metadata.take(try readTexts())
            } else {
                try xml.skipElement()
            }
        }
        try xml.finish()
        guard let result else { throw ProtocolError(.malformedResponse, "there is no \(wrapper) in the response") }
        return result
    }

    /// Reads the children of the entered element as names with texts.
    mutating func readTexts() throws -> [(name: String, text: String)] {
        var texts: [(name: String, text: String)] = []
        while try xml.nextChild() {
            let name = xml.name.local
            texts.append((name, try xml.readText()))
        }
        return texts
    }
}

// MARK: - Structures

extension XMLOutputReader {
    private mutating func readStructure(_ shape: Shape) throws -> Value {
        var ignored = ReplyIdentity()
        return try readStructure(shape, isRoot: false, metadata: &ignored)
    }

    private mutating func readStructure(
        _ shape: Shape, isRoot: Bool, metadata: inout ReplyIdentity
    ) throws -> Value {
        guard let members = shape.members else {
            try xml.skipElement()
            return .structure(Structure(shape))
        }
        let isUnion = shape.traits.contains(.union)
        var tags: [String: Bool] = [:]
        var result = Structure(shape, capacity: isUnion ? 1 : Swift.min(members.count, 16))
        if members.hasXMLAttributes { try readAttributes(members, into: &result) }
        var hint = 0
        // Above this position no member is set yet; where members were set otherwise, each is looked for.
        var highest = result.slots.isEmpty && !members.sharesWireNames ? -1 : Int.max
        let isInOrder = !isRoot && !isUnion && highest < 0
        while true {
            let expected =
                isInOrder ? try readScalars(members, into: &result, hint: &hint, highest: &highest) : nil
            if let expected {
                try xml.enterChild(nameCount: expected.nameCount)
            } else {
                guard try xml.nextChild() else { break }
            }
            if isRoot, try readMetadata(members, into: &metadata) { continue }
            let member = try expected.map { members[$0.position] } ?? self.member(among: members, hint: hint)
            if isUnion { tags[xml.name.local] = member != nil }
            guard let member, member.isInXML else {
                try xml.skipElement()
                continue
            }
            let mayRepeat = try readMember(member, members, into: &result, highest: &highest)
            hint = mayRepeat ? member.index : member.index + 1
        }
        if isUnion, let substitute = try UnionTag(tags).substitute(for: shape) { return substitute }
        return .structure(result)
    }

    /// Reads what services nearly always send: scalars in the model's order, each a text alone in its element.
    ///
    /// - Returns: the member whose element is next, and how long its name is, if it is one that was expected.
    private mutating func readScalars(
        _ members: Members, into result: inout Structure, hint: inout Int, highest: inout Int
    ) throws -> (position: Int, nameCount: Int)? {
        while let next = members.position(startTag: xml.peekTag(), hint: hint) {
            guard hint > highest, let kind = members.knownKind(at: next.position), kind.isScalar,
                let text = xml.takeChildText(nameCount: next.nameCount)
            else { return next }
            result.append(try Value(xmlText: text, as: kind, options), at: next.position)
            highest = next.position
            hint = next.position + 1
        }
        return nil
    }

    /// The member of the element that has been entered.
    private func member(among members: Members, hint: Int) throws -> Member? {
        let place = members.sharesWireNames ? -1 : hint
        return try members.member(wireName: xml.nameBytes, hint: place)?.list(among: members)
            ?? members.flattenedList(elementName: String(decoding: xml.nameBytes, as: UTF8.self))
    }

    /// Reads an element into its member, and tells whether others of the name are to be expected.
    private mutating func readMember(
        _ member: Member, _ members: Members, into result: inout Structure, highest: inout Int
    ) throws -> Bool {
        let kind = try member.reference.kind
        if kind == .list || kind == .map, try readFlattened(member, members, into: &result) { return true }
        guard member.index > highest || result[member.index] == nil else {
            try xml.skipElement()
            return false
        }
        highest = max(highest, member.index)
        switch kind {
        case .structure, .list, .map: result.append(try read(member.shape), at: member.index)
        default: result.append(try Value(xmlText: try xml.readTextBytes(), as: kind, options), at: member.index)
        }
        return false
    }

    /// Reads an element or entry of a list or map whose elements stand in their parent, and those that follow it; false
    /// where they do not stand there.
    private mutating func readFlattened(
        _ member: Member, _ members: Members, into result: inout Structure
    ) throws -> Bool {
        let shape = try member.shape
        guard shape.traits.contains(.flattened) else { return false }
        if shape.kind == .map {
            repeat {
                try readEntry(shape).map { result.append(entry: $0, at: member.index) }
            } while try enterAnother(member, members)
            return true
        }
        let elementShape = try shape.elementShape
        var elements: [Value] = []
        repeat { elements.append(try read(elementShape)) } while try enterAnother(member, members)
        result.append(elements: elements, at: member.index)
        if members.sharesWireNames { try share(elements[0], of: member, elementShape, among: members, in: &result) }
        return true
    }

    /// Enters the next element where it has the same member's name and nothing but that in its tag.
    private mutating func enterAnother(_ member: Member, _ members: Members) throws -> Bool {
        guard let next = members.position(startTag: xml.peekTag(), hint: member.index), next.position == member.index
        else {
            return false
        }
        try xml.enterChild(nameCount: next.nameCount)
        return true
    }

    /// Gives a list's first element to a scalar member of the same wire name too.
    private func share(
        _ element: Value, of list: Member, _ shape: Shape, among members: Members, in result: inout Structure
    ) throws {
        for member in members where member.index != list.index && member.wireName == list.wireName {
            if result[member.index] == nil, try member.shape.kind == shape.kind {
                result.append(element, at: member.index)
            }
        }
    }

    private func readAttributes(_ members: Members, into result: inout Structure) throws {
        let attributes = try xml.attributes()
        for member in members where member.reference.traits.contains(.xmlAttribute) {
            let parts = member.wireName.split(separator: ":", maxSplits: 1)
            let isPrefixed = parts.count == 2
            let local = String(parts.last ?? "")
            let match = attributes.first { $0.name.local == local && ($0.name.prefix != nil) == isPrefixed }
            if let match { result.append(.string(match.value), at: member.index) }
        }
    }

    /// Takes what an element at the top of a query response tells of the response itself.
    private mutating func readMetadata(_ members: Members, into metadata: inout ReplyIdentity) throws -> Bool {
        let name = xml.nameBytes
        if name.elementsEqual("ResponseMetadata".utf8) {
            metadata.take(try readTexts())
            return true
        }
        guard name.elementsEqual("requestId".utf8), members.member(wireName: name) == nil else { return false }
        metadata.requestID = try xml.readText()
        return true
    }
}

// MARK: - Lists and maps

extension XMLOutputReader {
    private mutating func readList(_ shape: Shape) throws -> Value {
        let element = try shape.elementShape
        guard !shape.traits.contains(.flattened) else { return .list([try read(element)]) }
        var elements: [Value] = []
        while try xml.nextChild() { elements.append(try read(element)) }
        return .list(elements)
    }

    private mutating func readMap(_ shape: Shape) throws -> Value {
        var entries: [MapEntry] = []
        if shape.traits.contains(.flattened) {
            try readEntry(shape).map { entries.append($0) }
        } else {
            while try xml.nextChild() { try readEntry(shape).map { entries.append($0) } }
        }
        return .map(entries)
    }

    /// Reads the entry whose element has been entered; nil where it is empty.
    private mutating func readEntry(_ shape: Shape) throws -> MapEntry? {
        let keyShape = try shape.keyShape
        let valueShape = try shape.elementShape
        var key: String?
        var value: Value?
        while try xml.nextChild() {
            if xml.nameBytes.elementsEqual((keyShape.traits.locationName ?? "key").utf8) {
                key = try xml.readText()
            } else if xml.nameBytes.elementsEqual((valueShape.traits.locationName ?? "value").utf8) {
                value = try read(valueShape)
            } else {
                throw ProtocolError(.malformedResponse, "Unknown tag: \(xml.name.local)")
            }
        }
        switch (key, value) {
        case (let key?, let value?): return MapEntry(key: key, value: value)
        case (nil, nil): return nil
        default: throw ProtocolError(.malformedResponse, "an entry of a map has no key or no value")
        }
    }
}

extension Member {
    /// The flattened list that shares the member's name in XML, if there is one; it is read, and the member after it.
    fileprivate func list(among members: Members) throws -> Member {
        guard members.sharesWireNames else { return self }
        return try members.first { try $0.wireName == wireName && $0.shape.traits.contains(.flattened) } ?? self
    }
}

extension Shape.Kind {
    fileprivate var isScalar: Bool {
        switch self {
        case .structure, .list, .map: false
        case .string, .blob, .boolean, .integer, .long, .float, .double, .timestamp: true
        }
    }
}

extension ReplyIdentity {
    mutating func take(_ texts: [(name: String, text: String)]) {
        for (name, text) in texts {
            switch name {
            case "RequestId": requestID = text
            case "HostId": hostID = text
            default: further.append(MapEntry(key: name, value: .string(text)))
            }
        }
    }
}

extension Value {
    /// The value that a text of XML or of a header, in UTF-8, stands for.
    ///
    /// - Throws: ``ProtocolError`` where the text is none of the kind's.
    init(xmlText text: UnsafeRawBufferPointer, as kind: Shape.Kind, _ options: CodecOptions) throws {
        switch kind {
        case .boolean: self = .boolean(text.elementsEqual("true".utf8))
        case .integer, .long:
            guard let number = PythonNumber.wholeNumber(text) else {
                throw ProtocolError.malformed("a whole number", text)
            }
            self = number
        case .float, .double:
            guard let number = PythonNumber.float(String(decoding: text, as: UTF8.self)) else {
                throw ProtocolError.malformed("a number", text)
            }
            self = .float(number)
        case .timestamp where !options.keepsTimestampText: self = .timestamp(try Dates.parse(text))
        case .blob:
            guard let bytes = Base64.decode(text) else { throw ProtocolError.malformed("base64", text) }
            self = .blob(bytes)
        case .string, .timestamp, .structure, .list, .map: self = .string(String(decoding: text, as: UTF8.self))
        }
    }
}
