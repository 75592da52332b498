public import IniaSettings
public import IniaSigning

/// The bearer token that the environment gives for one service: `AWS_BEARER_TOKEN_BEDROCK`.
public struct EnvironmentTokenSource: TokenSource {
    /// The name that botocore gives the source.
    public let name = "env"
    private let settings: Settings
    private let signingName: String?

    /// Creates a source for the service of a signing name; with none it has no token.
    public init(_ settings: Settings, signingName: String?) {
        self.settings = settings
        self.signingName = signingName
    }

    /// The token of the service's variable, or nil.
    public func load() -> BearerToken? {
        guard let token = signingName.flatMap({ settings.bearerToken(signingName: $0) }) else { return nil }
        return BearerToken(token.value, features: [UserAgentFeature.bearerTokenFromEnvironment])
    }
}
