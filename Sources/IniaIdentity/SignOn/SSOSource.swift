internal import IniaCalls
internal import IniaFormats
internal import IniaHost
internal import IniaPrimitives
internal import IniaSettings
internal import IniaShapes
public import IniaSigning

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
        let token = try await token(for: profile)
        let input: Value = .map([
            MapEntry(key: "roleName", value: Value(profile.role)),
            MapEntry(key: "accountId", value: Value(profile.account)),
            MapEntry(key: "accessToken", value: Value(token)),
        ])
        do {
            let answer = try await identity.services.call(
                "sso", "GetRoleCredentials", input, region: profile.region, credentials: nil, hooks: [])
            return try credentials(answer["roleCredentials"], account: profile.account)
        } catch let error as any ServiceFailure where error.code == "UnauthorizedException" {
            throw SSOToken.needsSignIn(cause: error)
        } catch {
            throw identity.wrapped(error, "SSO gave no credentials for the role", source: name)
        }
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
