import Inia
internal import IniaHost

/// Turns the words behind an operation into its input, by the operation's model.
struct ParameterReader {
    private let operation: Operation
    private let service: String
    private let files: any Files
    /// The members by their option's name: `--max-keys`.
    private let members: [String: Member]

    init(_ operation: Operation, of service: String, files: any Files) throws {
        self.operation = operation
        self.service = service
        self.files = files
        var members: [String: Member] = [:]
        for member in try operation.input?.shape.members.map(Array.init) ?? [] {
            members[Self.option(for: member.name, operation.name, service)] = member
        }
        self.members = members
    }

    /// What the words say.
    struct Reading {
        var input: [MapEntry] = []
        /// The words that belong to no option: the file for a streaming output.
        var positional: [String] = []
    }

    /// Reads the words.
    func read(_ words: [String], over base: Value) throws -> Reading {
        var reading = Reading(input: base.asEntries)
        var rest = words[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--"), word != "--" else {
                reading.positional.append(word)
                continue
            }
            let (name, attached) = Arguments.split(word)
            let (member, isNegated) = try self.member(for: name)
            let shape = try member.shape
            var texts: [String] = attached.map { [$0] } ?? []
            switch shape.kind {
            case .boolean where attached == nil: texts = [isNegated ? "false" : "true"]
            case .list where attached == nil:
                while let next = rest.first, !next.hasPrefix("--") {
                    texts.append(next)
                    rest = rest.dropFirst()
                }
            default:
                if attached == nil, let next = rest.popFirst() { texts = [next] }
            }
            guard !texts.isEmpty else { throw CommandError.usage("argument \(name): expected at least one argument") }
            let value = try named(name) { try self.value(of: shape, from: texts) }
            reading.input.removeAll { $0.key == member.name }
            reading.input.append(MapEntry(key: member.name, value: value))
        }
        return reading
    }

    /// The option of a member, as the aws command line calls it.
    static func option(for member: String, _ operation: String, _ service: String) -> String {
        let name = Names.kebabCase(member)
        let command = Names.kebabCase(operation)
        return "--" + (RenamedOptions.name(of: name, command: command, service: service) ?? name)
    }

    private func member(for option: String) throws -> (Member, isNegated: Bool) {
        if let member = members[option] { return (member, false) }
        if option.hasPrefix("--no-"), let member = members["--" + option.dropFirst(5)],
            try member.shape.kind == .boolean
        {
            return (member, true)
        }
        let known = members.keys.sorted()
        throw CommandError.usage(
            "Unknown options: \(option)"
                + (known.isEmpty ? "" : "; \(operation.name) has \(known.joined(separator: " "))"))
    }

    /// Names the option in an error about its value.
    private func named<Result>(_ option: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as CommandError {
            throw CommandError(
                status: error.status, message: "Error parsing parameter '\(option)': \(error.message)")
        }
    }

    private func value(of shape: Shape, from texts: [String]) throws -> Value {
        let texts = shape.traits.contains(.streaming) ? texts : try texts.map(content)
        if shape.kind == .list, !(texts.count == 1 && texts[0].trimmed.hasPrefix("[")) {
            let element = try shape.elementShape
            return .list(try texts.map { try value(of: element, from: $0) })
        }
        return try value(of: shape, from: texts[0])
    }

    private func value(of shape: Shape, from text: String) throws -> Value {
        if text.hasPrefix("fileb://"), shape.kind == .blob { return .blob(try file(String(text.dropFirst(8)))) }
        if shape.traits.contains(.document) || shape.traits.contains(.jsonValue) { return try json(text) }
        switch shape.kind {
        case .structure, .map:
            if text.trimmed.hasPrefix("{") { return try json(text) }
            if shape.kind == .structure, shape.members?.count == 1, let only = shape.members?.first,
                only.name == "Value", !text.contains("=")
            {
                return .map([MapEntry(key: "Value", value: .string(text))])
            }
            return try typed(try Shorthand.parse(text), as: shape)
        case .list: return try json(text)
        case .blob where shape.traits.contains(.streaming):
            guard try files.size(text) != nil else { throw CommandError.usage("Blob values must be a path to a file.") }
            return .file(text)
        default: return try typed(.string(text), as: shape)
        }
    }

    /// What the short form's texts mean by their shapes.
    private func typed(_ value: Value, as shape: Shape) throws -> Value {
        switch (shape.kind, value) {
        case (.structure, .map(let entries)):
            return .map(
                try entries.map { entry in
                    guard let member = shape.members?[entry.key] else {
                        let known = (shape.members.map(Array.init) ?? []).map(\.name).joined(separator: ", ")
                        throw CommandError.usage("Unknown key '\(entry.key)', valid choices are: \(known)")
                    }
                    return MapEntry(key: entry.key, value: try typed(entry.value, as: try member.shape))
                })
        case (.map, .map(let entries)):
            let element = try shape.elementShape
            return .map(try entries.map { MapEntry(key: $0.key, value: try typed($0.value, as: element)) })
        case (.list, .list(let elements)):
            let element = try shape.elementShape
            return .list(try elements.map { try typed($0, as: element) })
        // One element needs no brackets.
        case (.list, let single): return .list([try typed(single, as: try shape.elementShape)])
        case (_, .string(let text)): return try scalar(text, as: shape)
        default: throw CommandError.usage("a \(shape.kind) was expected")
        }
    }

    private func scalar(_ text: String, as shape: Shape) throws -> Value {
        switch shape.kind {
        case .integer, .long:
            guard let number = Int64(text) else { throw CommandError.usage("'\(text)' is no whole number") }
            return .integer(number)
        case .float, .double:
            guard let number = Double(text) else { throw CommandError.usage("'\(text)' is no number") }
            return .float(number)
        case .boolean: return .boolean(text.lowercased() != "false")
        default: return .string(text)
        }
    }

    /// A text, or what is in the file that it names.
    private func content(_ text: String) throws -> String {
        guard text.hasPrefix("file://") else { return text }
        let path = String(text.dropFirst(7))
        guard let content = try file(path).validText else {
            throw CommandError.usage("\(path) is no UTF-8 text; fileb:// reads bytes")
        }
        return content
    }

    private func file(_ path: String) throws -> Bytes {
        do {
            if let bytes = try files.read(path) { return bytes }
        } catch {
            throw CommandError.usage("Unable to load paramfile \(path): \(error.reason)")
        }
        throw CommandError.usage("Unable to load paramfile \(path): no such file")
    }

    private func json(_ text: String) throws -> Value { try JSONText.value(text) }
}

extension String {
    var trimmed: Substring {
        var text = self[...]
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return text
    }
}
