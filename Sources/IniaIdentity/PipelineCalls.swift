public import IniaCalls
public import IniaHTTP
public import IniaHost
public import IniaModels
public import IniaShapes
public import IniaSigning

/// Calls AWS through the same pipeline as every client, with options of the session.
public struct PipelineCalls: ServiceCalls {
    private let library: ModelLibrary
    private let host: Host
    private let http: any HTTPClient
    private let options: @Sendable (_ service: ServiceModel, _ region: String?) async throws -> ClientOptions

    /// Creates a caller.
    ///
    /// - Parameter options: gives the options for a service and a region; nil stands for the session's region.
    public init(
        library: ModelLibrary, host: Host, http: any HTTPClient,
        options: @escaping @Sendable (_ service: ServiceModel, _ region: String?) async throws -> ClientOptions
    ) {
        self.library = library
        self.host = host
        self.http = http
        self.options = options
    }

    /// Calls an operation and gives its output.
    public func call(
        _ service: String, _ operation: String, _ input: Value, region: String?, credentials: Credentials?,
        hooks: [any Hook]
    ) async throws -> Value {
        let model = try library.serviceForOwnCalls(service)
        var options = try await options(model, region)
        if credentials == nil { options.signatureVersion = "unsigned" }
        let pipeline = try Pipeline(
            model, library: library, options: options, host: host, http: http,
            credentials: StaticCredentials(credentials), hooks: hooks)
        return try await pipeline.call(operation, input)._value
    }
}
