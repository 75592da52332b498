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
            "target": "\(HTTPSecrets.target(request.url))", "headers": headers(request.headers),
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
        .array(headers.fields.map { "\($0.name): \(HTTPSecrets.value($0))" })
    }
}
