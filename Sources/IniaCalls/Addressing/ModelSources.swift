internal import IniaEndpoints
internal import IniaModels
internal import IniaPrimitives
internal import IniaShapes

/// A service's endpoint rules, as the evaluator asks for them.
struct ServiceRules: RuleSource {
    private let rules: EndpointRules

    init(_ rules: EndpointRules) { self.rules = rules }

    func parameters() throws -> Document { try rules.parameters() }

    func rule(_ number: Int) throws -> Document { try rules.rule(number) }
}

/// The old list of endpoints, as its reader asks for it.
private struct ListedEndpoints: LegacyEndpointSource {
    let list: EndpointList

    func partitions() throws -> [Document] { try list.partitions() }

    func service(_ endpointPrefix: String, in partition: String) throws -> Document? {
        try list.service(endpointPrefix, in: partition)
    }
}

extension ModelLibrary {
    /// The partitions, for endpoint rules.
    var endpointPartitions: Partitions { get throws { try Partitions(partitions) } }

    /// The list of endpoints from before there were rules.
    var legacyEndpoints: LegacyEndpoints { get throws { try LegacyEndpoints(ListedEndpoints(list: endpoints)) } }
}
