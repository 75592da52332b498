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

    /// The date by which the API's version is known: `2006-03-01`.
    public var apiVersion = ""
    /// The first label of the service's host names.
    public var endpointPrefix = ""
    /// Every protocol that the service speaks.
    public var protocols: [WireProtocol] = []
    /// `1.0` or `1.1`, for JSON.
    public var jsonVersion: String?
    /// The service's id, with spaces: `API Gateway`.
    public var serviceID = ""
    /// The service's name in full: `Amazon Simple Storage Service`.
    public var fullName = ""
    /// The service's short name: `Amazon S3`.
    public var abbreviation: String?
    /// How the service's requests are signed by old models: `v4`, `s3`, `v2`.
    public var signatureVersion: String?
    /// The service's name in a signature's scope, where it is not the endpoint prefix.
    public var signingName: String?
    /// The prefix of `X-Amz-Target`.
    public var targetPrefix: String?
    /// The namespace of the service's XML.
    public var xmlNamespace: Traits.XMLNamespace?
    /// Whether errors carry the code that the older query protocol had (`x-amzn-query-error`).
    public var isQueryCompatible = false
    /// The host of a service that is not regional.
    public var globalEndpoint: String?
    /// The auth schemes in order of preference, such as `aws.auth#sigv4`.
    public var authSchemes: [String] = []
    /// Whether HTTP/2 is `required` or `eventstream` only, where the model says so (`protocolSettings.h2`).
    public var http2: String?

    /// Creates traits of which nothing is set.
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
