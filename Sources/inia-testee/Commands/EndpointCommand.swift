import IniaEndpoints
import IniaModels
import IniaPrimitives
import IniaText
import Synchronization

/// `endpoint`: the endpoint rules of a service, or of a line, with given parameters.
struct EndpointCommand: Command {
    static let name = "endpoint"
    private let kept = RuleSets()

    func answer(_ line: Line) async throws -> Document {
        do {
            let rules = try kept.ruleSet(of: line)
            let endpoint = try rules.resolve(try parameters(line.document("params") ?? .map([])))
            return .answer([
                "url": .string(endpoint.url),
                "headers": .map(
                    endpoint.headers.map { .init(key: $0.name, value: .list($0.values.map { .string($0) })) }),
                "properties": TaggedValue.plain(endpoint.properties),
            ])
        } catch let error as EndpointError {
            return .error(Self.isAnswer(error) ? "endpoint" : "configuration", error.message)
        }
    }

    /// Whether the rules themselves end in the error, and do not just fail to be followed.
    private static func isAnswer(_ error: EndpointError) -> Bool {
        error.cause == nil && error.code != .malformedRules
    }

    private func parameters(_ document: Document) throws -> EndpointParameters {
        var parameters = EndpointParameters()
        for entry in document.asEntries {
            switch entry.value {
            case .string(let text): parameters[entry.key] = .string(text)
            case .boolean(let truth): parameters[entry.key] = .boolean(truth)
            case .list(let elements): parameters[entry.key] = .strings(elements.compactMap(\.asString))
            case .null: continue
            default: throw MalformedLine("the parameter \(entry.key) is of no kind that rules know")
            }
        }
        return parameters
    }
}

/// The rule sets that lines name or bring along, kept between lines.
private final class RuleSets: Sendable {
    private let services = Mutex<[String: RuleSet]>([:])
    private let inline = Mutex<[[Bytes]: RuleSet]>([:])
    private let standard = Mutex<Partitions?>(nil)

    func ruleSet(of line: Line) throws -> RuleSet {
        guard let json = line.json("ruleSet") else { return try ruleSet(ofService: try line.requiredText("service")) }
        let key = [json, line.json("partitions") ?? Bytes()]
        if let known = inline.withLock({ $0[key] }) { return known }
        let given = try line.document("partitions")
        let partitions = try given.map { try Partitions($0) } ?? standardPartitions()
        let made = try RuleSet(try JSONReader.document(json), partitions: partitions)
        inline.withLock { inline in
            if inline.count >= 256 { inline.removeAll() }
            inline[key.map { $0.compacted() }] = made
        }
        return made
    }

    private func ruleSet(ofService name: String) throws -> RuleSet {
        if let known = services.withLock({ $0[name] }) { return known }
        guard let rules = try Models.library.service(name).rules else {
            throw EndpointError(.malformedRules, "The service \(name) has no endpoint rules.")
        }
        let made = try RuleSet(ServiceRules(rules: rules), partitions: try standardPartitions())
        services.withLock { $0[name] = made }
        return made
    }

    private func standardPartitions() throws -> Partitions {
        if let known = standard.withLock({ $0 }) { return known }
        let made = try Partitions(Models.library.partitions)
        standard.withLock { $0 = made }
        return made
    }
}

/// A bundled service's rules, as the evaluator asks for them.
private struct ServiceRules: RuleSource {
    let rules: EndpointRules

    func parameters() throws -> Document { try rules.parameters() }

    func rule(_ number: Int) throws -> Document { try rules.rule(number) }
}
