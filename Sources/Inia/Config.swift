public import IniaCalls
public import IniaHTTP
public import IniaPrimitives
public import IniaSigning

/// What a session or a client is told in code. What it is not told, nil, is found in the environment, in the shared
/// files and in defaults, in this order.
///
/// The names are botocore's in Swift case; there is one spelling for everything, everywhere. A client's `Config`
/// begins as its session's.
public struct Config: Sendable {
    /// Whose defaults hold where nobody said anything.
    public enum Preset: Sendable, Hashable {
        /// The AWS SDKs' common standard.
        case inia
        /// botocore's, for programs that come from there: legacy retries, global endpoints, SigV2 in presigned URLs.
        case botocore
    }

    public var preset = Preset.inia
    /// The profile of the shared files; nil for `AWS_PROFILE`, then `default`.
    public var profile: String?
    public var region: String?
    public var endpointURL: String?
    /// Whether endpoints are reached over TLS (default true).
    public var useSSL: Bool?
    /// `legacy`, `standard`, `in-region`, `cross-region`, `mobile` or `auto`.
    public var defaultsMode: String?
    /// Where credentials come from; nil for the provider chain.
    public var credentials: CredentialChoice?
    /// Where bearer tokens come from; nil for the provider chain.
    public var token: TokenChoice?
    /// Asks the user for the code of a second factor, by its serial number or ARN, where a role wants one.
    public var secondFactorCode: (@Sendable (_ serial: String) async throws -> String)?
    /// A signature version instead of the model's, such as `s3v4`; `unsigned` for none.
    public var signatureVersion: String?
    /// Auth schemes in order of preference: `sigv4a`, `httpBearerAuth`.
    public var authSchemePreference: [String]?
    public var sigv4aSigningRegionSet: String?
    public var useDualstackEndpoint: Bool?
    public var useFIPSEndpoint: Bool?
    public var ignoreConfiguredEndpointURLs: Bool?
    public var injectHostPrefix: Bool?
    public var accountIDEndpointMode: AccountIDEndpointMode?
    public var endpointDiscovery: EndpointDiscovery?
    public var clientContextParams: [String: Document] = [:]
    public var parameterValidation: Bool?
    /// Whether timestamps in output stay as the service sent them, a text or a number (default false).
    public var keepsTimestampText: Bool?
    public var requestChecksumCalculation: ChecksumMode?
    public var responseChecksumValidation: ChecksumMode?
    /// The size in bytes from which request bodies are compressed (default 10240).
    public var requestMinCompressionSize: Int?
    public var disableRequestCompression: Bool?
    public var retry: Retry?
    public var s3 = S3()
    public var stsRegionalEndpoints: EndpointScope?
    public var userAgent: String?
    public var userAgentExtra: String?
    public var userAgentAppID: String?
    /// The longest that a whole call may take; nil for no limit.
    public var timeout: Duration?
    public var connectTimeout: Duration?
    public var readTimeout: Duration?
    /// How long a request waits for one of the connections to its host (default 60 s).
    public var acquireTimeout: Duration?
    /// The most connections to one host (default 50; botocore has 10).
    public var maxPoolConnections: Int?
    public var tcpKeepalive: Bool?
    /// Proxies by the scheme of the requests that go through them; nil for the environment's.
    public var proxies: [String: String]?
    /// How servers are verified; nil for the system's authorities or the configured bundle.
    public var verify: TLSOptions.Verification?
    /// A certificate to show to servers.
    public var clientCertificate: TLSOptions.Identity?
    /// The service's API version; nil for the latest.
    public var apiVersion: String?
    /// Hooks into every call, in order.
    public var hooks: [any Hook] = []
    /// Sends client-side monitoring's events in place of UDP, where the settings turn monitoring on.
    public var monitoringPublisher: (@Sendable (Bytes) -> Void)?
    /// What sends requests; nil for the process's own transport.
    public var httpClient: (any HTTPClient)?

    /// Creates a configuration that says nothing.
    public init() {}

    /// What is peculiar to S3, each nil where nothing is said.
    public struct S3: Sendable, Hashable {
        public var addressingStyle: S3Options.AddressingStyle?
        public var payloadSigningEnabled: Bool?
        public var useAccelerateEndpoint: Bool?
        public var useARNRegion: Bool?
        public var useDualstackEndpoint: Bool?
        public var usEast1RegionalEndpoint: EndpointScope?
        public var disableMultiRegionAccessPoints: Bool?
        public var disableExpressSessionAuth: Bool?

        public init() {}
    }

    /// How calls are tried again, each nil where nothing is said.
    public struct Retry: Sendable, Hashable {
        public var mode: RetryOptions.Mode?
        /// The most attempts in all, the first one included.
        public var maxAttempts: Int?

        public init(mode: RetryOptions.Mode? = nil, maxAttempts: Int? = nil) {
            self.mode = mode
            self.maxAttempts = maxAttempts
        }

        /// Exponential backoff with a quota: the AWS SDKs' standard.
        public static func standard(maxAttempts: Int? = nil) -> Retry { Retry(mode: .standard, maxAttempts: maxAttempts) }

        /// The standard, and a rate limit that follows the service's throttling.
        public static func adaptive(maxAttempts: Int? = nil) -> Retry { Retry(mode: .adaptive, maxAttempts: maxAttempts) }

        /// botocore's oldest, without a quota.
        public static func legacy(maxAttempts: Int? = nil) -> Retry { Retry(mode: .legacy, maxAttempts: maxAttempts) }
    }
}

/// Where credentials come from.
public struct CredentialChoice: Sendable {
    let provider: any CredentialProvider

    /// The same credentials for every call.
    public static func fixed(_ credentials: Credentials) -> CredentialChoice {
        CredentialChoice(provider: StaticCredentials(credentials))
    }

    /// A provider of one's own, asked before each attempt.
    public static func provider(_ provider: any CredentialProvider) -> CredentialChoice {
        CredentialChoice(provider: provider)
    }

    /// None at all: whatever needs a signature fails.
    public static let none = CredentialChoice(provider: StaticCredentials(nil))
}

/// Where bearer tokens come from.
public struct TokenChoice: Sendable {
    let provider: any TokenProvider

    /// The same token for every call.
    public static func fixed(_ token: BearerToken) -> TokenChoice { TokenChoice(provider: StaticToken(token)) }

    /// A provider of one's own, asked before each attempt.
    public static func provider(_ provider: any TokenProvider) -> TokenChoice { TokenChoice(provider: provider) }

    /// None at all.
    public static let none = TokenChoice(provider: StaticToken(nil))
}
