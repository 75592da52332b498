import IniaPrimitives
import IniaShapes

/// Walks a shape and a value together, noting what does not fit and giving the value in the form that is written.
struct InputBinder {
    /// How deeply values may nest: more than any model needs, and far less than the stack can bear.
    static let maximumDepth = 200

    let isValidated: Bool
    let repeatsSecrets: Bool
    private(set) var problems: [ValidationError.Problem] = []
    private var path = ValuePath()

    init(isValidated: Bool, repeatsSecrets: Bool = false) {
        self.isValidated = isValidated
        self.repeatsSecrets = repeatsSecrets
    }

    private var levelsLeft: Int { Self.maximumDepth - path.depth }

    mutating func bind(_ value: Value, to shape: Shape, isTopLevel: Bool = false) throws(ModelError) -> Value {
        guard path.depth < Self.maximumDepth else { return refuseDepth(value) }
        if shape.isJSONHeader { return bindJSON(value, shape) }
        switch shape.kind {
        case .structure where shape.traits.contains(.document):
            return .document(bindDocument(value) ?? .null)
        case .structure where shape.traits.contains(.eventStream):
            return bindEvents(value, shape)
        case .structure:
            return try bindStructure(value, shape, isTopLevel: isTopLevel)
        case .list:
            return try bindList(value, shape)
        case .map:
            return try bindMap(value, shape)
        case .string, .blob, .boolean, .integer, .long, .float, .double, .timestamp:
            return bindScalar(value, shape)
        }
    }
}

// MARK: - Containers

extension InputBinder {
    private mutating func bindStructure(
        _ value: Value, _ shape: Shape, isTopLevel: Bool
    ) throws(ModelError) -> Value {
        if case .attribute(let attribute) = value, shape.isAttributeValue {
            return attribute.isNested(deeperThan: levelsLeft) ? refuseDepth(value) : value
        }
        guard let members = shape.members, let given = value.entriesIfAny else {
            return refuseType(value, shape, expecting: "<class 'dict'>")
        }
        checkNames(of: given, members, shape)
        var bound = Structure(shape, capacity: given.count)
        for entry in given {
            guard let member = members[entry.key] else { continue }
            path.push(.member(entry.key))
            let memberShape = try member.shape
            let isPayload = isTopLevel && shape.traits.rare?.payload == member.name
            if isPayload, memberShape.kind == .blob, case .body = entry.value {
                bound[member.index] = entry.value
            } else {
                bound[member.index] = try bind(entry.value, to: memberShape)
            }
            path.pop()
        }
        if shape.isAttributeValue, let attribute = AttributeValue(bound) { return .attribute(attribute) }
        return .structure(bound)
    }

    /// Notes which names are missing, too many or unknown, in botocore's order.
    private mutating func checkNames(of given: [MapEntry], _ members: Members, _ shape: Shape) {
        if isValidated {
            if shape.traits.contains(.union) { checkUnion(given, members) }
            for member in members.required where !given.contains(where: { $0.key == member.name }) {
                note(.missing) { "Missing required parameter in \($0): \"\(member.name)\"" }
            }
        }
        for entry in given where members[entry.key] == nil {
            note(.unknown) {
                "Unknown parameter in \($0): \"\(entry.key)\", must be one of: "
                    + members.map(\.name).joined(separator: ", ")
            }
        }
    }

    private mutating func checkUnion(_ given: [MapEntry], _ members: Members) {
        let count = given.count <= 1 ? given.count : Set(given.map(\.key)).count
        guard count != 1 else { return }
        let names = members.map(\.name).joined(separator: ", ")
        note(.union) {
            count == 0
                ? "Must set one of the following keys for tagged unionstructure \($0): \(names)."
                : "Invalid number of parameters set for tagged union structure \($0). "
                    + "Can only set one of the following keys: \(names)."
        }
    }

