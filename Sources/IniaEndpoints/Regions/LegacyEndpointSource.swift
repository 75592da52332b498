public import IniaPrimitives

/// Gives the parts of the endpoint list as they are asked for.
public protocol LegacyEndpointSource: Sendable {
    /// The partitions in order, as `endpoints.json` has them, with no need for their `services`.
    func partitions() throws -> [Document]
    /// What a partition says of a service, by its endpoint prefix, or nil where it says nothing.
    func service(_ endpointPrefix: String, in partition: String) throws -> Document?
}
