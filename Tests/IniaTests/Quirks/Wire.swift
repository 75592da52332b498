import Inia
import IniaTesting

/// A client of one of AWS's services, and what it sends and is answered.
struct Wire {
    let client: Client
    let http: ScriptedHTTPClient

    /// Makes a client in us-west-2 whose requests get the replies in order; one more finds nobody.
    init(
        _ service: String, _ replies: [ScriptedReply] = [.response()], environment: [String: String] = [:],
        _ configure: (inout Config) -> Void = { _ in }
    ) throws {
        http = ScriptedHTTPClient(replies)
        var config = Config()
        config.region = "us-west-2"
        config.credentials = .fixed(Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret"))
        config.httpClient = http
        configure(&config)
        client = try Session(config, host: .scripted(environment: environment), models: Self.models).client(service)
    }

    static let models: ModelLibrary = {
        let checkout = #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined()
        return .shared(for: .scripted(environment: ["INIA_MODELS": checkout + "/models"], files: PosixFiles()))
    }()

    /// Calls an operation and gives the first request that was sent for it.
    func sent(_ operation: String, _ input: Value = [:]) async throws -> ScriptedHTTPClient.SentRequest {
        try await client.call(operation, input)
        return http.requests[0]
    }

    /// The URLs of all requests.
    var urls: [String] { http.requests.map(\.request.url.text) }

    /// What a call is refused with before anything is sent.
    func refusal(_ operation: String, _ input: Value) async -> CallError.Code? {
        do { try await client.call(operation, input) } catch { return (error as? CallError)?.code }
        return nil
    }
}

extension ScriptedHTTPClient.SentRequest {
    subscript(header: String) -> String? { request.headers[header] }
}

extension ScriptedReply {
    /// A success with XML.
    static func xml(_ text: String) -> ScriptedReply { .response(200, headers: [("Content-Type", "text/xml")], text) }
}
