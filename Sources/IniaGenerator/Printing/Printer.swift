/// Prints declarations as the source of a client's files.
struct Printer {
    let service: ServiceDeclaration
    let access: ServiceSelection.Access

    /// Who can see a declaration, as it begins; nothing for the whole module, which is what silence means.
    private var visible: String { access == .internal ? "" : access.rawValue + " " }

    /// The same of what only describes. In a public client that is compiled where it is used, and nowhere else: it is most of a
    /// client, of which a program uses a little.
    private var visibleWhereUsed: String { (access == .public ? "@_alwaysEmitIntoClient " : "") + visible }

    private func header() -> SourceText {
        var source = SourceText()
        source.line("// Generated from the model of \(service.clientName) by Inia; changes are lost.")
        source.line("// swift-format-ignore-file")
        source.line()
        source.line("\(visible)import Inia")
        source.line()
        return source
    }
}

// MARK: - The client

extension Printer {
    /// The client: its operations, requests, waiters and errors.
    func client() -> String {
        var source = header()
        source.comment(service.documentation)
        source.block("\(visible)actor \(service.clientName): Inia.TypedClient") { source in
            source.line("\(visible)nonisolated let asClient: Inia.Client")
            source.line("nonisolated static var _model: Inia.EmbeddedService { model }")
            source.line()
            source.line("\(visible)init(_ client: Inia.Client) { asClient = client }")
            source.line()
            errors(&source)
        }
        source.line()
        // What is in an extension is called directly, not through a table that would keep all of it in the program.
        source.block("extension \(service.clientName)") { source in
            for (index, operation) in service.operations.enumerated() {
                if index > 0 { source.line() }
                method(operation, &source)
            }
        }
        source.line()
        source.block("nonisolated extension Inia.TypedRequest where Service == \(service.clientName)") { source in
            for operation in service.operations { request(operation, &source) }
        }
        if !service.waiters.isEmpty {
            source.line()
            source.block("nonisolated extension Inia.TypedWait where Service == \(service.clientName)") { source in
                for waiter in service.waiters { wait(waiter, &source) }
            }
        }
        return source.text
    }

    private func errors(_ source: inout SourceText) {
        source.block("\(visible)nonisolated enum Error: Inia.TypedFailure") { source in
            for error in service.errors {
                source.comment(error.documentation)
                source.line("case \(SwiftName.quoted(error.swiftName))(Inia.ErrorInfo<Fields.\(error.fields)>)")
            }
            source.line("case unknown(Inia.ServiceError)")
            source.line()
            source.block("\(visible)init(_ error: Inia.ServiceError)") { source in
                guard !service.errors.isEmpty else { return source.line("self = .unknown(error)") }
                source.line("switch error.shape {")
                for error in service.errors {
                    let name = SwiftName.quoted(error.swiftName)
                    source.line("case \(SwiftLiteral.text(error.shape)): self = .\(name)(.init(error))")
                }
                source.line("default: self = .unknown(error)")
                source.line("}")
            }
            source.line()
            source.block("\(visible)var asServiceError: Inia.ServiceError") { source in
                source.line("switch self {")
                for error in service.errors {
                    source.line("case .\(SwiftName.quoted(error.swiftName))(let error): error.asServiceError")
                }
                source.line("case .unknown(let error): error")
                source.line("}")
            }
        }
    }

    private func method(_ operation: OperationDeclaration, _ source: inout SourceText) {
        source.comment(operation.documentation)
        source.deprecation(operation.deprecation)
        let name = SwiftName.quoted(operation.swiftName)
        let parameters = parameters(operation.parameters, operation.input, in: .client)
        source.line("@discardableResult")
        source.line("\(visibleWhereUsed)nonisolated(nonsending) func \(name)(")
        source.line("    \(parameters),")
        source.line("    options _options: (inout Inia.CallOptions) -> Swift.Void = { _ in }")
        source.block(") async throws -> \(operation.output.name)") { source in
            source.line("try await call(\(initializer(operation.name, operation.parameters)), options: _options)")
        }
    }

    private func request(_ operation: OperationDeclaration, _ source: inout SourceText) {
        let name = SwiftName.quoted(operation.swiftName)
        let place = TypeReference.Place.outside(service.clientName)
        let output = "\(service.clientName), \(fields(operation.output))"
        source.comment(operation.documentation)
        source.deprecation(operation.deprecation)
        source.line("\(visibleWhereUsed)static func \(name)(")
        source.line("    \(parameters(operation.parameters, operation.input, in: place))")
        source.block(") -> Inia.TypedRequest<\(output)>") { source in
            source.line(initializer(operation.name, operation.parameters))
        }
    }

    private func wait(_ waiter: WaiterDeclaration, _ source: inout SourceText) {
        let place = TypeReference.Place.outside(service.clientName)
        source.line("\(visibleWhereUsed)static func \(SwiftName.quoted(waiter.swiftName))(")
        source.line("    \(parameters(waiter.parameters, waiter.input, in: place))")
        source.block(") -> Inia.TypedWait<\(service.clientName)>") { source in
            source.line(initializer(waiter.name, waiter.parameters))
        }
    }

    private func fields(_ alias: AliasDeclaration) -> String {
        alias.fields.map { "\(service.clientName).Fields.\($0)" } ?? "Inia.NoFields"
    }

    private func parameters(
        _ parameters: [ParameterDeclaration], _ input: AliasDeclaration, in place: TypeReference.Place
    ) -> String {
        var texts = parameters.map { "\(SwiftName.quoted($0.swiftName)): \($0.type.spelled(in: place))" }
        texts.append("_ _fill: (inout \(place.prefix)\(input.name)) -> Swift.Void = { _ in }")
        return texts.joined(separator: ", ")
    }

