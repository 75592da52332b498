public import IniaPrimitives

/// The list of endpoints that AWS kept before there were rule sets: still the source of regions and of signing facts.
public final class LegacyEndpoints: Sendable {
    private struct Partition: Sendable {
        let name: String
        let dnsSuffix: String
        let regions: [String]
        let pattern: RegionPattern?
        let defaults: Document

        func has(_ region: String) -> Bool {
            regions.contains(region) || pattern?.matchesPrefix(of: region) == true
        }
    }

    /// What an endpoint must support besides the ordinary, by the names that the list uses.
    private typealias Tags = Set<String>

    private let source: any LegacyEndpointSource
    private let partitions: [Partition]
    /// Partitions that have no dual-stack endpoints, whatever their defaults say.
    private static let withoutDualStack: Set = ["aws-iso", "aws-iso-b"]

    /// Creates a list that fetches each service's endpoints when they are asked for.
    ///
    /// - Throws: ``EndpointError`` where the partitions cannot be read.
    public init(_ source: some LegacyEndpointSource) throws(EndpointError) {
        self.source = source
        let documents: [Document]
        do { documents = try source.partitions() } catch { throw Self.unreadable(error) }
        partitions = try documents.map { (document) throws(EndpointError) in try Self.partition(document) }
    }

    /// Creates a list from the object that AWS published as `endpoints.json`.
    ///
    /// - Throws: ``EndpointError`` with ``EndpointError/Code/malformedRules``.
    public convenience init(_ document: Document) throws(EndpointError) {
        guard case .list(let partitions) = document["partitions"] else {
            throw EndpointError(.malformedRules, "Missing \"partitions\" in endpoint data")
        }
        try self.init(WholeEndpointList(partitions: partitions))
    }

    /// The names of the partitions, in order.
    public var partitionNames: [String] { partitions.map(\.name) }

    /// The partition that a region belongs to, by name or by the form of its name.
    ///
    /// - Throws: ``EndpointError`` with ``EndpointError/Code/unknownRegion``.
    public func partition(of region: String) throws(EndpointError) -> String {
        guard let partition = partitions.first(where: { $0.has(region) }) else {
            throw EndpointError(.unknownRegion, "Unknown region: '\(region)'. No partition has it.")
        }
        return partition.name
    }

    /// The DNS suffix of a partition, or of its dual-stack or FIPS endpoints; nil where the list gives none.
    public func dnsSuffix(of partition: String, dualStack: Bool = false, fips: Bool = false) -> String? {
        guard let found = partitions.first(where: { $0.name == partition }) else { return nil }
        let tags = Self.tags(dualStack: dualStack, fips: fips)
        return tags.isEmpty ? found.dnsSuffix : Self.variant(tags, of: found.defaults)?["dnsSuffix"]?.asString
    }

    /// The names of the endpoints that a service has in a partition, in the order of the list.
    ///
    /// - Parameters:
    ///   - isRegionalOnly: whether to leave out endpoints that are no regions, such as `aws-global`.
    ///   - dualStack: whether to leave out regions without a dual-stack endpoint.
    ///   - fips: whether to leave out regions without a FIPS endpoint.
    public func endpointNames(
        of endpointPrefix: String, in partition: String = "aws", regionsOnly isRegionalOnly: Bool = true,
        dualStack: Bool = false, fips: Bool = false
    ) throws(EndpointError) -> [String] {
        guard let found = partitions.first(where: { $0.name == partition }) else { return [] }
        let tags = Self.tags(dualStack: dualStack, fips: fips)
        let endpoints = try service(endpointPrefix, in: found)?["endpoints"]?.asEntries ?? []
        return endpoints.filter { endpoint in
            let isRegion = found.regions.contains(endpoint.key)
            if isRegion && !tags.isEmpty { return Self.variant(tags, of: endpoint.value) != nil }
            return isRegion || !isRegionalOnly
        }.map(\.key)
    }

    /// The endpoint of a service in a region, or nil where no partition knows the region.
    ///
    /// - Parameters:
    ///   - region: the region or endpoint name; nil for the service's partition-wide endpoint.
    ///   - partition: the only partition to look in, which then need not know the region.
    /// - Throws: ``EndpointError`` with ``EndpointError/Code/noRegion`` or ``EndpointError/Code/unsupportedVariant``.
    public func resolve(
        _ endpointPrefix: String, region: String?, partition: String? = nil, dualStack: Bool = false, fips: Bool = false
    ) throws(EndpointError) -> LegacyEndpoint? {
        // S3's partition-wide endpoint has no dual-stack form; the one of us-east-1 serves all regions too.
        let region = region ?? (endpointPrefix == "s3" && dualStack ? "us-east-1" : nil)
        let tags = Self.tags(dualStack: dualStack, fips: fips)
        if let partition {
            guard let only = partitions.last(where: { $0.name == partition }) else { return nil }
            guard !dualStack || !Self.withoutDualStack.contains(partition) else {
                throw EndpointError(
                    .unsupportedVariant, "Dualstack endpoints are currently not supported for \(partition) partition")
            }
            return try endpoint(endpointPrefix, region, in: only, tags, isForced: true)
        }
        for candidate in partitions where !dualStack || !Self.withoutDualStack.contains(candidate.name) {
            if let found = try endpoint(endpointPrefix, region, in: candidate, tags, isForced: false) { return found }
        }
        return nil
    }

