internal import IniaHost
internal import IniaPrimitives
internal import IniaSettings
internal import IniaShapes
public import IniaSigning

/// Credentials of a role that is assumed with a token in a file, as in Kubernetes.
public struct WebIdentitySource: CredentialSource {
    /// The name that botocore gives the source.
    public let name = "assume-role-with-web-identity"
    private let identity: Identity
    private let profile: String
    private let usesEnvironment: Bool

    /// Creates a source for what the environment, unless it is left out, and a profile say.
    public init(_ identity: Identity, profile: String, withEnvironment usesEnvironment: Bool) {
        self.identity = identity
        self.profile = profile
        self.usesEnvironment = usesEnvironment
    }

    /// Reads the token and assumes the role; nil where no token file is named.
    public func load() async throws -> Credentials? {
        guard let path = value("web_identity_token_file", "AWS_WEB_IDENTITY_TOKEN_FILE"), !path.value.isEmpty else {
            return nil
        }
        guard let role = value("role_arn", "AWS_ROLE_ARN"), !role.value.isEmpty else {
            throw IdentityError(
                .configuration,
                "There is a web identity token file but no role: role_arn or AWS_ROLE_ARN has to be set.",
                source: name, origin: path.origin)
        }
        // A name that is empty is none: STS would refuse it.
        let session = value("role_session_name", "AWS_ROLE_SESSION_NAME").flatMap { $0.value.isEmpty ? nil : $0.value }
        var question = [MapEntry(key: "RoleArn", value: Value(role.value))]
        if let session { question.append(MapEntry(key: "RoleSessionName", value: Value(session))) }
        let file = RoleFile(question, identity)
        if let kept = file?.credentials() { return kept.adding(features: features(path)) }
        let input: Value = .map([
            MapEntry(key: "RoleArn", value: Value(role.value)),
            MapEntry(key: "RoleSessionName", value: Value(session ?? identity.generatedSessionName)),
            MapEntry(key: "WebIdentityToken", value: Value(try token(path))),
        ])
        do {
            let answer = try await identity.services.call(
                "sts", "AssumeRoleWithWebIdentity", input, region: nil, credentials: nil)
            let credentials = try AssumedRole.credentials(answer, source: name)
            file?.keep(credentials, after: AssumedRole.user(answer))
            return credentials.adding(features: features(path))
        } catch {
            throw identity.wrapped(error, "The role \(role.value) could not be assumed", source: name, role.origin)
        }
    }

    /// What the user agent says of the source.
    private func features(_ path: Setting<String>) -> Set<String> {
        guard case .variable = path.origin else {
            return [UserAgentFeature.profileWebIdentity, UserAgentFeature.webIdentityRole]
        }
        return [UserAgentFeature.environmentWebIdentity, UserAgentFeature.webIdentityRole]
    }

    private func token(_ path: Setting<String>) throws(IdentityError) -> String {
        let content: Bytes?
        do { content = try identity.host.files.read(path.value) } catch {
            throw IdentityError(
                .retrieval, "The web identity token file cannot be read", source: name, origin: path.origin,
                cause: error)
        }
        guard let text = content?.validText else {
            throw IdentityError(
                .retrieval, "There is no web identity token file \(path.value)", source: name, origin: path.origin)
        }
        return text
    }

    private func value(_ key: String, _ variable: String) -> Setting<String>? {
        let settings = identity.settings
        if usesEnvironment, let value = settings.variable(variable) { return value }
        return settings.shared.profiles[profile]?.text(key)
    }
}
