internal import IniaCalls
internal import IniaHTTP
internal import IniaHost
internal import IniaIdentity
internal import IniaModels
internal import IniaSettings
public import IniaSigning

extension Session {
    /// The credentials that clients of this session sign with, or nil where there are none.
    ///
    /// - Throws: ``IdentityError`` where credentials should be had and are not, ``SettingsError`` for a malformed file
    ///   or value.
    public func credentials() async throws -> Credentials? {
        try await credentialProvider(config).credentials()
    }

    /// The bearer token that clients of this session call with, or nil where there is none.
    ///
    /// - Parameter signingName: the service by the name that it is signed with, for a token of its own.
    public func token(signingName: String? = nil) async throws -> BearerToken? {
        try await tokenProvider(config, signingName: signingName).token()
    }

    /// The name of the source that gave the credentials, as botocore calls it (`env`, `assume-role`), or nil where they
    /// were given in code or have not been found yet.
    public var credentialSourceName: String? {
        get throws {
            let name = (try credentialProvider(config) as? CredentialCache)?.sourceName
            return name == "chain" ? nil : name
        }
    }

    /// Where a client's credentials come from: what was said in code, or the chain, which its clients share.
    func credentialProvider(_ config: Config) throws -> any CredentialProvider {
        if let chosen = config.credentials { return chosen.provider }
        let key = IdentityKey(config)
        if let known = credentialChains.value(for: key) { return known }
        return credentialChains.value(for: key, orKeep: try identity(config).credentials())
    }

    /// Where a client's bearer tokens come from.
    func tokenProvider(_ config: Config, signingName: String?) throws -> any TokenProvider {
        if let chosen = config.token { return chosen.provider }
        let key = TokenKey(identity: IdentityKey(config), signingName: signingName)
        if let known = tokenChains.value(for: key) { return known }
        return tokenChains.value(for: key, orKeep: try identity(config).tokens(signingName: signingName))
    }

    private func identity(_ config: Config) throws -> Identity {
        let settings = try loadedSettings(config)
        let http = config.sender
        let own = config.forIdentity
        let models = models
        let calls = PipelineCalls(library: models, host: host, http: http) { service, region in
            var nested = own
            nested.region = region ?? own.region
            return try await nested.resolved(with: settings, for: service, models)
        }
        var identity = Identity(settings: settings, host: host, http: http, services: calls)
        identity.secondFactorCode = config.secondFactorCode
        identity.credentialFolder = config.credentialFolder
        return identity
    }
}

/// What tells one chain from another.
struct IdentityKey: Hashable {
    private let profile: String?
    private let preset: Config.Preset
    private let region: String?
    private let defaultsMode: String?
    private let useDualstackEndpoint: Bool?
    private let useFIPSEndpoint: Bool?
    private let ignoreConfiguredEndpointURLs: Bool?
    private let credentialFolder: String?
    private let proxies: [String: String]?
    private let proxiesConfig: ProxyOptions
    private let verify: TLSOptions.Verification?
    private let clientCertificate: TLSOptions.Identity?
    private let stamp: UInt64

    init(_ config: Config) {
        profile = config.profile
        preset = config.preset
        region = config.region
        defaultsMode = config.defaultsMode
        useDualstackEndpoint = config.useDualstackEndpoint
        useFIPSEndpoint = config.useFIPSEndpoint
        ignoreConfiguredEndpointURLs = config.ignoreConfiguredEndpointURLs
        credentialFolder = config.credentialFolder
        proxies = config.proxies
        proxiesConfig = config.proxiesConfig
        verify = config.verify
        clientCertificate = config.clientCertificate
        stamp = config.identityStamp
    }
}

/// What tells one chain of tokens from another.
struct TokenKey: Hashable {
    let identity: IdentityKey
    let signingName: String?
}

extension Config {
    /// What of a client's configuration holds for the calls that get its credentials: where it is and how it
    /// connects, but not what it says about its own service.
    fileprivate var forIdentity: Config {
        var nested = Config()
        nested.preset = preset
        nested.profile = profile
        nested.region = region
        nested.defaultsMode = defaultsMode
        nested.useDualstackEndpoint = useDualstackEndpoint
        nested.useFIPSEndpoint = useFIPSEndpoint
        nested.ignoreConfiguredEndpointURLs = ignoreConfiguredEndpointURLs
        nested.connectTimeout = connectTimeout
        nested.readTimeout = readTimeout
        nested.tcpKeepalive = tcpKeepalive
        nested.proxies = proxies
        nested.proxiesConfig = proxiesConfig
        nested.verify = verify
        nested.clientCertificate = clientCertificate
        nested.logsTLSSecrets = logsTLSSecrets
        nested.httpClient = httpClient
        nested.wireLogger = wireLogger
        return nested
    }
}
