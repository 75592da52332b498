public import IniaCalls
public import IniaHTTP
public import IniaModels
public import IniaPrimitives
public import IniaSigning
public import Logging
internal import Synchronization

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

    /// Whose defaults hold where nothing else is said (default `inia`).
    public var preset = Preset.inia
    /// The profile of the shared files; nil for `AWS_PROFILE`, then `default`.
    public var profile: String?
    /// The region (`region_name`); nil for `AWS_REGION`, then `AWS_DEFAULT_REGION`, then the profile.
    public var region: String?
    /// An endpoint in place of the one that the service's rules give; nil for the configured ones, then the rules.
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
    public var secondFactorCode: (@Sendable (_ serial: String) async throws -> String)? {
        didSet { identityStamp = Self.stamps.add(1, ordering: .relaxed).newValue }
    }
    /// The folder in which credentials of roles are kept for programs to come, as botocore's `JSONFileCache` does; the
    /// aws command line has them in `~/.aws/cli/cache`. Nil for nowhere but in memory.
    public var credentialFolder: String?
    /// A signature version instead of the model's, such as `s3v4`; `unsigned` for none.
    public var signatureVersion: String?
    /// Auth schemes in order of preference: `sigv4a`, `httpBearerAuth`.
    public var authSchemePreference: [String]?
    /// The regions that a SigV4A signature is good for, joined by commas; nil for what the endpoint says.
    public var sigv4aSigningRegionSet: String?
    /// Whether endpoints are wanted that answer over IPv6 too (default false).
    public var useDualstackEndpoint: Bool?
    /// Whether endpoints are wanted whose cryptography is validated by FIPS 140 (default false).
    public var useFIPSEndpoint: Bool?
    /// Whether endpoint URLs of the environment and the shared files are passed over (default false).
    public var ignoreConfiguredEndpointURLs: Bool?
    /// Whether an operation's host prefix is put before the endpoint's host (default true).
    public var injectHostPrefix: Bool?
    /// Whether the account's id may be a part of an endpoint (default `preferred`).
    public var accountIDEndpointMode: AccountIDEndpointMode?
    /// Whether services are asked for their endpoints (default `auto`: those that demand it).
    public var endpointDiscovery: EndpointDiscovery?
    /// Parameters of the service's endpoint rules, by their names in the rules or in `snake_case`.
    public var clientContextParams: [String: Document] = [:]
    /// Whether input is checked before it is sent (default true).
    public var parameterValidation: Bool?
    /// Whether timestamps in output stay as the service sent them, a text or a number (default false).
    public var keepsTimestampText: Bool?
    /// When requests get a checksum (default `whenSupported`).
    public var requestChecksumCalculation: ChecksumMode?
    /// When the checksums of responses are checked (default `whenSupported`).
    public var responseChecksumValidation: ChecksumMode?
    /// The size in bytes from which request bodies are compressed (default 10240).
    public var requestMinCompressionSize: Int?
    /// Whether request bodies are left uncompressed even where the service takes them compressed (default false).
    public var disableRequestCompression: Bool?
    /// How calls are tried again; nil for the settings, then the defaults mode.
    public var retry: Retry?
    /// What is peculiar to S3.
    public var s3 = S3()
    /// Whether STS is called in the client's region or at its former global endpoint (default `regional`).
    public var stsRegionalEndpoints: EndpointScope?
    /// A text in place of the whole user agent, but for ``userAgentExtra``.
    public var userAgent: String?
    /// A text after all the rest of the user agent.
    public var userAgentExtra: String?
    /// The application's own name for the user agent, 50 characters at most by AWS's advice.
    public var userAgentAppID: String?
    /// The longest that a whole call may take; nil for no limit.
    public var timeout: Duration?
    /// How long a connection may take to open (default 60 seconds, or what the defaults mode says).
    public var connectTimeout: Duration?
    /// How long the service may stay silent (default 60 seconds).
    public var readTimeout: Duration?
    /// How long a request waits for one of the connections to its host (default 60 s).
    public var acquireTimeout: Duration?
    /// The most connections to one host (default 50; botocore has 10).
    public var maxPoolConnections: Int?
    /// Whether the system probes idle connections (default false).
    public var tcpKeepalive: Bool?
    /// Which version of HTTP is spoken (default `automatic`: HTTP/2 for conversations in events, HTTP/1.1 for all
    /// else).
    public var httpVersion: HTTPVersionChoice?
    /// Proxies by the scheme of the requests that go through them; nil for the environment's.
    public var proxies: [String: String]?
    /// How those proxies are reached and used.
    public var proxiesConfig = ProxyOptions()
    /// How servers are verified; nil for the system's authorities or the configured bundle.
    public var verify: TLSOptions.Verification?
    /// Whether the secrets of TLS sessions are appended to the file that `SSLKEYLOGFILE` names, for whoever is to read
    /// the traffic; the variable alone does nothing (default false).
    public var logsTLSSecrets: Bool?
    /// A certificate to show to servers.
    public var clientCertificate: TLSOptions.Identity?
    /// The service's API version; nil for what the profile says in `api_versions`, then the latest.
    public var apiVersion: String?
    /// Hooks into every call, in order.
    public var hooks: [any Hook] = []
    /// Where calls are logged, at debug level and with no secrets; nil for nowhere.
    public var logger: Logger?
    /// Where the heads of requests and responses are logged, those that get credentials included, at debug level and
    /// with no secrets; nil for nowhere.
    public var wireLogger: Logger?
    /// What hears of every call and its attempts, beside ``logger``.
    public var monitors: [any CallMonitor] = []
    /// Handlers of calls by the names of botocore's events; they run after ``hooks``. A client's begin as a copy of its
    /// session's.
    public var events = CallEvents.emitter()
    /// Sends client-side monitoring's events in place of UDP, where the settings turn monitoring on.
    public var monitoringPublisher: (@Sendable (Bytes) -> Void)?
    /// What sends requests; nil for the transport that everything in the process shares.
    public var httpClient: (any HTTPClient)? {
        didSet { identityStamp = Self.stamps.add(1, ordering: .relaxed).newValue }
    }
    /// Tells what cannot be compared: it is another wherever a client or a function was set.
    private(set) var identityStamp: UInt64 = 0
    private static let stamps = Atomic<UInt64>(0)
    /// Services compiled into the program, which dynamic clients find there with no files; a session's alone count.
    public var embeddedServices: [EmbeddedService] = []

    /// Creates a configuration that says nothing.
    public init() {}

    /// What is peculiar to S3, each nil where nothing is said.
    public struct S3: Sendable, Hashable {
        /// Where the bucket's name stands in a URL (default `auto`: in the host where that is possible).
        public var addressingStyle: S3Options.AddressingStyle?
        /// Whether payloads are signed; where nothing is said, transport and checksum decide.
        public var payloadSigningEnabled: Bool?
        /// Whether S3 Accelerate's endpoints are used (default false).
        public var useAccelerateEndpoint: Bool?
        /// Whether an ARN's region wins over the client's (default true for S3, false for S3 Control).
        public var useARNRegion: Bool?
        /// Whether endpoints are wanted that answer over IPv6 too; it comes before the client's own option.
        public var useDualstackEndpoint: Bool?
        /// Whether us-east-1 is called at its own endpoint or at the former global one.
        public var usEast1RegionalEndpoint: EndpointScope?
        /// Whether multi-region access points are refused (default false).
        public var disableMultiRegionAccessPoints: Bool?
        /// Whether buckets of S3 Express are called with the client's own credentials rather than in sessions (default
        /// false).
        public var disableExpressSessionAuth: Bool?

        /// Creates options that say nothing.
        public init() {}
    }

    /// How calls are tried again, each nil where nothing is said.
    public struct Retry: Sendable, Hashable {
        /// The strategy; nil for the settings, then the defaults mode.
        public var mode: RetryOptions.Mode?
        /// The most attempts in all, the first one included.
        public var maxAttempts: Int?

        /// Creates options, of which each says nothing where it is nil.
        public init(mode: RetryOptions.Mode? = nil, maxAttempts: Int? = nil) {
            self.mode = mode
            self.maxAttempts = maxAttempts
        }

        /// Exponential backoff with a quota: the AWS SDKs' standard.
        public static func standard(maxAttempts: Int? = nil) -> Retry {
            Retry(mode: .standard, maxAttempts: maxAttempts)
        }

        /// The standard, and a rate limit that follows the service's throttling.
        public static func adaptive(maxAttempts: Int? = nil) -> Retry {
            Retry(mode: .adaptive, maxAttempts: maxAttempts)
        }

        /// botocore's oldest, without a quota.
        public static func legacy(maxAttempts: Int? = nil) -> Retry { Retry(mode: .legacy, maxAttempts: maxAttempts) }
    }
}

/// Where credentials come from.
public struct CredentialChoice: Sendable {
    let provider: any CredentialProvider

    /// The same credentials for every call.
    public static func fixed(_ credentials: Credentials) -> CredentialChoice {
        CredentialChoice(
            provider: StaticCredentials(credentials.adding(features: [UserAgentFeature.credentialsInCode])))
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

extension Config: CustomDebugStringConvertible, CustomReflectable {
    /// The profile, the region and the endpoint; a configuration may hold credentials, and proxies their passwords.
    public var debugDescription: String {
        "Config(\(facts.map { "\($0.name): \($0.value)" }.joined(separator: ", ")))"
    }

    /// What the description tells, so that dumps show no secrets.
    public var customMirror: Mirror { Mirror(self, children: facts.map { ($0.name, $0.value) }) }

    private var facts: [(name: String, value: String)] {
        [("profile", profile), ("region", region), ("endpointURL", endpointURL)].compactMap { name, value in
            value.map { (name, $0) }
        }
    }
}
