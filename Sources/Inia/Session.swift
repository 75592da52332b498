public import IniaCalls
public import IniaHTTP
public import IniaHost
internal import IniaIdentity
public import IniaModels
internal import IniaSettings
internal import IniaTransport
internal import Synchronization

/// Where clients come from: a configuration, and what the machine says where that is silent.
///
/// A session is lazy. Making one, or a client, reads nothing but the service's model; files, environment and
/// credentials are looked at when a first call needs them.
public final class Session: Sendable {
    /// What was said in code.
    public let config: Config
    /// The machine that the session lives on.
    public let host: Host
    /// The models that the session sees.
    public let models: ModelLibrary
    private let settings = Mutex<[SettingsKey: Settings]>([:])
    // The chains of clients, each made when it is first needed. A client keeps its own, and a program may make clients
    // without end that each need another.
    let credentialChains = Recents<IdentityKey, CredentialCache>(limit: 100)
    let tokenChains = Recents<TokenKey, TokenCache>(limit: 100)

    private struct SettingsKey: Hashable {
        let profile: String?
        let preset: Config.Preset
    }

    /// Creates a session on this machine.
    ///
    /// - Parameter configure: says in code what the environment and the shared files need not say.
    public convenience init(_ configure: (inout Config) -> Void = { _ in }) {
        var config = Config()
        configure(&config)
        self.init(config, host: .system)
    }

    /// Creates a session on a machine, which may be a scripted one.
    ///
    /// - Parameter models: the models to see, in place of those that the machine's environment leads to.
    public init(_ config: Config, host: Host, models: ModelLibrary? = nil) {
        self.config = config
        self.host = host
        self.models = models ?? .shared(for: host, embedded: config.embeddedServices)
    }

    /// Makes a client of a service.
    ///
    /// - Parameters:
    ///   - name: the service's name: `s3`, `cognito-idp`.
    ///   - configure: what the client wants otherwise than its session.
    /// - Throws: `ModelError` with code `unknownService` and the names that come nearest.
    public func client(_ name: String, _ configure: (inout Config) -> Void = { _ in }) throws -> Client {
        var config = config
        config.events = config.events.copy()
        configure(&config)
        let name = ServiceNames.current(name)
        return Client(try models.service(name, apiVersion: try apiVersion(of: name, config)), of: self, config)
    }

    /// The API version that code or a profile wants; a profile is only looked at for a service that has several.
    private func apiVersion(of name: String, _ config: Config) throws -> String? {
        if let version = config.apiVersion { return version }
        guard try models.apiVersions(of: name).count > 1 else { return nil }
        return try loadedSettings(config).apiVersion(service: name)?.value
    }

    /// Makes a client of a service whose model is at hand.
    public func client(of service: ServiceModel, _ configure: (inout Config) -> Void = { _ in }) -> Client {
        var config = config
        config.events = config.events.copy()
        configure(&config)
        return Client(service, of: self, config)
    }

    /// The environment that the session sees.
    public var environment: Environment { host.environment }

    /// What sends the session's requests.
    public var httpClient: any HTTPClient { config.sender }

    /// The loop that the process's sockets live on: a task that prefers it calls without a thread hop.
    public var eventLoop: any TaskExecutor { Transport.shared.eventLoop }

    /// What the machine says, read once for each profile; a failure is not kept.
    func loadedSettings(_ config: Config) throws -> Settings {
        let key = SettingsKey(profile: config.profile, preset: config.preset)
        if let loaded = settings.withLock({ $0[key] }) { return loaded }
        let preset: SettingsPreset = config.preset == .inia ? .inia : .botocore
        let loaded = try Settings(host: host, preset: preset, profile: config.profile)
        settings.withLock { $0[key] = loaded }
        return loaded
    }

    /// Prepares the calls of a client.
    func pipeline(for service: ServiceModel, _ config: Config) async throws -> Pipeline {
        do {
            let settings = try loadedSettings(config)
            let options = try await config.resolved(with: settings, for: service, models)
            return try Pipeline(
                service, library: models, options: options, host: host, http: config.sender,
                credentials: try credentialProvider(config),
                tokens: try tokenProvider(
                    config, signingName: service.traits.signingName ?? service.traits.endpointPrefix),
                hooks: config.hooks + [CallEvents(config.events)],
                monitors: try config.monitors(settings, of: service))
        } catch let error as SettingsError {
            throw CallError(.configuration, during: .prepare, error.description, cause: error)
        }
    }
}

extension HTTPClient {
    /// Fetches a URL that was made to be given away, with the headers that belong to it.
    public func get(_ presigned: PresignedRequest) async throws -> HTTPResponse {
        let request = HTTPRequest(method: presigned.method, url: presigned.url, headers: presigned.headers)
        return try await send(request, options: HTTPExchangeOptions())
    }
}
