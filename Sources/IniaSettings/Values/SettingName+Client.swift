extension SettingName where Value == String {
    /// The region to call.
    public static let region = SettingName(
        "region", key: "region", variables: ["AWS_REGION", "AWS_DEFAULT_REGION"],
        botocoreVariables: ["AWS_DEFAULT_REGION"], .text)

    /// Folders of models besides the bundled ones, with colons between them.
    public static let dataPath = SettingName("data_path", key: "data_path", variables: ["AWS_DATA_PATH"], .text)

    /// A PEM file of certificate authorities instead of the system's.
    public static let caBundle = SettingName("ca_bundle", key: "ca_bundle", variables: ["AWS_CA_BUNDLE"], .text)

    /// Which set of defaults holds.
    public static let defaultsMode = SettingName(
        "defaults_mode", key: "defaults_mode", variables: ["AWS_DEFAULTS_MODE"],
        .oneOf("legacy", "standard", "in-region", "cross-region", "mobile", "auto"),
        standard: { preset, _ in preset == .botocore ? "legacy" : "standard" })

    /// How calls are tried again.
    public static let retryMode = SettingName(
        "retry_mode", key: "retry_mode", variables: ["AWS_RETRY_MODE"], .oneOf("legacy", "standard", "adaptive"),
        standard: { preset, mode in mode?.retryMode ?? (preset == .botocore ? "legacy" : "standard") })

    /// The application's own name in the user agent.
    public static let userAgentAppID = SettingName(
        "user_agent_appid", key: "sdk_ua_app_id", variables: ["AWS_SDK_UA_APP_ID"], .text)

    /// Whether endpoints are asked for at run time: `auto`, `true` or `false`.
    public static let endpointDiscovery = SettingName(
        "endpoint_discovery_enabled", key: "endpoint_discovery_enabled", variables: ["AWS_ENDPOINT_DISCOVERY_ENABLED"],
        .init(expectation: "auto, true or false") { text, preset in
            let word = text.lowercased()
            if word == "auto" { return word }
            return SettingReading<Bool>.boolean.read(word, preset).map { $0 ? "true" : "false" }
        },
        standard: { _, _ in "auto" })

    /// Whether STS is called in the client's region or at its old global endpoint.
    public static let stsRegionalEndpoints = SettingName(
        "sts_regional_endpoints", key: "sts_regional_endpoints", variables: ["AWS_STS_REGIONAL_ENDPOINTS"],
        .init(expectation: "one of legacy, regional") { text, preset in
            // Of all the words that choose, botocore lets this one alone be blank.
            if text.isEmpty, preset == .botocore { return "regional" }
            return SettingReading<String>.oneOf("legacy", "regional").read(text, preset)
        },
        standard: { _, mode in mode?.stsRegionalEndpoints ?? "regional" })

    /// The regions that a SigV4A signature is good for, with commas between them.
    public static let sigv4aSigningRegionSet = SettingName(
        "sigv4a_signing_region_set", key: "sigv4a_signing_region_set", variables: ["AWS_SIGV4A_SIGNING_REGION_SET"],
        .text)

    /// When checksums of requests are computed.
    public static let requestChecksumCalculation = SettingName(
        "request_checksum_calculation", key: "request_checksum_calculation",
        variables: ["AWS_REQUEST_CHECKSUM_CALCULATION"], .oneOf("when_supported", "when_required"),
        standard: { _, _ in "when_supported" })

    /// When checksums of responses are checked.
    public static let responseChecksumValidation = SettingName(
        "response_checksum_validation", key: "response_checksum_validation",
        variables: ["AWS_RESPONSE_CHECKSUM_VALIDATION"], .oneOf("when_supported", "when_required"),
        standard: { _, _ in "when_supported" })

    /// Whether the account's id may be a part of an endpoint.
    public static let accountIDEndpointMode = SettingName(
        "account_id_endpoint_mode", key: "account_id_endpoint_mode", variables: ["AWS_ACCOUNT_ID_ENDPOINT_MODE"],
        .oneOf("preferred", "disabled", "required"), standard: { _, _ in "preferred" })

    /// The host of the client-side monitoring agent.
    public static let monitoringHost = SettingName(
        "csm_host", key: "csm_host", variables: ["AWS_CSM_HOST"], .text, standard: { _, _ in "127.0.0.1" })

    /// The name under which client-side monitoring reports.
    public static let monitoringClientID = SettingName(
        "csm_client_id", key: "csm_client_id", variables: ["AWS_CSM_CLIENT_ID"], .text, standard: { _, _ in "" })

    /// A PEM file of certificate authorities for a proxy that is reached over TLS.
    public static let proxyCABundle = SettingName(
        "proxy_ca_bundle", keys: ["proxy_ca_bundle", .init(section: "proxies_config", name: "proxy_ca_bundle")], .text)

    /// A PEM file of a certificate, and its key, to show to a proxy.
    public static let proxyClientCertificate = SettingName(
        "proxy_client_cert", keys: ["proxy_client_cert", .init(section: "proxies_config", name: "proxy_client_cert")],
        .text)
}

