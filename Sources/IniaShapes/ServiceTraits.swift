/// What a model says of a service as a whole: its `metadata`.
public struct ServiceTraits: Sendable {
    /// The wire protocols, those that are chosen first standing first (botocore's order of preference).
    public enum WireProtocol: String, Sendable, Hashable, CaseIterable {
        case json
        case restJSON = "rest-json"
        case restXML = "rest-xml"
        case cbor = "smithy-rpc-v2-cbor"
        case query
        case ec2
    }

    public var apiVersion = ""
    public var endpointPrefix = ""
    /// Every protocol that the service speaks.
    public var protocols: [WireProtocol] = []
    /// `1.0` or `1.1`, for JSON.
    public var jsonVersion: String?
    public var serviceID = ""
    public var fullName = ""
    public var abbreviation: String?
    public var signatureVersion: String?
    public var signingName: String?
    /// The prefix of `X-Amz-Target`.
    public var targetPrefix: String?
    public var xmlNamespace: Traits.XMLNamespace?
    public var isQueryCompatible = false
    public var globalEndpoint: String?
    /// The auth schemes in order of preference, such as `aws.auth#sigv4`.
    public var authSchemes: [String] = []
    /// Whether HTTP/2 is `required` or `eventstream` only, where the model says so (`protocolSettings.h2`).
    public var http2: String?

    public init() {}

    /// The protocol that botocore would speak: the first of its preference that the service lists.
    public var preferredProtocol: WireProtocol? {
        WireProtocol.allCases.first { protocols.contains($0) }
    }

    /// The service's id in the form of event names and settings: lower case, spaces as hyphens (`api-gateway`).
    public var hyphenatedID: String {
        String(serviceID.lowercased().map { $0 == " " ? "-" : $0 })
    }
}