    private func initializer(_ name: String, _ parameters: [ParameterDeclaration]) -> String {
        let required = parameters.map { ".init(\($0.index), \(SwiftName.quoted($0.swiftName)))" }
        return ".init(\(SwiftLiteral.text(name)), [\(required.joined(separator: ", "))], _fill)"
    }
}

// MARK: - Shapes

extension Printer {
    /// The types of the service's shapes, in as many files as are wanted: a compiler gives each file to a core, and takes
    /// for some of what is in one the square of its size.
    func shapes(files: Int) -> [String] { (0..<files).map { shapes(part: $0, of: files) } }

    private func shapes(part: Int, of parts: Int) -> String {
        var source = header()
        let structures = service.structures.slice(part, of: parts)
        source.block("extension \(service.clientName)") { source in
            if part == 0 { aliases(&source) }
            for declaration in service.enums.slice(part, of: parts) { self.enum(declaration, &source) }
            guard part == 0 else { return }
            for declaration in service.unions { union(declaration, &source) }
            source.line()
            source.block("\(visible)nonisolated enum Fields") { source in
                for structure in structures { fields(structure, in: .fields, &source) }
            }
        }
        guard part > 0 else { return source.text }
        source.line()
        source.block("extension \(service.clientName).Fields") { source in
            for structure in structures { fields(structure, in: .outside(service.clientName), &source) }
        }
        return source.text
    }

    private func aliases(_ source: inout SourceText) {
        for operation in service.operations {
            alias(operation.input, &source)
            alias(operation.output, &source)
        }
        for alias in service.aliases { self.alias(alias, &source) }
    }

    private func alias(_ alias: AliasDeclaration, _ source: inout SourceText) {
        source.comment(alias.documentation)
        let fields = alias.fields.map { "Fields.\($0)" } ?? "Inia.NoFields"
        source.line("\(visible)typealias \(alias.name) = Inia.Typed<\(fields)>")
    }

    private func fields(
        _ structure: StructureDeclaration, in place: TypeReference.Place, _ source: inout SourceText
    ) {
        let conformances = structure.conformances.map { "Inia.\($0)" }.joined(separator: ", ")
        source.block("\(visible)nonisolated struct \(structure.fields): \(conformances)") { source in
            source.line("\(visible)init() {}")
            shape(structure.shape, in: place, &source)
            for member in structure.members {
                source.comment(member.documentation)
                source.deprecation(member.deprecation)
                let name = SwiftName.quoted(member.swiftName)
                let type = member.type.spelled(in: place)
                source.line("\(visibleWhereUsed)var \(name): Inia.FieldKey<\(type)> { .init(\(member.index)) }")
            }
        }
    }

    private func shape(_ shape: String, in place: TypeReference.Place, _ source: inout SourceText) {
        let name = ".init(\(SwiftLiteral.text(shape)), of: \(place.prefix)_model)"
        source.line("\(visible)static func shape() -> Inia.ShapeName { \(name) }")
    }

    private func `enum`(_ declaration: EnumDeclaration, _ source: inout SourceText) {
        source.line()
        source.comment(declaration.documentation)
        let codable = declaration.isCodable ? ", Swift.Codable" : ""
        source.block("\(visible)nonisolated struct \(declaration.type): Inia.OpenEnum\(codable)") { source in
            source.line("\(visible)let rawValue: Swift.String")
            source.line("\(visible)init(rawValue: Swift.String) { self.rawValue = rawValue }")
            for value in declaration.values {
                let name = SwiftName.quoted(value.swiftName)
                let text = SwiftLiteral.text(value.text)
                source.line("\(visibleWhereUsed)static var \(name): Self { .init(rawValue: \(text)) }")
            }
        }
    }

    private func union(_ declaration: UnionDeclaration, _ source: inout SourceText) {
        source.line()
        source.comment(declaration.documentation)
        let indirect = declaration.isIndirect ? "indirect " : ""
        let head = "\(visible)nonisolated \(indirect)enum \(declaration.type): Inia.\(declaration.kind.rawValue)"
        source.block(head) { source in
            if declaration.kind == .events { source.line("\(visible)typealias Failure = Error") }
            for member in declaration.cases {
                source.comment(member.documentation)
                source.line("case \(SwiftName.quoted(member.swiftName))(\(member.type.spelled(in: .client)))")
            }
            source.line("case unknown(Inia.Value)")
            source.line()
            shape(declaration.shape, in: .client, &source)
            source.block("\(visible)init(_member member: Inia.UnionMember)") { source in
                guard !declaration.cases.isEmpty else { return source.line("self = member.asUnknown()") }
                source.line("switch member.index {")
                for member in declaration.cases {
                    let name = SwiftName.quoted(member.swiftName)
                    source.line("case \(member.index): self = member.as { .\(name)($0) }")
                }
                source.line("default: self = member.asUnknown()")
                source.line("}")
            }
            source.block("\(visible)var _member: Inia.UnionMember") { source in
                source.line("switch self {")
                for member in declaration.cases {
                    let name = SwiftName.quoted(member.swiftName)
                    source.line("case .\(name)(let value): .init(\(member.index), value)")
                }
                source.line("case .unknown(let value): .init(unknown: value)")
                source.line("}")
            }
        }
    }
}

extension Array {
    /// One of as many runs of about equal length as are wanted.
    fileprivate func slice(_ part: Int, of parts: Int) -> ArraySlice<Element> {
        self[count * part / parts..<count * (part + 1) / parts]
    }
}
