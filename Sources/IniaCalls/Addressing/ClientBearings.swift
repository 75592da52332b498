internal import IniaEndpoints
internal import IniaShapes

/// Where a client stands: what follows from its service and its options before any call, by AWS's list of endpoints
/// from before there were rules.
///
/// The list is still where signing facts come from that neither model nor rules have, and where a service without
/// rules is found.
struct ClientBearings: Sendable {
    /// The region that the endpoint rules are told.
    var region: String?
    /// The region to sign with where neither rules nor caller say otherwise.
    var signingRegion: String?
    /// The service name to sign with, likewise.
    var signingName: String
    /// The signature version, likewise: `v4`, `s3v4`, `v2`, `bearer`, `none`.
    var signatureVersion: String
    /// The endpoint of a service that has no rules.
    var url: String
    /// The region's partition, where it is known.
    var partition: String?
    /// Whether the region is one that S3's first signature version still works in.
    var acceptsS3Version2: Bool

    /// Takes the bearings of a client.
    ///
    /// - Throws: ``CallError`` with code `configuration` where a region is missing, or `endpoint` where the service
    ///   has none of the wanted kind.
    init(_ traits: ServiceTraits, _ options: ClientOptions, _ list: LegacyEndpoints) throws(CallError) {
        let prefix = traits.endpointPrefix
        var region = options.region
        let isForcedGlobal =
            prefix == "s3" && options.s3.usEast1RegionalEndpoint == .legacy && (region == nil || region == "us-east-1")
        if isForcedGlobal { region = nil }
        let found: LegacyEndpoint?
        do throws(EndpointError) {
            let own = try list.resolve(
                prefix, region: region, dualStack: options.useDualstackEndpoint, fips: options.useFIPSEndpoint)
            if let own {
                found = own
            } else {
                found = try list.resolve(
                    prefix, region: region, partition: "aws", dualStack: options.useDualstackEndpoint,
                    fips: options.useFIPSEndpoint)
            }
        } catch  where error.code == .noRegion {
            throw CallError(
                .configuration, during: .address,
                """
                no region is given, in code, AWS_REGION or ~/.aws/config, and \(prefix) has no endpoint for all
                """, cause: error)
        } catch {
            throw CallError(.endpoint, during: .address, error.message, cause: error)
        }
        let given = options.endpointURL
        let usesOwnRegion = given != nil || found == nil
        let scheme = options.useSSL && (found?.protocols.contains("https") ?? true) ? "https" : "http"
        url = given ?? "\(scheme)://\(found?.hostname ?? "\(prefix).\(region ?? "us-east-1").amazonaws.com")"
        self.region = usesOwnRegion ? region : found?.name
        signingRegion = usesOwnRegion ? region : (found?.signingRegion ?? found?.name)
        signingName = found?.signingName ?? traits.signingName ?? prefix
        partition = found?.partition
        signatureVersion = try Self.signatureVersion(traits, options, found)
        acceptsS3Version2 = false
        if prefix == "s3" { takeS3Bearings(isForcedGlobal, found, list) }
        if prefix == "sts", given == nil, options.stsRegionalEndpoints == .legacy, !options.useFIPSEndpoint,
            !options.useDualstackEndpoint, let region, Self.formerlyGlobalRegions.contains(region)
        {
            url = "\(scheme)://sts.amazonaws.com"
            signingRegion = "us-east-1"
        }
        if prefix != "s3", prefix != "sts", options.region != nil { self.region = options.region }
    }

    private mutating func takeS3Bearings(_ isForcedGlobal: Bool, _ found: LegacyEndpoint?, _ list: LegacyEndpoints) {
        if region == nil, signingRegion == nil, let global = try? list.resolve("s3", region: nil) {
            region = global.name
            signingRegion = global.signingRegion ?? global.name
        }
        if isForcedGlobal, region == "aws-global" { region = "us-east-1" }
        guard let region, let partition else { return }
        let names = (try? list.endpointNames(of: "s3", in: partition)) ?? []
        guard region == "aws-global" || names.contains(region), let own = try? list.resolve("s3", region: region) else {
            return
        }
        acceptsS3Version2 = own.signatureVersions.contains("s3")
    }

    private static func signatureVersion(
        _ traits: ServiceTraits, _ options: ClientOptions, _ found: LegacyEndpoint?
    ) throws(CallError) -> String {
        if options.isUnsigned { return "none" }
        if let given = options.signatureVersion { return given }
        if traits.endpointPrefix == "s3" || traits.endpointPrefix == "s3-control" { return "s3v4" }
        if !traits.authSchemes.isEmpty { return try SigningPlan.firstKnown(traits.authSchemes, options) }
        if let modeled = traits.signatureVersion { return modeled }
        let versions = found?.signatureVersions ?? ["v4"]
        return versions.contains("v4") ? "v4" : versions.first ?? "v4"
    }

    /// Regions that were once served by the one global STS.
    static let formerlyGlobalRegions: Set = [
        "ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "aws-global", "ca-central-1",
        "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2",
        "us-west-1", "us-west-2",
    ]
}
