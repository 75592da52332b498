public import IniaHTTP
public import IniaPrimitives

/// Everything that a client needs to know, with nothing left to look up: settings files, environment and defaults
/// modes have been read by whoever made it.
///
/// The names are botocore's `Config` in Swift case; the defaults are botocore's.
public struct ClientOptions: Sendable {
    /// The region (`region_name`); nil where there is none, which only partition-global services can do without.
    public var region: String?
    /// An endpoint instead of the one that the rules give.
    public var endpointURL: String?
    /// Whether ``endpointURL`` was given in code rather than by the environment or a profile.
    public var isEndpointURLExplicit = true
    /// Whether endpoints are reached over TLS where the caller names none.
    public var useSSL = true
    /// A signature version instead of the model's, such as `s3v4` or `v4a`; `unsigned` for none.
    public var signatureVersion: String?
    /// Whether ``signatureVersion`` was given in code rather than by a profile.
    public var isSignatureVersionExplicit = true
    /// The auth schemes that are preferred, by their names without a namespace: `sigv4a`, `httpBearerAuth`.
    public var authSchemePreference: [String] = []
    /// Whether ``authSchemePreference`` was given in code rather than by the environment or a profile.
    public var isAuthSchemePreferenceExplicit = true
    /// Whether a bearer token is at hand that was given for just this service, which then comes before signatures
    /// where code has not said otherwise.
    public var prefersBearer = false
    /// The regions that a SigV4A signature is good for, joined by commas.
    public var sigv4aSigningRegionSet: String?
    /// Whether SigV4 is chosen where a service would rather have SigV4A but takes both.
    public var avoidsSigV4A = true
    /// Whether endpoints are wanted that answer over IPv6 too.
    public var useDualstackEndpoint: Bool = false
    /// Whether endpoints are wanted whose cryptography is validated by FIPS 140.
    public var useFIPSEndpoint: Bool = false
    /// Whether an operation's host prefix is put before the endpoint's host.
    public var injectHostPrefix: Bool = true
    /// Whether the account's id may be a part of an endpoint.
    public var accountIDEndpointMode = AccountIDEndpointMode.preferred
    /// Whether services are asked for their endpoints.
    public var endpointDiscovery = EndpointDiscovery.auto
    /// Parameters of the service's endpoint rules, by their names in the rule set or in `snake_case`.
    public var clientContextParams: [String: Document] = [:]
    /// Whether input is checked before it is sent.
    public var parameterValidation: Bool = true
    /// When requests get a checksum.
    public var requestChecksumCalculation = ChecksumMode.whenSupported
    /// When the checksums of responses are checked.
    public var responseChecksumValidation = ChecksumMode.whenSupported
    /// The size in bytes from which a request body is compressed where the model allows it.
    public var requestMinCompressionSize: Int = 10240
    /// Whether request bodies are left uncompressed even where the service takes them compressed.
    public var disableRequestCompression: Bool = false
    /// How calls are tried again.
    public var retry = RetryOptions()
    /// What is peculiar to S3.
    public var s3 = S3Options()
    /// Whether STS is called in the client's region or at its former global endpoint.
    public var stsRegionalEndpoints = EndpointScope.regional
    /// Whether timestamps in output stay as the service sent them, a text or a number.
    public var keepsTimestampText: Bool = false
    /// A text in place of the whole user agent.
    public var userAgent: String?
    /// A text after all the rest of the user agent.
    public var userAgentExtra: String?
    /// The application's own name for the user agent.
    public var userAgentAppID: String?
    /// The longest that a whole call may take, all attempts and pauses together; nil for no limit.
    public var timeout: Duration?
    /// The timeouts of each exchange; its route is one of ``routes``.
    public var exchange = HTTPExchangeOptions()
    /// Which version of HTTP is spoken.
    public var httpVersion = HTTPVersionChoice.automatic
    /// Which way requests go.
    public var routes = Routes()
    /// The largest response body that is held in memory, in bytes; streams are not limited.
    public var maxBufferedResponse: Int = 256 << 20

