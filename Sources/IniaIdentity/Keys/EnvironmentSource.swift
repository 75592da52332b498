internal import IniaFormats
internal import IniaPrimitives
public import IniaSettings
public import IniaSigning

/// Credentials in environment variables.
public struct EnvironmentSource: CredentialSource {
    /// The name that botocore gives the source.
    public let name = "env"
    private let settings: Settings

    /// Creates a source that reads the variables of the given settings.
    public init(_ settings: Settings) { self.settings = settings }

    /// The credentials of `AWS_ACCESS_KEY_ID` and its companions, or nil where that is not set.
    public func load() throws -> Credentials? {
        guard let accessKeyID = text("AWS_ACCESS_KEY_ID") else { return nil }
        guard let secret = text("AWS_SECRET_ACCESS_KEY") else {
            throw IdentityError(
                .incomplete, "Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY", source: name,
                origin: .variable("AWS_SECRET_ACCESS_KEY"))
        }
        return Credentials(
            accessKeyID: accessKeyID, secretAccessKey: secret,
            sessionToken: text("AWS_SECURITY_TOKEN") ?? text("AWS_SESSION_TOKEN"), accountID: text("AWS_ACCOUNT_ID"),
            expiration: try expiration()
        ).adding(features: [UserAgentFeature.environmentCredentials])
    }

    private func expiration() throws -> Timestamp? {
        guard let text = text("AWS_CREDENTIAL_EXPIRATION") else { return nil }
        do { return try Dates.parse(text) } catch {
            throw IdentityError(
                .configuration, "AWS_CREDENTIAL_EXPIRATION is not a date", source: name,
                origin: .variable("AWS_CREDENTIAL_EXPIRATION"), cause: error)
        }
    }

    private func text(_ variable: String) -> String? {
        settings.variable(variable).flatMap { $0.value.isEmpty ? nil : $0.value }
    }
}
