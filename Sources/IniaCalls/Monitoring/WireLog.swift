public import IniaHTTP
internal import IniaPrimitives
public import Logging

/// Writes a log of what goes on the wire: the head of each request and of each response, at debug level.
///
/// Messages are constant, and the heads are their metadata. Secrets are left out: whatever a field's or a parameter's
/// name shows to be a credential, a token, a signature or a key. Of bodies, which may be secrets as a whole, the length
/// alone is told.
public struct WireLog: HTTPClient {
    private let client: any HTTPClient
    private let logger: Logger

    /// Creates a client that sends requests by another and logs them.
    public init(_ client: any HTTPClient, _ logger: Logger) {
        self.client = client
        self.logger = logger
    }

    /// Sends a request, and logs its head and that of its response.
    public func send(_ request: HTTPRequest, options: HTTPExchangeOptions) async throws -> HTTPResponse {
        guard logger.logLevel <= .debug else { return try await client.send(request, options: options) }
        logger.debug("request sent", metadata: facts(of: request))
        do {
            let response = try await client.send(request, options: options)
            logger.debug("response received", metadata: facts(of: response))
            return response
        } catch {
            logger.debug("request failed", metadata: ["error": "\(ErrorName(error))"])
            throw error
        }
    }

    private func facts(of request: HTTPRequest) -> Logger.Metadata {
        var facts: Logger.Metadata = [
            "method": "\(request.method)", "scheme": "\(request.url.scheme)", "host": "\(request.url.hostHeader)",
            "target": "\(WireSecrets.target(request.url))", "headers": headers(request.headers),
        ]
        if let count = request.body.count { facts["length"] = "\(count)" }
        return facts
    }

    private func facts(of response: HTTPResponse) -> Logger.Metadata {
        var facts: Logger.Metadata = ["status": "\(response.status)", "headers": headers(response.headers)]
        if let count = response.body.count { facts["length"] = "\(count)" }
        return facts
    }

    private func headers(_ headers: HTTPHeaders) -> Logger.MetadataValue {
        .array(headers.fields.map { "\($0.name): \(WireSecrets.value($0))" })
    }
}

/// Tells which parts of a message's head are secrets, by their names.
///
/// What a new service will call its secrets nobody knows, so that a name that only sounds like one counts.
enum WireSecrets {
    /// What stands in the place of a secret.
    static let mark = "***"

    private static let words = [
        "auth", "token", "secret", "password", "credential", "signature", "cookie", "key", "session",
    ]

    /// Whether a field or a parameter of this name is left out; one that is written with escapes always is.
    static func isSecret(_ name: some StringProtocol) -> Bool {
        let name = name.lowercased()
        return name.utf8.contains(UInt8(ascii: "%")) || words.contains { name.contains($0) }
    }

    /// A field's value where that is no secret. Of an address that it may be, the query is left out.
    static func value(_ field: HTTPHeaders.Field) -> String {
        if isSecret(field.name) { return mark }
        guard field.value.contains("://"), let query = field.value.firstIndex(of: "?") else { return field.value }
        return "\(field.value[..<query])?\(mark)"
    }

    /// A URL's path and query, without the values that are secrets.
    static func target(_ url: HTTPURL) -> String {
        let path = url.path.isEmpty ? "/" : url.path
        guard let query = url.query else { return path }
        let parameters = query.split(separator: "&", omittingEmptySubsequences: false).map { parameter in
            guard let equals = parameter.firstIndex(of: "=") else { return String(parameter) }
            let name = parameter[..<equals]
            return isSecret(name) ? "\(name)=\(mark)" : String(parameter)
        }
        return "\(path)?\(parameters.joined(separator: "&"))"
    }
}