    private mutating func bindList(_ value: Value, _ shape: Shape) throws(ModelError) -> Value {
        guard let given = value.elementsIfAny else {
            return refuseType(value, shape, expecting: "<class 'list'>, <class 'tuple'>")
        }
        checkLength(given.count, shape)
        let elementShape = try shape.elementShape
        let isSparse = shape.traits.contains(.sparse)
        var bound: [Value] = []
        bound.reserveCapacity(given.count)
        for (position, element) in given.enumerated() {
            if isSparse, element.asIsNull {
                bound.append(.null)
                continue
            }
            path.push(.index(position))
            bound.append(try bind(element, to: elementShape))
            path.pop()
        }
        return .list(bound)
    }

    private mutating func bindMap(_ value: Value, _ shape: Shape) throws(ModelError) -> Value {
        guard let given = value.entriesIfAny else {
            return refuseType(value, shape, expecting: "<class 'dict'>")
        }
        let keyShape = try shape.keyShape
        let valueShape = try shape.elementShape
        let isSparse = shape.traits.contains(.sparse)
        var bound: [MapEntry] = []
        bound.reserveCapacity(given.count)
        for entry in given.withoutRepeatedKeys {
            path.push(.key(entry.key))
            _ = try bind(.string(entry.key), to: keyShape)
            path.pop()
            if isSparse, entry.value.asIsNull {
                bound.append(MapEntry(key: entry.key, value: .null))
                continue
            }
            path.push(.member(entry.key))
            bound.append(MapEntry(key: entry.key, value: try bind(entry.value, to: valueShape)))
            path.pop()
        }
        return .map(bound)
    }

    private mutating func bindEvents(_ value: Value, _ shape: Shape) -> Value {
        switch value {
        case .events: return value
        case .list(let events): return .events(EventStream(of: events))
        default: return refuseType(value, shape, expecting: "event stream")
        }
    }
}

// MARK: - Scalars

extension InputBinder {
    private mutating func bindScalar(_ given: Value, _ shape: Shape) -> Value {
        let value = given.withoutDocument
        switch (shape.kind, value) {
        case (.string, .string(let text)):
            checkLength(of: text, shape)
            return value
        case (.blob, .blob): return value
        case (.blob, .string(let text)): return .blob(Bytes(utf8: text))
        case (.blob, .body(let body)):
            if case .bytes(let bytes) = body.content { return .blob(bytes) }
        case (.boolean, .boolean): return value
        case (.integer, .integer(let number)), (.long, .integer(let number)):
            checkRange(Double(number), .integer(number), shape)
            return value
        case (.integer, .boolean(let truth)), (.long, .boolean(let truth)):
            checkRange(truth ? 1 : 0, value, shape)
            return .integer(truth ? 1 : 0)
        case (.float, .integer(let number)), (.double, .integer(let number)):
            checkRange(Double(number), value, shape)
            return value
        case (.float, .float(let number)), (.double, .float(let number)):
            checkRange(number, value, shape)
            return value
        case (.float, .boolean(let truth)), (.double, .boolean(let truth)):
            checkRange(truth ? 1 : 0, value, shape)
            return .integer(truth ? 1 : 0)
        case (.timestamp, _):
            if let time = value.timestampIfAny { return .timestamp(time) }
        default: break
        }
        return refuseType(given, shape, expecting: shape.kind.pythonTypes)
    }

    private mutating func bindJSON(_ value: Value, _ shape: Shape) -> Value {
        var probe = InputBinder(isValidated: true)
        if let document = probe.bindDocument(value), probe.problems.isEmpty { return .document(document) }
        note(.json) {
            "Invalid parameter \($0) must be json serializable: "
                + "Object of type \(PythonText.typeName(of: value)) is not JSON serializable"
        }
        return value
    }

