internal import IniaPrimitives

extension BotocoreModel {
    /// The lines of a `service-2.json`: what the service is, its operations, its shapes and its error codes.
    static func serviceLines(_ service: String, _ model: Document) -> [String] {
        let operations = model["operations"]?.asEntries ?? []
        let shapes = model["shapes"]?.asEntries ?? []
        let targets = TargetTraits(shapes)
        return [line("metadata", service, metadata(model))]
            + operations.map { line("operation", $0.key, operation($0.key, $0.value, targets)) }
            + shapes.map { line("shape", $0.key, shape($0.value, targets)) }
            + errorCodes(shapes)
    }

    private static func metadata(_ model: Document) -> [Document.Entry] {
        var facts = model["metadata"]?.asEntries ?? []
        if let parameters = model["clientContextParams"] {
            facts.append(.init(key: "clientContextParams", value: withoutProseInside(parameters)))
        }
        if let deprecated = model["deprecated"] { facts.append(.init(key: "deprecated", value: deprecated)) }
        return facts
    }

    private static func operation(
        _ name: String, _ operation: Document, _ targets: TargetTraits
    ) -> [Document.Entry] {
        operation.asEntries.compactMap { entry in
            switch entry.key {
            case "name": entry.value == .string(name) ? nil : entry
            case "input", "output": .init(key: entry.key, value: reference(entry.value, targets))
            case "errors":
                .init(key: entry.key, value: .list(entry.value.asList.compactMap { $0["shape"] }))
            default: entry
            }
        }
    }

    private static func shape(_ shape: Document, _ targets: TargetTraits) -> [Document.Entry] {
        let type = shape["type"].map { [Document.Entry(key: "type", value: $0)] } ?? []
        return type
            + shape.without("type").asEntries.map { entry in
                switch entry.key {
                case "member", "key", "value": .init(key: entry.key, value: reference(entry.value, targets))
                case "members":
                    .init(
                        key: entry.key,
                        value: .map(
                            entry.value.asEntries.map { .init(key: $0.key, value: reference($0.value, targets)) }))
                default: entry
                }
            }
    }

    /// A reference with its traits; the target's name alone where it has none.
    private static func reference(_ reference: Document, _ targets: TargetTraits) -> Document {
        var facts = withoutProse(reference)
        guard let target = reference["shape"]?.asString else { return .map(facts) }
        for copied in targets.traits[target] ?? [] where !facts.contains(where: { $0.key == copied.key }) {
            facts.append(copied)
        }
        return facts.count == 1 ? .string(target) : .map(facts)
    }

    private static func errorCodes(_ shapes: [Document.Entry]) -> [String] {
        var names: [String: String] = [:]
        for shape in shapes where shape.value["exception"]?.asBoolean == true {
            // Where two shapes have one code, the later is meant.
            names[shape.value["error"]?["code"]?.asString ?? shape.key] = shape.key
        }
        return names.map { line("code", $0.key, [.init(key: "shape", value: .string($0.value))]) }
    }
}

/// What stands on shapes but is copied to the references to them, which spares whoever follows one a look-up.
private struct TargetTraits {
    private(set) var traits: [String: [Document.Entry]] = [:]

    init(_ shapes: [Document.Entry]) {
        for shape in shapes {
            let copied = ["locationName", "location", "xmlAttribute", "eventstream"].compactMap { key in
                shape.value[key].map { Document.Entry(key: key, value: $0) }
            }
            if !copied.isEmpty { traits[shape.key] = copied }
        }
    }
}

extension Document {
    /// A map with another's entries in it: maps in maps are merged, anything else is replaced.
    func merged(with extra: Document?) -> Document {
        guard case .map(var entries) = self, case .map(let extras) = extra else { return self }
        for extra in extras {
            guard let index = entries.lastIndex(where: { $0.key == extra.key }) else {
                entries.append(extra)
                continue
            }
            switch (entries[index].value, extra.value) {
            case (.map, .map): entries[index].value = entries[index].value.merged(with: extra.value)
            default: entries[index].value = extra.value
            }
        }
        return .map(entries)
    }
}
