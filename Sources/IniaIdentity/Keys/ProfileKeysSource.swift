public import IniaSettings
public import IniaSigning

/// Keys that stand in one of the shared files.
public struct ProfileKeysSource: CredentialSource {
    /// The file that is looked at.
    public enum File: Sendable, Hashable { case credentials, config }

    private let settings: Settings
    private let profile: String
    private let file: File

    /// Creates a source for a profile's keys in one of the files.
    public init(_ settings: Settings, profile: String, in file: File) {
        self.settings = settings
        self.profile = profile
        self.file = file
    }

    /// The name that botocore gives the source.
    public var name: String { file == .credentials ? "shared-credentials-file" : "config-file" }

    /// The keys, or nil where the file has no such profile or that has none.
    public func load() throws -> Credentials? {
        let shared = settings.shared
        let profiles = file == .credentials ? shared.credentialsProfiles : shared.configProfiles
        guard let profile = profiles[profile], let accessKeyID = text("aws_access_key_id", profile) else { return nil }
        guard let secret = text("aws_secret_access_key", profile) else {
            throw IdentityError(
                .incomplete, "Partial credentials found in \(name), missing: aws_secret_access_key", source: name,
                origin: profile["aws_access_key_id"]?.origin)
        }
        return Credentials(
            accessKeyID: accessKeyID, secretAccessKey: secret,
            sessionToken: text("aws_security_token", profile) ?? text("aws_session_token", profile),
            accountID: text("aws_account_id", profile)
        ).adding(features: [UserAgentFeature.profileCredentials])
    }

    private func text(_ key: String, _ profile: Profile) -> String? {
        profile.text(key).flatMap { $0.value.isEmpty ? nil : $0.value }
    }
}
