public import IniaPrimitives

/// The list of endpoints that AWS kept before there were rule sets: still the source of regions and of signing facts.
public final class LegacyEndpoints: Sendable {
    let source: any LegacyEndpointSource

    /// Creates a list that fetches each service's endpoints when they are asked for.
    ///
    /// - Throws: ``EndpointError`` where the partitions cannot be read.
    public init(_ source: some LegacyEndpointSource) throws(EndpointError) { self.source = source }

    /// Creates a list from the object that AWS published as `endpoints.json`.
    ///
    /// - Throws: ``EndpointError`` with ``EndpointError/Code/malformedRules``.
    public convenience init(_ document: Document) throws(EndpointError) {
        throw EndpointError(.malformedRules, "no partitions")
    }

    /// The names of the partitions, in order.
    public var partitionNames: [String] { [] }

    /// The partition that a region belongs to, by name or by the form of its name.
    ///
    /// - Throws: ``EndpointError`` with ``EndpointError/Code/unknownRegion``.
    public func partition(of region: String) throws(EndpointError) -> String {
        throw EndpointError(.unknownRegion, "No partition found for provided region_name.")
    }

    /// The names of the endpoints that a service has in a partition.
    ///
    /// - Parameters:
    ///   - isRegionalOnly: whether to leave out endpoints that are no regions, such as `aws-global`.
    public func endpointNames(
        of endpointPrefix: String, in partition: String = "aws", regionsOnly isRegionalOnly: Bool = true
    ) throws(EndpointError) -> [String] {
        []
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
        nil
    }
}