    private func endpoint(
        _ endpointPrefix: String, _ region: String?, in partition: Partition, _ tags: Tags, isForced: Bool
    ) throws(EndpointError) -> LegacyEndpoint? {
        let service = try service(endpointPrefix, in: partition) ?? .map([])
        let wide = service["partitionEndpoint"]?.asString
        guard let region = region ?? wide else { throw EndpointError(.noRegion, "You must specify a region.") }
        var name = region
        if service["endpoints"]?[region] == nil {
            guard isForced || partition.has(region) else { return nil }
            if let wide, service["isRegionalized"]?.asBoolean == false { name = wide }
        }
        return try merged(endpointPrefix, name, service, partition, tags)
    }

    /// Puts an endpoint together from what is said of itself, then of its service, then of its partition.
    private func merged(
        _ endpointPrefix: String, _ name: String, _ service: Document, _ partition: Partition, _ tags: Tags
    ) throws(EndpointError) -> LegacyEndpoint {
        let endpoint = service["endpoints"]?[name] ?? .map([])
        let layers = [endpoint, service["defaults"] ?? .map([]), partition.defaults]
        let variants = tags.isEmpty ? [] : layers.compactMap { Self.variant(tags, of: $0) }
        guard tags.isEmpty || !variants.isEmpty else {
            throw EndpointError(
                .unsupportedVariant, "Endpoint does not exist for \(endpointPrefix) in region \(name)")
        }
        let fact = { (key: String) in (variants + layers).lazy.compactMap { $0[key] }.first }
        // The partition's own suffix comes before the defaults' one.
        let suffix = (variants + [endpoint]).lazy.compactMap { $0["dnsSuffix"]?.asString }.first ?? partition.dnsSuffix
        let filled = { (template: String) in
            Self.filled(template, ["service": endpointPrefix, "region": name, "dnsSuffix": suffix])
        }
        guard let hostname = fact("hostname")?.asString.map(filled) else {
            throw EndpointError(.malformedRules, "The endpoint \(name) of \(endpointPrefix) has no host name.")
        }
        return LegacyEndpoint(
            partition: partition.name, name: name, hostname: hostname, dnsSuffix: suffix,
            signingRegion: fact("credentialScope")?["region"]?.asString,
            signingName: fact("credentialScope")?["service"]?.asString,
            protocols: fact("protocols")?.asList.compactMap(\.asString) ?? [],
            signatureVersions: fact("signatureVersions")?.asList.compactMap(\.asString) ?? [],
            certificateName: fact("sslCommonName")?.asString.map(filled),
            isDeprecated: endpoint["deprecated"]?.asBoolean ?? false)
    }

    private func service(_ endpointPrefix: String, in partition: Partition) throws(EndpointError) -> Document? {
        do { return try source.service(endpointPrefix, in: partition.name) } catch { throw Self.unreadable(error) }
    }

    private static func partition(_ document: Document) throws(EndpointError) -> Partition {
        guard let name = document["partition"]?.asString, let suffix = document["dnsSuffix"]?.asString else {
            throw EndpointError(.malformedRules, "A partition of the endpoint list has no name or no DNS suffix.")
        }
        return Partition(
            name: name, dnsSuffix: suffix, regions: (document["regions"]?.asEntries ?? []).map(\.key),
            pattern: document["regionRegex"]?.asString.flatMap(RegionPattern.init),
            defaults: document["defaults"] ?? .map([]))
    }

    private static func tags(dualStack: Bool, fips: Bool) -> Tags {
        Tags((dualStack ? ["dualstack"] : []) + (fips ? ["fips"] : []))
    }

    private static func variant(_ tags: Tags, of facts: Document) -> Document? {
        facts["variants"]?.asList.first { Set($0["tags"]?.asList.compactMap(\.asString) ?? []) == tags }
    }

    /// A template with the names in braces replaced; an unknown name stays as it is.
    private static func filled(_ template: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = rest[rest.index(after: open)..<close]
            result += rest[..<open]
            result += values[String(name)] ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    private static func unreadable(_ cause: any Error) -> EndpointError {
        EndpointError(.malformedRules, "The endpoint list cannot be read.", cause: cause)
    }
}