extension SettingName where Value == Bool {
    /// Whether dual-stack endpoints are used.
    public static let useDualstackEndpoint = SettingName(
        "use_dualstack_endpoint", key: "use_dualstack_endpoint", variables: ["AWS_USE_DUALSTACK_ENDPOINT"], .boolean)

    /// Whether FIPS endpoints are used.
    public static let useFIPSEndpoint = SettingName(
        "use_fips_endpoint", key: "use_fips_endpoint", variables: ["AWS_USE_FIPS_ENDPOINT"], .boolean)

    /// Whether endpoint URLs of environment and profile are ignored.
    public static let ignoreConfiguredEndpointURLs = SettingName(
        "ignore_configured_endpoint_urls", key: "ignore_configured_endpoint_urls",
        variables: ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"], .boolean)

    /// Whether input is checked before it is sent.
    public static let parameterValidation = SettingName(
        "parameter_validation", key: "parameter_validation", .boolean, standard: { _, _ in true })

    /// Whether request bodies are never compressed.
    public static let disableRequestCompression = SettingName(
        "disable_request_compression", key: "disable_request_compression",
        variables: ["AWS_DISABLE_REQUEST_COMPRESSION"], .boolean, standard: { _, _ in false })

    /// Whether host prefixes are left away.
    public static let disableHostPrefixInjection = SettingName(
        "disable_host_prefix_injection", key: "disable_host_prefix_injection",
        variables: ["AWS_DISABLE_HOST_PREFIX_INJECTION"], .boolean)

    /// Whether connections are kept alive by TCP.
    public static let tcpKeepalive = SettingName(
        "tcp_keepalive", key: "tcp_keepalive", variables: ["BOTOCORE_TCP_KEEPALIVE"], .boolean)

    /// Whether S3 Express buckets are called without a session.
    public static let s3DisableExpressSessionAuth = SettingName(
        "s3_disable_express_session_auth", key: "s3_disable_express_session_auth",
        variables: ["AWS_S3_DISABLE_EXPRESS_SESSION_AUTH"], .strictBoolean)

    /// Whether client-side monitoring is on.
    public static let monitoringEnabled = SettingName(
        "csm_enabled", key: "csm_enabled", variables: ["AWS_CSM_ENABLED"], .boolean, standard: { _, _ in false })

    /// Whether `https` requests are forwarded by a proxy instead of tunnelled.
    public static let proxyForwardsSecureRequests = SettingName(
        "proxy_use_forwarding_for_https",
        keys: [
            "proxy_use_forwarding_for_https", .init(section: "proxies_config", name: "proxy_use_forwarding_for_https"),
        ], .boolean)
}

extension SettingName where Value == Int {
    /// The most attempts of a call, the first one included.
    public static let maxAttempts = SettingName(
        "max_attempts", key: "max_attempts", variables: ["AWS_MAX_ATTEMPTS"], .number(1...Int.max))

    /// The size in bytes from which a request body is compressed.
    public static let requestMinCompressionSize = SettingName(
        "request_min_compression_size_bytes", key: "request_min_compression_size_bytes",
        variables: ["AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"], .number(0...1_048_576), standard: { _, _ in 10240 })

    /// The UDP port of the client-side monitoring agent.
    public static let monitoringPort = SettingName(
        "csm_port", key: "csm_port", variables: ["AWS_CSM_PORT"], .number(1...65535), standard: { _, _ in 31000 })
}

extension SettingName where Value == [String] {
    /// The auth schemes that are preferred, in order.
    public static let authSchemePreference = SettingName(
        "auth_scheme_preference", key: "auth_scheme_preference", variables: ["AWS_AUTH_SCHEME_PREFERENCE"], .list)
}
