internal import IniaFormats
internal import IniaHost
internal import IniaPrimitives
internal import IniaSettings
internal import IniaShapes
public import IniaSigning

/// The bearer token of a profile's SSO session, renewed while the sign-in lasts.
public struct SSOTokenSource: TokenSource {
    /// The name that botocore gives the source.
    public let name = "sso"
    private let identity: Identity
    private let profile: String

    /// What a profile and its `sso-session` section say.
    private struct Session {
        let name: String
        let startURL: String
        let region: String
    }

    /// Creates a source for the session that a profile names.
    public init(_ identity: Identity, profile: String) {
        self.identity = identity
        self.profile = profile
    }

    /// The token of the session's file, renewed where it ends within 15 minutes and can be; nil where the profile names
    /// no session.
    public func load() async throws -> BearerToken? {
        guard let session = try session() else { return nil }
        let file = CacheFile.sso(session.name, identity.host)
        let token = try SSOToken(file, of: session.name)
        let remaining = identity.host.clock.now.duration(to: token.expiration)
        if remaining < .seconds(15 * 60), let renewed = try await renewed(token, session) {
            do { try file.write(renewed.document) } catch {
                throw IdentityError(.retrieval, "The SSO token's file cannot be written", source: name, cause: error)
            }
            return BearerToken(renewed.text, expiration: renewed.expiration)
        }
        return BearerToken(token.text, expiration: token.expiration)
    }

    private func session() throws(IdentityError) -> Session? {
        let shared = identity.settings.shared
        guard let name = shared.profiles[profile]?.text("sso_session") else { return nil }
        guard let section = shared.ssoSessions[name.value], !section.properties.isEmpty else {
            throw IdentityError(
                .configuration,
                "The profile \"\(profile)\" is configured to use the SSO token provider but the \"\(name.value)\" "
                    + "sso_session configuration does not exist.",
                source: self.name, origin: name.origin)
        }
        guard let url = section.text("sso_start_url"), let region = section.text("sso_region") else {
            let missing = ["sso_start_url", "sso_region"].filter { section.text($0) == nil }
            throw IdentityError(
                .configuration,
                "The profile \"\(profile)\" is configured to use the SSO token provider but is missing the following "
                    + "configuration: \(missing.joined(separator: ", ")).",
                source: self.name, origin: name.origin)
        }
        return Session(name: name.value, startURL: url.value, region: region.value)
    }

    /// A new token for the refresh token of the old one, or nil where there is none that is good or the service
    /// refuses.
    private func renewed(
        _ token: SSOToken, _ session: Session
    ) async throws -> (text: String, expiration: Timestamp, document: Document)? {
        guard let refresh = token.document["refreshToken"]?.asString,
            let client = token.document["clientId"]?.asString, let secret = token.document["clientSecret"]?.asString,
            let registration = token.document["registrationExpiresAt"]?.asString,
            let end = try? Dates.parse(registration), end > identity.host.clock.now
        else { return nil }
        let input: Value = .map([
            MapEntry(key: "grantType", value: "refresh_token"), MapEntry(key: "clientId", value: Value(client)),
            MapEntry(key: "clientSecret", value: Value(secret)), MapEntry(key: "refreshToken", value: Value(refresh)),
        ])
        let answer: Value
        do {
            answer = try await identity.services.call(
                "sso-oidc", "CreateToken", input, region: session.region, credentials: nil)
        } catch is ServiceRefusal {
            return nil
        }
        guard let text = answer["accessToken"].asString, let seconds = answer["expiresIn"].asInt else {
            throw IdentityError(.retrieval, "SSO gave no new token.", source: name)
        }
        let expiration = identity.host.clock.now.advanced(by: .seconds(Int64(clamping: seconds)))
        var entries: [Document.Entry] = [
            .init(key: "startUrl", value: .string(session.startURL)),
            .init(key: "region", value: .string(session.region)),
            .init(key: "accessToken", value: .string(text)),
            .init(key: "expiresAt", value: .string(try Dates.iso8601(expiration, .seconds))),
            .init(key: "clientId", value: .string(client)),
            .init(key: "clientSecret", value: .string(secret)),
            .init(key: "registrationExpiresAt", value: .string(registration)),
        ]
        if let next = answer["refreshToken"].asString {
            entries.append(.init(key: "refreshToken", value: .string(next)))
        }
        return (text, expiration, .map(entries))
    }
}
