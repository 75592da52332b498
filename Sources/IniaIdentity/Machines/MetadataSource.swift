internal import IniaFormats
internal import IniaHost
internal import IniaPrimitives
internal import IniaSettings
public import IniaSigning

/// Credentials of the role that an EC2 instance has.
public struct MetadataSource: CredentialSource {
    /// The name that botocore gives the source.
    public let name = "iam-role"
    private let identity: Identity

    /// Creates a source that asks the instance metadata service.
    public init(_ identity: Identity) { self.identity = identity }

    /// Asks the service; nil where it is disabled, does not answer, or the instance has no role.
    public func load() async throws -> Credentials? {
        let service: InstanceMetadata
        do {
            service = try InstanceMetadata(identity.settings, http: identity.http, userAgent: identity.userAgent)
        } catch {
            throw IdentityError(
                .configuration, error.message, source: name, origin: error.origin, cause: error)
        }
        do {
            let token = try await service.token()
            let folder = "latest/meta-data/iam/security-credentials/"
            let role = try await service.get(folder, token: token).text
            let answer = try await service.get(folder + role, token: token) { Document(json: $0) != nil }
            return Document(json: answer).flatMap(credentials)
        } catch is InstanceMetadata.Silence {
            return nil
        } catch {
            throw identity.wrapped(error, "The instance metadata service failed", source: name)
        }
    }

    private func credentials(_ document: Document) -> Credentials? {
        guard let accessKeyID = document["AccessKeyId"]?.asString, let secret = document["SecretAccessKey"]?.asString,
            let token = document["Token"]?.asString, let text = document["Expiration"]?.asString,
            let expiration = try? Dates.parse(text)
        else { return nil }
        return Credentials(
            accessKeyID: accessKeyID, secretAccessKey: secret, sessionToken: token, expiration: extended(expiration)
        ).adding(features: [UserAgentFeature.instanceMetadata])
    }

    /// The time until which credentials are used.
    ///
    /// A service that cannot renew them gives out the old ones again, which AWS accepts beyond their end; so that
    /// they are not thrown away, an end that is near is put off by 17 to 25 minutes.
    private func extended(_ expiration: Timestamp) -> Timestamp {
        let now = identity.host.clock.now
        let jitter = Int64(120 + (identity.host.entropy.uniform() * 480).rounded(.down))
        let margin = Duration.seconds(15 * 60 + jitter)
        return now.duration(to: expiration) <= margin ? now.advanced(by: margin) : expiration
    }
}
