internal import IniaModels
internal import IniaPrimitives
internal import IniaShapes

/// Turns what a selection reaches into declarations.
struct Declaring {
    private let selection: ServiceSelection
    private let model: ServiceModel
    private let reach: Reach
    private let names: TypeNames
    private let facts: ShapeFacts
    private var knownValues: [String: [String]] = [:]

    init(_ selection: ServiceSelection) throws(GeneratorError) {
        self.selection = selection
        model = selection.model
        reach = try Reach(selection.operations, of: model)
        do {
            names = try TypeNames(model, clientName: selection.clientName)
            facts = try ShapeFacts(reach, of: model)
            for name in reach.shapes where try model.shape(named: name).kind == .string {
                knownValues[name] = try model.knownValues(of: name)
            }
        } catch {
            throw GeneratorError(error)
        }
    }

    /// The declarations, in the order in which they are printed.
    func service() throws(GeneratorError) -> ServiceDeclaration {
        do {
            return try declarations()
        } catch {
            throw GeneratorError(error)
        }
    }

    private func declarations() throws(ModelError) -> ServiceDeclaration {
        var service = ServiceDeclaration(clientName: selection.clientName)
        service.documentation = selection.documentation?.service()
        service.operations = try operations()
        service.waiters = try waiters()
        var aliased: Set<String> = []
        for operation in service.operations { aliased.formUnion([operation.input.name, operation.output.name]) }
        for name in reach.shapes {
            let shape = try model.shape(named: name)
            if shape.isPlainStructure {
                service.structures.append(try structure(shape))
                let alias = alias(names.type(name), name)
                if facts.parts.contains(name), aliased.insert(alias.name).inserted { service.aliases.append(alias) }
            } else if shape.isUnion {
                service.unions.append(try union(shape))
            } else if let values = knownValues[name], !values.isEmpty {
                service.enums.append(self.enum(name, values))
            }
        }
        service.errors = try errors()
        return service
    }
}

// MARK: - Operations

extension Declaring {
    private func operations() throws(ModelError) -> [OperationDeclaration] {
        let all = model.operationNames
        let swiftNames = NameScope.names(of: all, reserved: ["init", "self"], as: SwiftName.member)
        let spelled = Dictionary(zip(all, swiftNames), uniquingKeysWith: { $1 })
        var declarations: [OperationDeclaration] = []
        for operation in reach.operations {
            declarations.append(
                OperationDeclaration(
                    name: operation.name, swiftName: spelled[operation.name] ?? operation.name,
                    input: alias(TypeNames.input(operation.name), operation.input?.target),
                    output: alias(TypeNames.output(operation.name), operation.output?.target),
                    parameters: try parameters(of: operation),
                    deprecation: operation.traits.isDeprecated
                        ? operation.traits.deprecationMessage ?? "\(operation.name) is deprecated" : nil,
                    documentation: selection.documentation?.operation(operation.name)))
        }
        return declarations
    }

    private func waiters() throws(ModelError) -> [WaiterDeclaration] {
        let all = try model.waiterNames
        let swiftNames = NameScope.names(of: all, reserved: ["init", "self"], as: SwiftName.member)
        let spelled = Dictionary(zip(all, swiftNames), uniquingKeysWith: { $1 })
        var declarations: [WaiterDeclaration] = []
        for waiter in reach.waiters {
            let operation = try model.operation(waiter.operation)
            declarations.append(
                WaiterDeclaration(
                    name: waiter.name, swiftName: spelled[waiter.name] ?? waiter.name,
                    input: alias(TypeNames.input(operation.name), operation.input?.target),
                    parameters: try parameters(of: operation)))
        }
        return declarations
    }

    /// The required members of an operation's input, but for those that are filled in where they are missing.
    private func parameters(of operation: Operation) throws(ModelError) -> [ParameterDeclaration] {
        guard let shape = try operation.input?.shape, shape.isPlainStructure, let members = shape.members else {
            return []
        }
        let spelled = memberNames(of: members, reserved: ["options"])
        var parameters: [ParameterDeclaration] = []
        for member in members.required where try !member.shape.traits.contains(.idempotencyToken) {
            parameters.append(
                ParameterDeclaration(
                    swiftName: spelled[member.index], index: member.index, type: try type(of: member.reference),
                    documentation: selection.documentation?.member(member.name, of: shape.name)))
        }
        return parameters
    }

    private func errors() throws(ModelError) -> [ErrorDeclaration] {
        let all = try errorShapes()
        let swiftNames = NameScope.names(of: all, reserved: ["unknown", "init", "self"], as: SwiftName.member)
        let spelled = Dictionary(zip(all, swiftNames), uniquingKeysWith: { $1 })
        var declarations: [ErrorDeclaration] = []
        let listed = Set(reach.errors)
        for name in reach.shapes {
            let shape = try model.shape(named: name)
            guard listed.contains(name) || shape.traits.contains(.exception), shape.isPlainStructure else { continue }
            declarations.append(
                ErrorDeclaration(
                    shape: name, swiftName: spelled[name] ?? name, fields: names.fields(name),
                    documentation: selection.documentation?.shape(name)))
        }
        return declarations
    }

    /// The shapes of all errors that the service can answer with, whatever is selected, sorted.
    private func errorShapes() throws(ModelError) -> [String] {
        var shapes = Set(reach.errors)
        for code in model.errorCodes {
            if let shape = try model.errorShape(code: code) { shapes.insert(shape.name) }
        }
        for operation in model.operationNames { shapes.formUnion(try model.operation(operation).errors) }
        return shapes.sortedByBytes()
    }

    private func alias(_ name: String, _ shape: String?) -> AliasDeclaration {
        AliasDeclaration(
            name: name, fields: shape.map { names.fields($0) },
            documentation: shape.flatMap { selection.documentation?.shape($0) })
    }
}

