package import IniaEndpoints
package import IniaModels
internal import IniaPrimitives
internal import IniaShapes
internal import Synchronization

/// What clients of one library make of its data, made once: models live as long as the process, and so does this.
package enum SharedParts {
    // Each part keeps what it was made of, so that no other object can take on its identity.
    private static let rules = Mutex<[ObjectIdentifier: (of: ServiceModel, RuleSet)]>([:])
    private static let partitions = Mutex<[ObjectIdentifier: (of: ModelLibrary, Partitions)]>([:])
    private static let endpoints = Mutex<[ObjectIdentifier: (of: any AnyObject & Sendable, LegacyEndpoints)]>([:])

    /// A service's endpoint rules, or nil where it has none.
    static func rules(of service: ServiceModel, _ library: ModelLibrary) throws -> RuleSet? {
        let id = ObjectIdentifier(service)
        if let known = rules.withLock({ $0[id]?.1 }) { return known }
        guard let source = try service.rules else { return nil }
        let made = try RuleSet(ServiceRules(rules: source), partitions: try partitions(of: library))
        rules.withLock { $0[id] = (service, made) }
        return made
    }

    /// The list of endpoints from before there were rules, as it holds for a service.
    package static func endpoints(for service: ServiceModel, _ library: ModelLibrary) throws -> LegacyEndpoints {
        let list = try library.endpoints(for: service)
        return try endpoints(list, of: list.isOfService ? service : library)
    }

    /// The same list as it is without a service.
    package static func endpoints(of library: ModelLibrary) throws -> LegacyEndpoints {
        try endpoints(library.endpoints, of: library)
    }

    private static func endpoints(
        _ list: EndpointList, of owner: any AnyObject & Sendable
    ) throws -> LegacyEndpoints {
        let id = ObjectIdentifier(owner)
        if let known = endpoints.withLock({ $0[id]?.1 }) { return known }
        let made = try LegacyEndpoints(ListedEndpoints(list: list))
        endpoints.withLock { $0[id] = (owner, made) }
        return made
    }

    private static func partitions(of library: ModelLibrary) throws -> Partitions {
        let id = ObjectIdentifier(library)
        if let known = partitions.withLock({ $0[id]?.1 }) { return known }
        let made = try Partitions(library.partitions)
        partitions.withLock { $0[id] = (library, made) }
        return made
    }
}

/// A service's endpoint rules, as the evaluator asks for them.
private struct ServiceRules: RuleSource {
    let rules: EndpointRules

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