    /// The value as open content, or nil where it has none of its forms. Names in messages begin anew at each key.
    private mutating func bindDocument(_ value: Value) -> Document? {
        guard path.depth < Self.maximumDepth else {
            _ = refuseDepth(value)
            return nil
        }
        switch value {
        case .null: return .null
        case .boolean(let truth): return .boolean(truth)
        case .integer(let number): return .integer(number)
        case .float(let number): return .float(number)
        case .string(let text): return .string(text)
        case .document(let document):
            guard document.isNested(deeperThan: levelsLeft) else { return document }
            _ = refuseDepth(value)
            return nil
        case .list(let elements):
            var list: [Document] = []
            for (position, element) in elements.enumerated() {
                path.push(.index(position))
                list.append(bindDocument(element) ?? .null)
                path.pop()
            }
            return .list(list)
        case .map, .structure, .attribute:
            var entries: [Document.Entry] = []
            for entry in value.asEntries.withoutRepeatedKeys {
                path.push(.documentKey(entry.key))
                entries.append(Document.Entry(key: entry.key, value: bindDocument(entry.value) ?? .null))
                path.pop()
            }
            return .map(entries)
        case .blob, .timestamp, .body, .events:
            note(.type) {
                "Invalid type for document parameter \($0), value: \(PythonText.text(of: value)), "
                    + "type: \(PythonText.type(of: value)), valid types: <class 'str'>, <class 'int'>, "
                    + "<class 'bool'>, <class 'float'>, <class 'list'>, <class 'dict'>"
            }
            return nil
        }
    }
}

// MARK: - Problems

extension InputBinder {
    private mutating func note(_ kind: ValidationError.Problem.Kind, _ text: (_ path: String) -> String) {
        let place = path.text
        problems.append(ValidationError.Problem(kind, path: place, text: text(place)))
    }

    private mutating func refuseType(_ value: Value, _ shape: Shape, expecting types: String) -> Value {
        guard isValidated || shape.kind == .structure || shape.kind == .list || shape.kind == .map else { return value }
        guard isValidated || !value.asIsNull else { return .null }
        let told = text(of: value, in: shape)
        note(.type) {
            "Invalid type for parameter \($0), value: \(told), "
                + "type: \(PythonText.type(of: value)), valid types: \(types)"
        }
        return value
    }

    private mutating func refuseDepth(_ value: Value) -> Value {
        note(.depth) { "Invalid value for parameter \($0): more than \(Self.maximumDepth) levels are nested" }
        return value
    }

    /// The value in a sentence about it, unless it is a secret, or has something in it and may hold one.
    private func text(of value: Value, in shape: Shape) -> String {
        var seen: Set<String> = []
        let hasContent = !value.asList.isEmpty || !value.asEntries.isEmpty
        let isSecret = shape.traits.contains(.sensitive) || hasContent && shape.mayHoldSecrets(besides: &seen)
        return isSecret && !repeatsSecrets ? "*****" : PythonText.text(of: value)
    }

    private mutating func checkRange(_ number: Double, _ value: Value, _ shape: Shape) {
        guard isValidated, let least = shape.leastValue, number < least else { return }
        let told = text(of: value, in: shape)
        note(.range) {
            "Invalid value for parameter \($0), value: \(told), "
                + "valid min value: \(PythonText.number(least))"
        }
    }

    private mutating func checkLength(of text: String, _ shape: Shape) {
        guard isValidated, let least = shape.leastValue, Double(text.utf8.count) < least * 4 else { return }
        checkLength(text.unicodeScalars.count, shape)
    }

    private mutating func checkLength(_ length: Int, _ shape: Shape) {
        guard isValidated, let least = shape.leastValue, Double(length) < least else { return }
        note(.length) {
            "Invalid length for parameter \($0), value: \(length), valid min length: \(PythonText.number(least))"
        }
    }
}

extension Shape {
    /// Whether the model calls the value sensitive, or anything that it can hold.
    fileprivate func mayHoldSecrets(besides seen: inout Set<String>) -> Bool {
        if traits.contains(.sensitive) { return true }
        guard seen.insert(name).inserted else { return false }
        for reference in [key, element].compactMap({ $0 }) + (members?.map(\.reference) ?? []) {
            if (try? reference.shape)?.mayHoldSecrets(besides: &seen) ?? false { return true }
        }
        return false
    }

    /// Whether the value is open content that goes into a header as JSON in base64.
    var isJSONHeader: Bool {
        kind == .string && traits.location == .header && traits.contains(.jsonValue)
    }

    /// The least value or length; a part of a host name has at least one character.
    fileprivate var leastValue: Double? { traits.minimum ?? (traits.contains(.hostLabel) ? 1 : nil) }
}
