internal import IniaCalls
internal import IniaHTTP
internal import IniaHost
internal import IniaIdentity
internal import IniaModels
internal import IniaShapes
internal import IniaSigning

/// Calls AWS through the same pipeline as every client, with options of the session.
struct PipelineCalls: ServiceCalls {
    private let library: ModelLibrary
    private let host: Host
    private let http: any HTTPClient
    private let options: @Sendable (_ service: ServiceModel, _ region: String?) async throws -> ClientOptions

    /// Creates a caller.
    ///
    /// - Parameter options: gives the options for a service and a region; nil stands for the session's region.
    init(
        library: ModelLibrary, host: Host, http: any HTTPClient,
        options: @escaping @Sendable (_ service: ServiceModel, _ region: String?) async throws -> ClientOptions
    ) {
        self.library = library
        self.host = host
        self.http = http
        self.options = options
    }

    /// Calls an operation and gives its output.
    func call(
        _ service: String, _ operation: String, _ input: Value, region: String?, credentials: Credentials?,
        amend: (@Sendable (inout HTTPRequest) throws -> Void)?
    ) async throws -> Value {
        let model = try library.serviceForOwnCalls(service)
        var options = try await options(model, region)
        if credentials == nil { options.signatureVersion = "unsigned" }
        let pipeline = try Pipeline(
            model, library: library, options: options, host: host, http: http,
            credentials: StaticCredentials(credentials), hooks: amend.map { [Amendment(amend: $0)] } ?? [])
        do {
            return try await pipeline.call(operation, input)._value
        } catch let error as ServiceError {
            throw ServiceRefusal(code: error.code, fields: error.fields, cause: error)
        }
    }
}

/// Changes each request of a call.
private struct Amendment: Hook {
    let amend: @Sendable (inout HTTPRequest) throws -> Void

    func request(_ request: inout HTTPRequest, of operation: OperationIdentity, attempt: Int) async throws {
        try amend(&request)
    }
}