    /// Whether the protocols are read as botocore reads them, to the letter, where Smithy's reading is another.
    public var usesBotocoreDialect = true

    /// Creates options of which all but the region have their defaults.
    public init(region: String? = nil) {
        self.region = region
    }

    /// Whether requests are sent without a signature.
    public var isUnsigned: Bool { signatureVersion == "unsigned" }
}

/// Whether the account's id may be a part of an endpoint.
public enum AccountIDEndpointMode: String, Sendable, Hashable {
    case preferred, disabled, required
}

/// When a checksum is computed or checked.
public enum ChecksumMode: String, Sendable, Hashable {
    case whenSupported = "when_supported"
    case whenRequired = "when_required"
}

/// Whether endpoints are asked for at run time.
public enum EndpointDiscovery: Sendable, Hashable {
    case enabled, disabled
    /// Only for services with an operation that demands it.
    case auto
}

/// Whether a service with a global endpoint is called there from the regions that once had no other.
public enum EndpointScope: String, Sendable, Hashable {
    case regional, legacy
}

/// Peculiar to S3 (the `s3` section of a profile).
public struct S3Options: Sendable, Hashable {
    /// Where the bucket's name stands in a URL.
    public enum AddressingStyle: String, Sendable, Hashable { case auto, virtual, path }

    /// nil where nothing was said, which is not the same as `auto` when presigning.
    public var addressingStyle: AddressingStyle?
    /// Whether payloads are signed; nil to decide by transport and checksum.
    public var payloadSigningEnabled: Bool?
    /// Whether S3 Accelerate's endpoints are used.
    public var useAccelerateEndpoint = false
    /// Whether an ARN's region wins over the client's; nil for the service's default.
    public var useARNRegion: Bool?
    /// Whether us-east-1 is called at its own endpoint or at the former global one.
    public var usEast1RegionalEndpoint = EndpointScope.legacy
    /// Whether multi-region access points are refused; nil for the service's default, which is no.
    public var disableMultiRegionAccessPoints: Bool?
    /// Whether buckets of S3 Express are called with the client's own credentials; nil for sessions.
    public var disableExpressSessionAuth: Bool?
    /// Whether presigned URLs are as botocore's: SigV2 and the global host, where a region still has them.
    public var legacyPresigning = true

    /// Creates options with botocore's defaults.
    public init() {}
}

/// How often and how eagerly calls are tried again.
public struct RetryOptions: Sendable, Hashable {
    /// The strategies.
    public enum Mode: String, Sendable, Hashable { case legacy, standard, adaptive }

    /// The strategy.
    public var mode: Mode
    /// The most attempts in all, the first one included; nil for the mode's default.
    public var maxAttempts: Int?
    /// Whether a request that was refused for the time it bears is sent again with the service's time.
    public var correctsClockSkew = false
    /// Whether a service's own word on when to come back (`x-amz-retry-after`, `Retry-After`) is heeded.
    public var heedsRetryAfter = false
    /// Whether the retry behaviour of 2026 is on: other costs, delays and numbers of attempts.
    public var uses2026Behavior = false

    /// Creates options of a strategy.
    public init(mode: Mode = .legacy, maxAttempts: Int? = nil) {
        self.mode = mode
        self.maxAttempts = maxAttempts
    }

    /// botocore's oldest strategy: five attempts, ten for DynamoDB, and no quota.
    public static func legacy(maxAttempts: Int? = nil) -> RetryOptions {
        RetryOptions(mode: .legacy, maxAttempts: maxAttempts)
    }
    /// The AWS SDKs' standard: three attempts, pauses up to 20 seconds, and a quota for the client.
    public static func standard(maxAttempts: Int? = nil) -> RetryOptions {
        RetryOptions(mode: .standard, maxAttempts: maxAttempts)
    }
    /// The standard, and a rate limit that follows the service's throttling.
    public static func adaptive(maxAttempts: Int? = nil) -> RetryOptions {
        RetryOptions(mode: .adaptive, maxAttempts: maxAttempts)
    }
}
