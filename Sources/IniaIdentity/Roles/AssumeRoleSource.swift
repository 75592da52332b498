internal import IniaHost
internal import IniaPrimitives
internal import IniaSettings
internal import IniaShapes
public import IniaSigning
internal import Synchronization

/// Credentials of a role that a profile names and that other credentials may assume.
public final class AssumeRoleSource: CredentialSource {
    /// The name that botocore gives the source.
    public let name = "assume-role"
    private let identity: Identity
    private let profile: String
    /// The profiles that led here, to notice a circle.
    private let visited: [String]
    /// What the role is assumed with, once it has been found out.
    private let base = Mutex<(any CredentialProvider)?>(nil)
    private let hasAskedForCode = Mutex(false)

    /// Creates a source for the role of a profile.
    public convenience init(_ identity: Identity, profile: String) {
        self.init(identity, profile: profile, visited: [profile])
    }

    init(_ identity: Identity, profile: String, visited: [String]) {
        self.identity = identity
        self.profile = profile
        self.visited = visited
    }

    /// Assumes the role; nil where the profile has none.
    public func load() async throws -> Credentials? {
        guard let role = try RoleProfile(identity.settings.shared.profiles[profile], source: name) else { return nil }
        let provider = try base(of: role)
        let file = RoleFile(question(role), identity)
        if let kept = file?.credentials() { return kept.adding(features: [role.origin.feature, assumed]) }
        guard let base = try await provider.credentials()?.adding(features: [role.origin.feature]) else {
            throw noCredentials(for: role)
        }
        let answer: Value
        do {
            answer = try await identity.services.call(
                "sts", "AssumeRole", .map(try await input(role)), region: nil, credentials: base)
        } catch {
            throw identity.wrapped(
                error, "The role \(role.arn.value) could not be assumed", source: name, role.arn.origin)
        }
        let credentials = try AssumedRole.credentials(answer, source: name)
        file?.keep(credentials, after: AssumedRole.user(answer))
        return credentials.adding(features: base.features.union([assumed]))
    }

    private var assumed: String { UserAgentFeature.assumedRole }

    /// What the role is asked for with each time.
    private func question(_ role: RoleProfile) -> [MapEntry] {
        var question: [MapEntry] = [MapEntry(key: "RoleArn", value: Value(role.arn.value))]
        if let session = role.sessionName { question.append(MapEntry(key: "RoleSessionName", value: Value(session))) }
        if let externalID = role.externalID { question.append(MapEntry(key: "ExternalId", value: Value(externalID))) }
        if let duration = role.durationInSeconds {
            question.append(MapEntry(key: "DurationSeconds", value: Value(duration)))
        }
        if let serial = role.secondFactor { question.append(MapEntry(key: "SerialNumber", value: Value(serial))) }
        return question
    }

    private func input(_ role: RoleProfile) async throws -> [MapEntry] {
        var input = question(role)
        if role.sessionName == nil {
            input.insert(MapEntry(key: "RoleSessionName", value: Value(identity.generatedSessionName)), at: 1)
        }
        if let serial = role.secondFactor {
            input.append(MapEntry(key: "TokenCode", value: Value(try await code(of: serial))))
        }
        return input
    }

    /// Asks the user for the code of a second factor, once: nobody sits there hours later.
    private func code(of serial: String) async throws -> String {
        guard let ask = identity.secondFactorCode else {
            throw IdentityError(
                .secondFactor, "The role wants a code of \(serial), and there is nobody to ask.", source: name)
        }
        guard !hasAskedForCode.withLock({ $0 }) else {
            throw IdentityError(
                .secondFactor, "Cannot refresh credentials: MFA token required.", source: name)
        }
        let code = try await ask(serial)
        hasAskedForCode.withLock { $0 = true }
        return code
    }

    private func base(of role: RoleProfile) throws -> any CredentialProvider {
        if let known = base.withLock({ $0 }) { return known }
        let source: any CredentialSource =
            switch role.origin {
            case .place(let place): try namedSource(place)
            case .profile(let other): try profileSource(other)
            }
        let found = CredentialCache(source, clock: identity.host.clock)
        return base.withLock { base in
            if let base { return base }
            base = found
            return found
        }
    }

    private func namedSource(_ place: Setting<String>) throws(IdentityError) -> any CredentialSource {
        switch place.value {
        case "Environment": EnvironmentSource(identity.settings)
        case "EcsContainer": ContainerSource(identity)
        case "Ec2InstanceMetadata": MetadataSource(identity)
        default:
            throw IdentityError(
                .configuration,
                "The credential source \"\(place.value)\" referenced in profile \"\(profile)\" is not valid.",
                source: name, origin: place.origin)
        }
    }

    private func profileSource(_ other: Setting<String>) throws(IdentityError) -> any CredentialSource {
        guard let source = identity.settings.shared.profiles[other.value] else {
            throw IdentityError(
                .configuration,
                "The source_profile \"\(other.value)\" referenced in the profile \"\(profile)\" does not exist.",
                source: name, origin: other.origin)
        }
        let hasKeys = RoleProfile.hasKeys(source)
        guard !visited.contains(other.value) || (other.value == profile && hasKeys) else {
            throw IdentityError(
                .configuration,
                "Infinite loop in credential configuration detected. Attempting to load from profile "
                    + "\(other.value) which has already been visited. Visited profiles: "
                    + visited.joined(separator: ", "),
                source: name, origin: other.origin)
        }
        let isRole = source["role_arn"] != nil && source["web_identity_token_file"] == nil
        if isRole && !hasKeys {
            return AssumeRoleSource(identity, profile: other.value, visited: visited + [other.value])
        }
        return CredentialChain(identity.profileSources(other.value, withEnvironment: false))
    }

    private func noCredentials(for role: RoleProfile) -> IdentityError {
        switch role.origin {
        case .profile(let other):
            IdentityError(
                .configuration, "The source profile \"\(other.value)\" must have credentials.", source: name,
                origin: other.origin)
        case .place(let place):
            IdentityError(
                .retrieval, "No credentials found in credential_source referenced in profile \(profile)",
                source: name, origin: place.origin)
        }
    }
}
