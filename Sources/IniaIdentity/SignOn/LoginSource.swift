internal import IniaDigests
internal import IniaHost
internal import IniaPrimitives
internal import IniaSettings
internal import IniaShapes
public import IniaSigning

/// Credentials of a console sign-in (`aws login`), renewed while that lasts.
public struct LoginSource: CredentialSource {
    /// The name that botocore gives the source.
    public let name = "login"
    private let identity: Identity
    private let profile: String

    /// Creates a source for the login session that a profile names.
    public init(_ identity: Identity, profile: String) {
        self.identity = identity
        self.profile = profile
    }

    /// The credentials in the session's file, renewed where they end within 5 minutes; nil where the profile names no
    /// session.
    public func load() async throws -> Credentials? {
        guard let session = identity.settings.shared.profiles[profile]?.text("login_session") else { return nil }
        let file = CacheFile.login(session.value, identity.host)
        let token = try LoginToken(file, of: session.value)
        let remaining = identity.host.clock.now.duration(to: token.expiration)
        if remaining > .seconds(5 * 60) { return token.credentials }
        let renewed = try await renewed(token)
        do { try file.write(renewed.document) } catch {
            throw IdentityError(.retrieval, "The login token's file cannot be written", source: name, cause: error)
        }
        return renewed.credentials
    }

    private func renewed(_ token: LoginToken) async throws -> LoginToken {
        let key: P256PrivateKey
        do { key = try P256PrivateKey(pem: token.proofKey) } catch {
            throw IdentityError(
                .signInRequired, "Unable to load private key from cached token.", source: name, cause: error)
        }
        let input: Value = .map([
            MapEntry(
                key: "tokenInput",
                value: .map([
                    MapEntry(key: "clientId", value: Value(token.client)),
                    MapEntry(key: "refreshToken", value: Value(token.refresh)),
                    MapEntry(key: "grantType", value: "refresh_token"),
                ]))
        ])
        let proof = ProofOfPossession(key: key, clock: identity.host.clock, entropy: identity.host.entropy)
        do {
            let answer = try await identity.services.call(
                "signin", "CreateOAuth2Token", input, region: nil, credentials: nil, amend: proof.add(to:))
            return try token.renewed(by: answer["tokenOutput"], at: identity.host.clock.now)
        } catch let refusal as ServiceRefusal where refusal.code == "AccessDeniedException" {
            throw self.error(for: refusal)
        } catch {
            throw identity.wrapped(error, "The login session could not be renewed", source: name)
        }
    }

    private func error(for refusal: ServiceRefusal) -> IdentityError {
        let error = refusal.cause
        switch refusal.fields["error"].asString {
        case "TOKEN_EXPIRED", "USER_CREDENTIALS_CHANGED":
            return IdentityError(
                .signInRequired,
                "Your session has expired or credentials have changed. Please reauthenticate using "
                    + "'aws login'.", source: name, cause: error)
        case "INSUFFICIENT_PERMISSIONS":
            return IdentityError(
                .retrieval, "Unable to refresh credentials due to insufficient permissions.", source: name, cause: error
            )
        default:
            return IdentityError(.retrieval, "The login session could not be renewed.", source: name, cause: error)
        }
    }
}
