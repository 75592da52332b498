internal import IniaCalls
internal import IniaEndpoints
internal import IniaModels
internal import IniaSettings

extension Session {
    /// The region that clients are for unless they say otherwise, or nil where none was said.
    ///
    /// - Throws: ``SettingsError`` for a malformed file or value.
    public var region: String? {
        get throws { try config.region ?? loadedSettings(config).value(of: .region)?.value }
    }

    /// The profile that the session reads: what was said in code, `AWS_PROFILE`, or `default`.
    ///
    /// - Throws: ``SettingsError`` for a malformed file, or a profile that was asked for and is not there.
    public var profileName: String {
        get throws { try loadedSettings(config).profileName.value }
    }

    /// The names of the profiles in the shared files, in their order.
    ///
    /// - Throws: as ``profileName``.
    public var profileNames: [String] {
        get throws { try loadedSettings(config).shared.profileNames }
    }

    /// The names of the services that there are models of, sorted.
    public var serviceNames: [String] {
        get throws { try models.serviceNames }
    }

    /// The names of AWS's partitions: `aws`, `aws-cn`, and so on.
    public var partitionNames: [String] {
        get throws { try SharedParts.endpoints(of: models).partitionNames }
    }

    /// The partition of a region, by its name or its form; nil where no partition has such regions.
    public func partition(of region: String) throws -> String? {
        let endpoints = try SharedParts.endpoints(of: models)
        return try? endpoints.partition(of: region)
    }

    /// The regions in which a service has endpoints, as botocore's list of endpoints has them (`endpoints.json`), which
    /// is not complete for new services.
    ///
    /// - Parameters:
    ///   - service: the service's name: `s3`.
    ///   - partition: the partition (default `aws`).
    ///   - isRegionalOnly: whether to leave out endpoints that are no regions, such as `aws-global` (default true).
    /// - Throws: `ModelError` for a service that there is no model of.
    public func regions(
        of service: String, in partition: String = "aws", regionsOnly isRegionalOnly: Bool = true
    ) throws -> [String] {
        let model = try models.service(ServiceNames.current(service))
        return try SharedParts.endpoints(for: model, models).endpointNames(
            of: model.traits.endpointPrefix, in: partition, regionsOnly: isRegionalOnly)
    }
}
