internal import IniaFormats
public import IniaHost
internal import IniaPrimitives
public import IniaSettings
public import IniaSigning

/// Credentials that another program prints (`credential_process`).
public struct ProcessSource: CredentialSource {
    /// The name that botocore gives the source.
    public let name = "custom-process"
    private let settings: Settings
    private let profile: String
    private let processes: any Processes

    /// Creates a source that runs the command of a profile.
    public init(_ settings: Settings, profile: String, processes: any Processes) {
        self.settings = settings
        self.profile = profile
        self.processes = processes
    }

    /// Runs the command, without a shell, and reads what it prints; nil where the profile has no command.
    public func load() async throws -> Credentials? {
        let profile = settings.shared.profiles[profile]
        guard let command = profile?.text("credential_process") else { return nil }
        guard let words = ShellWords.words(command.value), !words.isEmpty else {
            throw IdentityError(
                .configuration, "credential_process is not a command", source: name, origin: command.origin)
        }
        let outcome: ProcessOutcome
        do { outcome = try await processes.run(words) } catch let error as CancellationError {
            throw error
        } catch {
            throw failure("The command could not be run", command.origin, cause: error)
        }
        guard outcome.status == 0 else {
            // What a program writes there is meant for its user; credentials go to the other stream.
            let words = outcome.errors.text.prefix(500)
            throw failure("The command ended with status \(outcome.status): \(words)", command.origin)
        }
        return try credentials(outcome.output, accountID: profile?.text("aws_account_id")?.value, command.origin)
    }

    private func credentials(
        _ output: Bytes, accountID: String?, _ origin: SettingOrigin
    ) throws(IdentityError) -> Credentials {
        guard let document = Document(json: output) else { throw failure("The command printed no JSON", origin) }
        guard [.integer(1), .float(1)].contains(document["Version"]) else {
            throw failure("The command printed a Version other than 1, the only one that is understood", origin)
        }
        guard let accessKeyID = document["AccessKeyId"]?.asString, let secret = document["SecretAccessKey"]?.asString
        else { throw failure("The command printed no AccessKeyId or no SecretAccessKey", origin) }
        var expiration: Timestamp?
        if let text = document["Expiration"]?.asString {
            do { expiration = try Dates.parse(text) } catch {
                throw failure("The command printed an Expiration that is no date", origin, cause: error)
            }
        }
        return Credentials(
            accessKeyID: accessKeyID, secretAccessKey: secret, sessionToken: document["SessionToken"]?.asString,
            accountID: document["AccountId"]?.accountID ?? accountID, expiration: expiration
        ).adding(features: UserAgentFeature.profileProcess)
    }

    private func failure(_ message: String, _ origin: SettingOrigin, cause: (any Error)? = nil) -> IdentityError {
        IdentityError(.retrieval, message, source: name, origin: origin, cause: cause)
    }
}
