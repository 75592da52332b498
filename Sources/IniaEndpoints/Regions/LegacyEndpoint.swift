/// An endpoint as the legacy list describes it.
public struct LegacyEndpoint: Sendable, Equatable {
    /// The partition's name: `aws`.
    public var partition: String
    /// The name of the endpoint: a region, or the likes of `aws-global`.
    public var name: String
    /// The host name.
    public var hostname: String
    /// What ends the host name: `amazonaws.com`.
    public var dnsSuffix: String
    /// The region to sign with, where it is another than ``name``.
    public var signingRegion: String?
    /// The service name to sign with, where the list gives one.
    public var signingName: String?
    /// The schemes in order of preference: `https`, `http`.
    public var protocols: [String]
    /// The signature versions that the endpoint accepts.
    public var signatureVersions: [String]
    /// The name in the certificate, where it differs from the host name.
    public var certificateName: String?
    /// Whether AWS advises against the endpoint.
    public var isDeprecated: Bool

    /// Creates an endpoint.
    public init(
        partition: String, name: String, hostname: String, dnsSuffix: String, signingRegion: String? = nil,
        signingName: String? = nil, protocols: [String] = [], signatureVersions: [String] = [],
        certificateName: String? = nil, isDeprecated: Bool = false
    ) {
        self.partition = partition
        self.name = name
        self.hostname = hostname
        self.dnsSuffix = dnsSuffix
        self.signingRegion = signingRegion
        self.signingName = signingName
        self.protocols = protocols
        self.signatureVersions = signatureVersions
        self.certificateName = certificateName
        self.isDeprecated = isDeprecated
    }
}
