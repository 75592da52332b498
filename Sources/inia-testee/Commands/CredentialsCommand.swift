import Inia
import IniaIdentity
import IniaPrimitives
import IniaSettings
import IniaTesting

/// `credentials`: what the chain of credentials, or of bearer tokens, finds in a line's world.
struct CredentialsCommand: Command {
    static let name = "credentials"

    func answer(_ line: Line) async throws -> Document {
        let (host, clock) = try line.host
        let http = ScriptedHTTPClient(try line.replies, files: host.files)
        let found: [Document.Entry]
        do {
            var config = try LineConfig(line).config
            config.httpClient = http
            if line.json("credentials") == nil { config.credentials = nil }
            let session = Session(config, host: host, models: Models.library)
            found =
                try line.text("kind") == "token"
                ? try await token(session) : try await credentials(session)
        } catch let error as MalformedLine {
            throw error
        } catch let error as Unsupported {
            throw error
        } catch {
            found = [.init(key: "error", value: try await Self.document(error))]
        }
        let sleeps = clock.sleeps.map { Document.float($0 / .seconds(1)) }
        return .map(
            found + [
                .init(key: "requests", value: .list(http.requests.map(\.document))),
                .init(key: "sleeps", value: .list(sleeps)),
            ])
    }

    private func credentials(_ session: Session) async throws -> [Document.Entry] {
        guard let credentials = try await session.credentials() else {
            return [.init(key: "error", value: Self.error("credentials", "Unable to locate credentials"))]
        }
        var entries: [Document.Entry] = [
            .init(key: "accessKeyId", value: .string(credentials.accessKeyID)),
            .init(key: "secretAccessKey", value: .string(credentials.secretAccessKey)),
        ]
        if let token = credentials.sessionToken { entries.append(.init(key: "sessionToken", value: .string(token))) }
        if let account = credentials.accountID { entries.append(.init(key: "accountId", value: .string(account))) }
        if let expiration = credentials.expiration {
            entries.append(.init(key: "expiration", value: .string(try TaggedValue.text(of: expiration))))
        }
        let source = try session.credentialSourceName.map { Document.string($0) } ?? .null
        return [.init(key: "credentials", value: .map(entries)), .init(key: "provider", value: source)]
    }

    private func token(_ session: Session) async throws -> [Document.Entry] {
        guard let token = try await session.token() else {
            return [.init(key: "error", value: Self.error("credentials", "There is no token"))]
        }
        return [.init(key: "token", value: .string(token.text))]
    }

    private static func document(_ error: any Error) async throws -> Document {
        switch error {
        case let error as IdentityError
        where error.code == .retrieval && (error.cause is any ServiceFailure || error.cause is CallError):
            try await ErrorAnswer.document(error.cause ?? error)
        case let error as CallError: try await ErrorAnswer.document(error)
        case is SettingsError: self.error("configuration", "\(error)")
        case let error as IdentityError where error.code == .configuration:
            self.error("configuration", error.description)
        case let error as IdentityError: self.error("credentials", error.description)
        default: self.error("credentials", "\(error)")
        }
    }

    private static func error(_ type: String, _ message: String) -> Document {
        .map(["type": .string(type), "message": .string(message)])
    }
}