// MARK: - Shapes

extension Declaring {
    private func structure(_ shape: Shape) throws(ModelError) -> StructureDeclaration {
        var conformances: [String] = []
        if facts.streaming.contains(shape.name) {
            conformances = facts.pages.contains(shape.name) ? [] : ["Fields"]
        } else {
            conformances = [selection.isCodable ? "CodableFields" : "HashableFields"]
        }
        if facts.pages.contains(shape.name) { conformances.append("PagedFields") }
        return StructureDeclaration(
            shape: shape.name, fields: names.fields(shape.name), conformances: conformances,
            members: try members(of: shape, reserved: Self.namesOfTyped))
    }

    /// What ``Typed`` has itself.
    private static let namesOfTyped: Set<String> = [
        "init", "self", "hash", "hashValue", "encode", "debugDescription", "customMirror", "asValue",
    ]

    private func members(of shape: Shape, reserved: Set<String>) throws(ModelError) -> [MemberDeclaration] {
        guard let members = shape.members else { return [] }
        let spelled = memberNames(of: members, reserved: reserved)
        var declarations: [MemberDeclaration] = []
        for member in members {
            let traits = try member.shape.traits
            declarations.append(
                MemberDeclaration(
                    swiftName: spelled[member.index], index: member.index, type: try type(of: member.reference),
                    deprecation: traits.contains(.deprecated)
                        ? traits.rare?.deprecationMessage ?? "\(member.name) is deprecated" : nil,
                    documentation: selection.documentation?.member(member.name, of: shape.name)))
        }
        return declarations
    }

    private func memberNames(of members: Members, reserved: Set<String>) -> [String] {
        NameScope.names(of: members.map(\.name), reserved: reserved, as: SwiftName.member)
    }

    private func `enum`(_ shape: String, _ values: [String]) -> EnumDeclaration {
        // What Optional has would be taken for its own where a value may be missing.
        let reserved: Set<String> = ["init", "self", "none", "some"]
        let spelled = NameScope.names(of: values, reserved: reserved) { text in
            SwiftName.value(text) ?? SwiftName.symbols(text)
        }
        var seen: Set<String> = []
        let cases = zip(spelled, values).filter { seen.insert($0.1).inserted }
        return EnumDeclaration(
            type: names.type(shape), isCodable: selection.isCodable,
            values: cases.map { EnumDeclaration.Value(swiftName: $0.0, text: $0.1) },
            documentation: selection.documentation?.shape(shape))
    }

    private func union(_ shape: Shape) throws(ModelError) -> UnionDeclaration {
        let isEvents = shape.traits.contains(.eventStream)
        var cases = try members(of: shape, reserved: ["unknown", "shape", "init", "self", "none", "some"])
        if isEvents, let members = shape.members {
            // An exception among the events is what the stream ends with.
            for member in members where try member.shape.traits.contains(.exception) {
                cases.removeAll { $0.index == member.index }
            }
        }
        return UnionDeclaration(
            shape: shape.name, type: names.type(shape.name),
            kind: isEvents
                ? .events : facts.streaming.contains(shape.name) ? .open : selection.isCodable ? .codable : .hashable,
            isIndirect: try holdsItself(shape), cases: cases,
            documentation: selection.documentation?.shape(shape.name))
    }

    /// Whether a union's value can hold one of the same union with nothing between them but unions.
    private func holdsItself(_ union: Shape) throws(ModelError) -> Bool {
        var pending = [union]
        var seen: Set<String> = []
        while let shape = pending.popLast() {
            for member in shape.members ?? Members([]) {
                let held = try member.shape
                guard held.isUnion else { continue }
                if held.name == union.name { return true }
                if seen.insert(held.name).inserted { pending.append(held) }
            }
        }
        return false
    }

    private func type(of reference: Reference) throws(ModelError) -> TypeReference {
        let shape = try reference.shape
        switch shape.kind {
        case .structure:
            if shape.traits.contains(.document) { return .known("Inia.Document") }
            if shape.isAttributeValue { return .known("Inia.AttributeValue") }
            if shape.traits.contains(.eventStream) { return .events(names.type(shape.name)) }
            if shape.isUnion { return .named(names.type(shape.name)) }
            return .structure(type: names.type(shape.name), fields: names.fields(shape.name))
        case .list: return .list(try self.element(of: shape))
        case .map:
            guard let key = shape.key else { return .known("Inia.Document") }
            return .map(key: try type(of: key), value: try self.element(of: shape))
        case .string:
            if shape.traits.contains(.jsonValue) { return .known("Inia.Document") }
            return knownValues[shape.name].map { !$0.isEmpty } == true
                ? .named(names.type(shape.name)) : .known("Swift.String")
        case .blob: return .known(shape.traits.contains(.streaming) ? "Inia.Body" : "Inia.Bytes")
        case .boolean: return .known("Swift.Bool")
        case .integer, .long: return .known("Swift.Int")
        case .float, .double: return .known("Swift.Double")
        case .timestamp: return .known("Inia.Timestamp")
        }
    }

    private func element(of shape: Shape) throws(ModelError) -> TypeReference {
        guard let element = shape.element else { return .known("Inia.Document") }
        let type = try type(of: element)
        return shape.traits.contains(.sparse) ? .optional(type) : type
    }
}

extension Shape {
    /// Whether the structure is one of the model's own, with members of their own each.
    fileprivate var isPlainStructure: Bool {
        kind == .structure && !isUnion && !isAttributeValue && !traits.contains(.document)
    }

    fileprivate var isUnion: Bool {
        kind == .structure && !isAttributeValue && (traits.contains(.union) || traits.contains(.eventStream))
    }
}
