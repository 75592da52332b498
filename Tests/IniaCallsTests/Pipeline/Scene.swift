import IniaHTTP
import IniaHost
import IniaModels
import IniaPrimitives
import IniaShapes
import IniaSigning
import Logging
import Synchronization

@testable import IniaCalls

/// A client of a bundled service whose requests are answered from a list.
struct Scene {
    let pipeline: Pipeline
    let http: ListedReplies
    let clock: ScriptedClock

    static let library: ModelLibrary = {
        let checkout = #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined()
        return ModelLibrary(ModelSearchPath(bundled: [checkout + "/models"]), files: PosixFiles())
    }()

    static let credentials = Credentials(
        accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")

    init(
        _ service: String, _ replies: [ListedReplies.Reply] = [], hooks: [any Hook] = [],
        monitors: [any CallMonitor] = [], wireLog: Logger? = nil, credentials: Credentials? = Scene.credentials,
        environment: [String: String] = [:], _ configure: (inout ClientOptions) -> Void = { _ in }
    ) throws {
        try self.init(
            Scene.library.service(service), replies, hooks: hooks, monitors: monitors, wireLog: wireLog,
            credentials: credentials, environment: environment, configure)
    }

    init(
        _ service: ServiceModel, _ replies: [ListedReplies.Reply], hooks: [any Hook] = [],
        monitors: [any CallMonitor] = [], wireLog: Logger? = nil, credentials: Credentials? = Scene.credentials,
        environment: [String: String] = [:], _ configure: (inout ClientOptions) -> Void = { _ in }
    ) throws {
        var options = ClientOptions(region: "us-west-2")
        configure(&options)
        clock = ScriptedClock(now: Timestamp(seconds: 1_767_323_045))
        let http = ListedReplies(replies)
        self.http = http
        let sender: any HTTPClient = if let wireLog { WireLog(http, wireLog) } else { http }
        pipeline = try Pipeline(
            service, library: Scene.library, options: options,
            host: .scripted(environment: environment, clock: clock), http: sender,
            credentials: StaticCredentials(credentials), hooks: hooks, monitors: monitors)
    }
}

/// Answers requests from a list and keeps them.
final class ListedReplies: HTTPClient {
    enum Reply: Sendable {
        case response(Int, [String: String] = [:], String = "")
        case failure(TransportError.Code)
        /// Never comes.
        case silence
    }

    private let state: Mutex<(replies: [Reply], requests: [HTTPRequest])>
    private let arrival = AsyncStream.makeStream(of: Void.self)

    init(_ replies: [Reply]) { state = Mutex((replies, [])) }

    var requests: [HTTPRequest] { state.withLock { $0.requests } }

    /// Returns once a request has come.
    func waitForRequest() async { for await _ in arrival.stream { return } }

    func send(_ request: HTTPRequest, options: HTTPExchangeOptions) async throws -> HTTPResponse {
        let reply = state.withLock { state in
            state.requests.append(request)
            return state.replies.isEmpty ? Reply.failure(.connectionRefused) : state.replies.removeFirst()
        }
        arrival.continuation.yield()
        switch reply {
        case .failure(let code): throw TransportError(code, during: "testing")
        case .silence:
            try await Task.sleep(for: .seconds(3600))
            throw TransportError(.readTimeout, during: "testing")
        case .response(let status, let fields, let text):
            var headers = HTTPHeaders()
            for (name, value) in fields.sorted(by: { $0.key < $1.key }) { try headers.set(name, value) }
            return HTTPResponse(status: status, headers: headers, body: .bytes(Bytes(utf8: text)))
        }
    }
}

extension HTTPRequest {
    /// The request's first line, with its host.
    var line: String { "\(method) \(url.text)" }
}
