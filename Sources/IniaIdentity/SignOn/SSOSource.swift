internal import IniaHost
internal import IniaPrimitives
internal import IniaSettings
internal import IniaShapes
public import IniaSigning
internal import IniaText

/// Credentials of a role in an account, by way of a sign-in to IAM Identity Center (SSO).
public final class SSOSource: CredentialSource {
    /// The name that botocore gives the source.
    public let name = "sso"
    private let identity: Identity
    private let profile: String
    private let tokens: TokenCache

    /// Creates a source for what a profile says.
    public init(_ identity: Identity, profile: String) {
        self.identity = identity
        self.profile = profile
        tokens = TokenCache(SSOTokenSource(identity, profile: profile), clock: identity.host.clock)
    }

    /// Exchanges the token of the sign-in for credentials; nil where the profile says nothing of SSO.
    public func load() async throws -> Credentials? {
        guard let profile = try SSOProfile(profile, in: identity.settings.shared, source: name) else { return nil }
        let features = profile.session == nil ? UserAgentFeature.profileSSOWithoutSession : UserAgentFeature.profileSSO
        let file = RoleFile(question(profile), style: .compactASCII, identity)
        if let kept = file?.credentials() { return kept.adding(features: features) }
        let token = try await token(for: profile)
        let input: Value = .map([
            MapEntry(key: "roleName", value: Value(profile.role)),
            MapEntry(key: "accountId", value: Value(profile.account)),
            MapEntry(key: "accessToken", value: Value(token)),
        ])
        do {
            let answer = try await identity.services.call(
                "sso", "GetRoleCredentials", input, region: profile.region, credentials: nil)
            let credentials = try credentials(answer["roleCredentials"], account: profile.account)
            file?.keep(credentials, zone: "Z", before: [.init(key: "ProviderType", value: .string("sso"))])
            return credentials.adding(features: features)
        } catch let refusal as ServiceRefusal where refusal.code == "UnauthorizedException" {
            throw SSOToken.needsSignIn(cause: refusal.cause)
        } catch {
            throw identity.wrapped(error, "SSO gave no credentials for the role", source: name)
        }
    }

    /// What names the file of the credentials.
    private func question(_ profile: SSOProfile) -> [MapEntry] {
        [
            MapEntry(key: "roleName", value: Value(profile.role)),
            MapEntry(key: "accountId", value: Value(profile.account)),
            profile.session.map { MapEntry(key: "sessionName", value: Value($0)) }
                ?? MapEntry(key: "startUrl", value: Value(profile.startURL)),
        ]
    }

    private func token(for profile: SSOProfile) async throws -> String {
        if profile.session != nil {
            guard let token = try await tokens.token() else { throw SSOToken.needsSignIn() }
            return token.text
        }
        let token = try SSOToken(CacheFile.sso(profile.startURL, identity.host), of: profile.startURL)
        guard token.expiration > identity.host.clock.now else { throw SSOToken.needsSignIn() }
        return token.text
    }

    private func credentials(_ values: Value, account: String) throws(IdentityError) -> Credentials {
        guard let accessKeyID = values["accessKeyId"].asString, let secret = values["secretAccessKey"].asString,
            let token = values["sessionToken"].asString, let milliseconds = values["expiration"].asInt
        else { throw IdentityError(.retrieval, "SSO gave incomplete credentials.", source: name) }
        return Credentials(
            accessKeyID: accessKeyID, secretAccessKey: secret, sessionToken: token, accountID: account,
            expiration: Timestamp(seconds: Int64(milliseconds / 1000)))
    }
}
