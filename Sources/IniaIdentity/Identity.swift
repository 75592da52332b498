public import IniaHTTP
public import IniaHost
internal import IniaPrimitives
public import IniaSettings

/// What the sources of credentials need to do their work, and the chains that are made of them.
public struct Identity: Sendable {
    /// What environment and files say.
    public let settings: Settings
    /// The machine, for its files, clock and programs.
    public let host: Host
    /// For the metadata services of machines and containers, which are no AWS services.
    public let http: any HTTPClient
    /// For STS, SSO and the sign-in services.
    public let services: any ServiceCalls
    /// The user agent that metadata services are told.
    public var userAgent = "inia"
    /// The folder in which credentials of roles are kept for other programs, `~` standing for the user's home; nil for
    /// nowhere but in memory.
    public var credentialFolder: String?
    /// Asks the user for the code of a second factor, by its serial number or ARN; nil where there is nobody to ask.
    public var secondFactorCode: (@Sendable (_ serial: String) async throws -> String)?

    /// Prepares to find credentials and tokens.
    public init(settings: Settings, host: Host, http: any HTTPClient, services: any ServiceCalls) {
        self.settings = settings
        self.host = host
        self.http = http
        self.services = services
    }

    /// The sources of credentials in their order: environment, roles, profile, container, machine.
    ///
    /// A profile that the program chose comes before the environment, whose credentials are then not looked at.
    public func chain() -> CredentialChain {
        let profile = settings.profileName.value
        let usesEnvironment = settings.profileName.origin != .program
        var sources: [any CredentialSource] = usesEnvironment ? [EnvironmentSource(settings)] : []
        sources.append(AssumeRoleSource(self, profile: profile))
        sources += profileSources(profile, withEnvironment: usesEnvironment)
        if settings.preset == .botocore {
            sources.append(EC2FileSource(environment: host.environment, files: host.files))
            sources.append(BotoFileSource(environment: host.environment, files: host.files))
        }
        return CredentialChain(sources + [ContainerSource(self), MetadataSource(self)])
    }

    /// The credentials of ``chain()``, remembered and refreshed.
    public func credentials() -> CredentialCache { CredentialCache(chain(), clock: host.clock) }

    /// The bearer token of the environment for one service, or else of the profile's SSO session; remembered and
    /// refreshed.
    ///
    /// - Parameter signingName: the service by the name that it is signed with, for a token of its own.
    public func tokens(signingName: String? = nil) -> TokenCache {
        TokenCache(
            TokenChain([
                EnvironmentTokenSource(settings, signingName: signingName),
                SSOTokenSource(self, profile: settings.profileName.value),
            ]), clock: host.clock)
    }

    /// The sources that a profile alone may be, in their order.
    func profileSources(_ profile: String, withEnvironment usesEnvironment: Bool) -> [any CredentialSource] {
        [
            WebIdentitySource(self, profile: profile, withEnvironment: usesEnvironment),
            SSOSource(self, profile: profile),
            ProfileKeysSource(settings, profile: profile, in: .credentials),
            LoginSource(self, profile: profile),
            ProcessSource(settings, profile: profile, processes: host.processes),
            ProfileKeysSource(settings, profile: profile, in: .config),
        ]
    }

    /// The name of a role session that nobody named.
    var generatedSessionName: String {
        "\(settings.preset == .botocore ? "botocore" : "inia")-session-\(host.clock.now.seconds)"
    }

    /// An error as a source throws it: its own and cancellation as they are, anything else as the cause.
    func wrapped(
        _ error: any Error, _ message: String, source: String, _ origin: SettingOrigin? = nil
    ) -> any Error {
        if error is CancellationError || error is IdentityError { return error }
        let cause = (error as? ServiceRefusal)?.cause ?? error
        return IdentityError(.retrieval, message, source: source, origin: origin, cause: cause)
    }
}
