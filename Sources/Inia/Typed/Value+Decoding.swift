internal import IniaFormats
internal import IniaPrimitives
internal import IniaShapes
internal import IniaText

extension Value {
    /// Decodes what ``EncodedValue`` encodes.
    ///
    /// - Throws: what the decoder throws, or `DecodingError` for what is no value of the shape.
    init(from decoder: any Decoder, as shape: Shape, depth: Int = 0) throws {
        guard depth < 500 else { throw decoder.error("values nest too deeply") }
        switch shape.kind {
        case .structure where shape.traits.contains(.document), .string where shape.traits.contains(.jsonValue):
            self = .document(try Document(from: decoder, depth: depth))
        case .structure: self = try Self.structure(from: decoder, as: shape, depth: depth)
        case .list:
            let element = try shape.elementShape
            let isSparse = shape.traits.contains(.sparse)
            var elements: [Value] = []
            var container = try decoder.unkeyedContainer()
            while !container.isAtEnd {
                if try !container.decodeNil() {
                    elements.append(try Value(from: container.superDecoder(), as: element, depth: depth + 1))
                } else if isSparse {
                    elements.append(.null)
                }
            }
            self = .list(elements)
        case .map:
            let element = try shape.elementShape
            let isSparse = shape.traits.contains(.sparse)
            var entries: [MapEntry] = []
            let container = try decoder.container(keyedBy: NameCodingKey.self)
            for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
                let isNull = try container.decodeNil(forKey: key)
                if isNull, !isSparse { continue }
                let value =
                    isNull
                    ? .null : try Value(from: container.superDecoder(forKey: key), as: element, depth: depth + 1)
                entries.append(MapEntry(key: key.stringValue, value: value))
            }
            self = .map(entries)
        case .string, .blob, .boolean, .integer, .long, .float, .double, .timestamp:
            self = try Self.scalar(from: decoder, as: shape.kind)
        }
    }

    private static func structure(from decoder: any Decoder, as shape: Shape, depth: Int) throws -> Value {
        var structure = Structure(shape)
        var unknown: [MapEntry] = []
        let container = try decoder.container(keyedBy: NameCodingKey.self)
        for key in container.allKeys where try !container.decodeNil(forKey: key) {
            let decoder = try container.superDecoder(forKey: key)
            if let member = shape.members?[key.stringValue] {
                structure[member.index] = try Value(from: decoder, as: member.shape, depth: depth + 1)
            } else if shape.traits.contains(.union) {
                let document = try Document(from: decoder, depth: depth + 1)
                unknown.append(MapEntry(key: key.stringValue, value: .document(document)))
            }
        }
        if !unknown.isEmpty { return .map(structure.entries + unknown) }
        let value = Value.structure(structure)
        if shape.isAttributeValue, let attribute = value.asAttribute { return .attribute(attribute) }
        return value
    }

    private static func scalar(from decoder: any Decoder, as kind: Shape.Kind) throws -> Value {
        let container = try decoder.singleValueContainer()
        switch kind {
        case .boolean: return .boolean(try container.decode(Bool.self))
        case .integer, .long: return .integer(try container.decode(Int64.self))
        case .float, .double: return .float(try container.decode(Double.self))
        case .blob:
            guard let bytes = Base64.decode(try container.decode(String.self)) else {
                throw decoder.error("a blob is a text in base64")
            }
            return .blob(bytes)
        case .timestamp:
            guard let time = try? Dates.parseISO8601(try container.decode(String.self)) else {
                throw decoder.error("a time is a text in ISO 8601")
            }
            return .timestamp(time)
        case .string, .structure, .list, .map: return .string(try container.decode(String.self))
        }
    }
}

extension Document {
    /// Decodes whatever there is.
    fileprivate init(from decoder: any Decoder, depth: Int) throws {
        guard depth < 500 else { throw decoder.error("values nest too deeply") }
        if let container = try? decoder.container(keyedBy: NameCodingKey.self) {
            var entries: [Entry] = []
            for key in container.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
                let value = try Document(from: container.superDecoder(forKey: key), depth: depth + 1)
                entries.append(Entry(key: key.stringValue, value: value))
            }
            self = .map(entries)
        } else if var container = try? decoder.unkeyedContainer() {
            var elements: [Document] = []
            while !container.isAtEnd {
                elements.append(try Document(from: container.superDecoder(), depth: depth + 1))
            }
            self = .list(elements)
        } else {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let truth = try? container.decode(Bool.self) {
                self = .boolean(truth)
            } else if let number = try? container.decode(Int64.self) {
                self = .integer(number)
            } else if let number = try? container.decode(Double.self) {
                self = .float(number)
            } else {
                self = .string(try container.decode(String.self))
            }
        }
    }
}

extension Decoder {
    fileprivate func error(_ reason: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: codingPath, debugDescription: reason))
    }
}
