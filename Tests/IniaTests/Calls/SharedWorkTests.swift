import Inia
import IniaTesting
import Synchronization
import Testing

/// Work that calls of one client share: whoever is cancelled leaves it at once, and nobody else notices.
@Suite struct SharedWorkTests {
    @Test func `a caller who is cancelled while a session is opened leaves at once, and the other gets it`()
        async throws
    {
        let service = ClosedService([
            .xml(
                """
                <CreateSessionResult><Credentials><AccessKeyId>SESSION</AccessKeyId><SecretAccessKey>s</SecretAccessKey>\
                <SessionToken>t</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>\
                </CreateSessionResult>
                """), .response(),
        ])
        let client = try client("s3", service)
        let call: @Sendable () async throws -> Void = {
            try await client.headObject(Bucket: "b--usw2-az1--x-s3", Key: "k")
        }
        let leaving = Task { try await call() }
        await service.requests(1)
        let staying = Task { try await call() }
        leaving.cancel()
        await #expect(throws: CancellationError.self) { try await leaving.value }
        service.open()
        try await staying.value
        #expect(service.http.requests.last?.request.headers["Authorization"]?.contains("Credential=SESSION/") == true)
    }

    @Test func `a caller who is cancelled while a client is prepared leaves at once, and the other's call is made`()
        async throws
    {
        let service = ClosedService([.response(404), .response(404), .response(200, "{}")])
        let client = try client("sqs", service) { $0.defaultsMode = "auto" }
        let leaving = Task { try await client.listQueues() }
        await service.requests(1)
        let staying = Task { try await client.listQueues() }
        leaving.cancel()
        await #expect(throws: CancellationError.self) { try await leaving.value }
        service.open()
        _ = try? await staying.value
        #expect(service.http.requests.last?.request.url.host == "sqs.us-west-2.amazonaws.com")
    }

    @Test func `callers who need the same endpoint ask for it once`() async throws {
        let endpoint = #"{"Endpoints":[{"Address":"cell1.example","CachePeriodInMinutes":10}]}"#
        let service = ClosedService([.response(200, endpoint)] + Array(repeating: .response(200, "{}"), count: 8))
        let client = try client("timestream-query", service)
        let calls = (0..<8).map { _ in Task { try await client.cancelQuery(QueryId: "q") } }
        await service.requests(1)
        service.open()
        for call in calls { _ = try await call.value }
        let hosts = service.http.requests.map(\.request.url.host)
        #expect(hosts.filter { $0 != "cell1.example" }.count == 1)
        #expect(hosts.count == 9)
    }

    private func client(
        _ name: String, _ http: ClosedService, _ configure: (inout Config) -> Void = { _ in }
    ) throws -> Client {
        var config = Config()
        config.region = "us-west-2"
        config.credentials = .fixed(Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret"))
        config.httpClient = http
        configure(&config)
        return try Session(config, host: .scripted(), models: Wire.models).client(name)
    }
}

/// Answers nobody before it is opened.
private final class ClosedService: HTTPClient {
    let http: ScriptedHTTPClient
    private let state = Mutex((isOpen: false, count: 0))

    init(_ replies: [ScriptedReply]) { http = ScriptedHTTPClient(replies) }

    func open() { state.withLock { $0.isOpen = true } }

    /// Returns when so many requests have come.
    func requests(_ count: Int) async {
        while state.withLock({ $0.count }) < count { await Task.yield() }
    }

    func send(_ request: HTTPRequest, options: HTTPExchangeOptions) async throws -> HTTPResponse {
        state.withLock { $0.count += 1 }
        while !state.withLock({ $0.isOpen }) {
            try Task.checkCancellation()
            await Task.yield()
        }
        return try await http.send(request, options: options)
    }
}
