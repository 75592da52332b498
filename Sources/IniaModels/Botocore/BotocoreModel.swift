internal import IniaPrimitives
internal import IniaShapes
internal import IniaText

/// Turns models in the form of botocore's data into lines, as `scripts/import-models` does, so that there is one form
/// to read.
enum BotocoreModel {
    /// The keys of prose, which is left out.
    private static let prose: Set<String> = [
        "documentation", "documentationUrl", "description", "examples", "deprecatedMessage",
    ]

    /// The name that a file has among botocore's data, without its `.json`.
    static func fileName(of file: ServiceFile) -> String {
        switch file {
        case .service: "service-2"
        case .paginators: "paginators-1"
        case .waiters: "waiters-2"
        case .rules: "endpoint-rule-set-1"
        case .resources: "resources-1"
        }
    }

    /// Reads a JSON file, naming it where it is none.
    static func document(_ bytes: Bytes, origin: String) throws(ModelError) -> Document {
        do throws(FormatError) { return try JSONReader.document(bytes) } catch {
            throw ModelError(.malformed, "\(origin): \(error)")
        }
    }

    /// The lines of a service's file.
    ///
    /// - Throws: ``ModelError`` with code `malformed` for waiters in another form than the second, the only one in use.
    static func lines(
        _ file: ServiceFile, of service: String, content: Document, origin: String
    ) throws(ModelError) -> ModelLines {
        if file == .waiters, let version = content["version"], version != .integer(2) {
            throw ModelError(.malformed, "\(origin): waiters are read in version 2 alone")
        }
        let lines =
            switch file {
            case .service: serviceLines(service, content)
            case .paginators: lines("paginator", content["pagination"])
            case .waiters: lines("waiter", content["waiters"])
            case .rules: RuleNodes(content).lines
            case .resources: [line("service", service, content["service"])] + lines("resource", content["resources"])
            }
        return joined(lines, origin: origin)
    }

    /// The lines of a file that all services share.
    static func lines(_ file: CommonFile, content: Document, origin: String) -> ModelLines {
        let lines =
            switch file {
            case .partitions: partitionLines(content["partitions"], name: "id")
            case .endpoints: partitionLines(content["partitions"], name: "partition")
            case .retry: lines("definition", content["definitions"]) + lines("retry", content["retry"])
            case .defaults: [line("base", "base", content["base"])] + lines("mode", content["modes"])
            }
        return joined(lines, origin: origin)
    }

    private static func joined(_ lines: [String], origin: String) -> ModelLines {
        ModelLines(Bytes(utf8: lines.sortedByBytes().joined(separator: "\n")), origin: origin)
    }

    private static func lines(_ kind: String, _ content: Document?) -> [String] {
        (content?.asEntries ?? []).map { line(kind, $0.key, $0.value) }
    }

    /// A line of a kind: its name first, then what is said of it.
    static func line(_ kind: String, _ name: String, _ content: Document?) -> String {
        line(kind, name, content?.asEntries ?? [])
    }

    static func line(_ kind: String, _ name: String, _ content: [Document.Entry]) -> String {
        let facts = content.filter { $0.key != kind && !prose.contains($0.key) }
        return JSONWriter.text(.map([Document.Entry(key: kind, value: .string(name))] + facts))
    }

    static func withoutProse(_ content: Document) -> [Document.Entry] {
        content.asEntries.filter { !prose.contains($0.key) }
    }

    /// The entries of a map, each without prose.
    static func withoutProseInside(_ content: Document?) -> Document {
        .map((content?.asEntries ?? []).map { .init(key: $0.key, value: .map(withoutProse($0.value))) })
    }

    private static func partitionLines(_ partitions: Document?, name: String) -> [String] {
        (partitions?.asList ?? []).enumerated().flatMap { position, partition -> [String] in
            let id = partition[name]?.asString ?? ""
            let head = [Document.Entry(key: "position", value: .integer(Int64(position)))]
            let services = partition["services"]?.asEntries ?? []
            return [line("partition", id, head + partition.without("services").asEntries)]
                + services.map { line("service", "\(id)/\($0.key)", $0.value) }
        }
    }
}

/// A tree of endpoint rules, numbered: a node comes before what is below it.
private struct RuleNodes {
    private(set) var lines: [String] = []
    private var count = 0

    init(_ ruleSet: Document) {
        let parameters = BotocoreModel.withoutProseInside(ruleSet["parameters"])
        let version = ruleSet["version"]?.asString ?? "1.0"
        lines.append(BotocoreModel.line("ruleset", version, [.init(key: "parameters", value: parameters)]))
        _ = add(
            .map([
                .init(key: "conditions", value: .list([])), .init(key: "rules", value: ruleSet["rules"] ?? .list([])),
                .init(key: "type", value: .string("tree")),
            ]))
    }

    private mutating func add(_ rule: Document) -> Document {
        let number = count
        count += 1
        var node: [Document.Entry] = []
        for entry in rule.asEntries {
            guard entry.key == "rules" else {
                node.append(entry)
                continue
            }
            let children = entry.value.asList.map { add($0) }
            node.append(.init(key: "rules", value: .list(children)))
        }
        lines.append(BotocoreModel.line("rule", EndpointRules.name(of: number), node))
        return .integer(Int64(number))
    }
}
