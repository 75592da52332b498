internal import IniaFormats
internal import IniaHTTP
internal import IniaHost
internal import IniaPrimitives
internal import IniaSettings
public import IniaSigning

/// Credentials of the container that the program runs in: ECS, EKS Pod Identity, or whatever the environment names.
public struct ContainerSource: CredentialSource {
    /// The name that botocore gives the source.
    public let name = "container-role"
    private let identity: Identity
    /// Hosts that may be asked without TLS, besides the machine itself.
    private static let allowedHosts: Set = ["169.254.170.2", "169.254.170.23", "fd00:ec2::23", "localhost"]

    /// Creates a source that asks where the environment says.
    public init(_ identity: Identity) { self.identity = identity }

    /// Asks the container's service, three times where it fails; nil where the environment names none.
    ///
    /// Credentials of which a part is missing are no failure of the service, which would give the same again.
    public func load() async throws -> Credentials? {
        guard let url = try url() else { return nil }
        return try credentials(await answer(url))
    }

    private func answer(_ url: HTTPURL) async throws -> Document {
        var lastError: any Error = failure("The container's credentials could not be fetched")
        for _ in 1...3 {
            do { return try await fetch(url) } catch let error as CancellationError {
                throw error
            } catch let error as IdentityError where error.code == .configuration {
                throw error
            } catch {
                lastError = error
            }
            try await identity.host.clock.sleep(for: .seconds(1))
        }
        throw identity.wrapped(lastError, "The container's credentials could not be fetched", source: name)
    }

    private func url() throws(IdentityError) -> HTTPURL? {
        let settings = identity.settings
        let variable = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
        let relative = settings.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
        guard let text = relative.map({ "http://169.254.170.2\($0.value)" }) ?? settings.variable(variable)?.value
        else {
            return nil
        }
        guard let url = HTTPURL(text), url.isSecure || Self.isTrusted(url.host) else {
            throw IdentityError(
                .configuration,
                "Credentials are only fetched over TLS, or from the machine itself or one of "
                    + Self.allowedHosts.sortedByBytes().joined(separator: ", "),
                source: name, origin: relative?.origin ?? .variable(variable))
        }
        return url
    }

    private static func isTrusted(_ host: String) -> Bool {
        if allowedHosts.contains(host) || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private func fetch(_ url: HTTPURL) async throws -> Document {
        var headers = [(name: "Accept", value: "application/json")]
        if let token = try authorization() { headers.append((name: "Authorization", value: token)) }
        let request = MetadataRequest(url: url, headers: headers, timeout: .seconds(2))
        let (status, body) = try await request.send(identity.http)
        guard status == 200 else { throw failure("The container's service answered with status \(status)") }
        guard let document = Document(json: body) else { throw failure("The container's service gave no JSON") }
        return document
    }

    private func credentials(_ document: Document) throws(IdentityError) -> Credentials {
        guard let accessKeyID = document["AccessKeyId"]?.asString, let secret = document["SecretAccessKey"]?.asString,
            let token = document["Token"]?.asString, let text = document["Expiration"]?.asString,
            let expiration = try? Dates.parse(text)
        else { throw failure("The container's service gave incomplete credentials") }
        return Credentials(
            accessKeyID: accessKeyID, secretAccessKey: secret, sessionToken: token,
            accountID: document["AccountId"]?.accountID, expiration: expiration
        ).adding(features: [UserAgentFeature.containerCredentials])
    }

    /// The token to show to the service; a file is read anew each time, for it is replaced when it expires.
    private func authorization() throws(IdentityError) -> String? {
        let settings = identity.settings
        let file = settings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
        guard let setting = file ?? settings.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN") else { return nil }
        var token = setting.value
        if let file {
            guard let text = try? identity.host.files.read(file.value)?.validText else {
                throw IdentityError(
                    .configuration, "The authorization token's file cannot be read", source: name, origin: file.origin)
            }
            token = text
        }
        guard !token.utf8.contains(where: { $0 == 10 || $0 == 13 || $0 == 0 }) else {
            throw IdentityError(
                .configuration, "The authorization token cannot stand in a header", source: name, origin: setting.origin
            )
        }
        return token
    }

    private func failure(_ message: String) -> IdentityError { IdentityError(.retrieval, message, source: name) }
}
