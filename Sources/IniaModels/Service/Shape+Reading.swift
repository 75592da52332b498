internal import IniaShapes
internal import IniaText

extension Shape {
    /// Reads a `shape` line, whose targets are found in a source.
    convenience init(reading reader: inout JSONReader, in source: any ShapeSource) throws(FormatError) {
        var name = ""
        var kind: Kind?
        var required: [String] = []
        var members: [(name: String, to: Reference)] = []
        var element: Reference?
        var mapKey: Reference?
        var traits = TraitsReader()
        try reader.enterObject()
        while let key = try reader.nextKeyText() {
            switch key {
            case "shape": name = try reader.readString()
            case "type": kind = try Kind(reading: &reader)
            case "required": required = try reader.readStrings()
            case "members":
                try reader.enterObject()
                while let member = try reader.nextKeyText() {
                    members.append((member, try Reference(reading: &reader, in: source)))
                }
            case "member", "value": element = try Reference(reading: &reader, in: source)
            case "key": mapKey = try Reference(reading: &reader, in: source)
            default: try traits.read(key, &reader)
            }
        }
        guard let kind else { throw FormatError(.unexpectedKind, "a shape without a type", offset: reader.offset) }
        self.init(
            name: name, kind: kind, traits: traits.finished(),
            members: kind == .structure ? Members(members, required: required) : nil, element: element, key: mapKey)
    }
}

extension Shape.Kind {
    fileprivate init(reading reader: inout JSONReader) throws(FormatError) {
        switch try reader.readString() {
        case "structure": self = .structure
        case "string", "character": self = .string
        case "list": self = .list
        case "integer", "byte", "short": self = .integer
        case "map": self = .map
        case "boolean": self = .boolean
        case "timestamp": self = .timestamp
        case "long", "biginteger": self = .long
        case "double", "bigdecimal": self = .double
        case "blob": self = .blob
        case "float": self = .float
        case let other: throw FormatError(.unexpectedKind, "no such type: \(other)", offset: reader.offset)
        }
    }
}

extension Members {
    fileprivate convenience init(_ members: [(name: String, to: Reference)], required: [String]) {
        // Lists of required names are short and nearly always in the members' order.
        var expected = 0
        self.init(
            members.enumerated().map { index, member in
                var isRequired = false
                if expected < required.count, required[expected] == member.name {
                    isRequired = true
                    expected += 1
                } else {
                    isRequired = required.contains(member.name)
                }
                return Member(name: member.name, index: index, isRequired: isRequired, reference: member.to)
            }, required: required)
    }
}

extension Reference {
    /// Reads a reference: the name of its target alone, or an object of that and the reference's own traits.
    convenience init(reading reader: inout JSONReader, in source: any ShapeSource) throws(FormatError) {
        guard try reader.peek() == .object else {
            self.init(to: try reader.readString(), in: source)
            return
        }
        var target: String?
        var traits = TraitsReader()
        try reader.enterObject()
        while let key = try reader.nextKeyText() {
            if key == "shape" { target = try reader.readString() } else { try traits.read(key, &reader) }
        }
        guard let target else {
            throw FormatError(.unexpectedKind, "a reference without a shape", offset: reader.offset)
        }
        self.init(to: target, traits: traits.finished(), in: source)
    }
}
