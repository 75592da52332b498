import Inia
import IniaTesting
import Synchronization
import Testing

/// What a client is told and what becomes of it in requests.
@Suite struct ClientTests {
    @Test func `a service's former name still leads to it`() async throws {
        let wire = try Wire("runtime.sagemaker", [.response(200, "")])
        try await wire.client.invokeEndpoint(EndpointName: "e", Body: "b")
        #expect(wire.urls == ["https://runtime.sagemaker.us-west-2.amazonaws.com/endpoints/e/invocations"])
    }

    @Test(arguments: [
        ("mturk", "list_hi_ts_for_qualification_type", "ListHITsForQualificationType"),
        ("mturk", "list_hits_for_qualification_type", "ListHITsForQualificationType"),
        ("socialmessaging", "delete_whatsapp_media_message", "DeleteWhatsAppMessageMedia"),
        ("cloudwatch", "get_o_tel_enrichment", "GetOTelEnrichment"),
        ("cloudwatch", "start_o_tel_enrichment", "StartOTelEnrichment"),
        ("cloudwatch", "stop_otel_enrichment", "StopOTelEnrichment"),
    ])
    func `an operation's former names still lead to it`(service: String, name: String, operation: String) throws {
        #expect(try Wire.models.service(service).operationName(spelled: name) == operation)
    }

    @Test func `a client takes all that one of botocore's does`() async throws {
        let http = ScriptedHTTPClient([.response(200, "{}")])
        let client = try Session(Config(), host: .scripted(), models: Wire.models).client("cloudwatch") {
            $0.region = "eu-west-1"
            $0.apiVersion = "2010-08-01"
            $0.useSSL = false
            $0.verify = .authorities(path: "/ca.pem")
            $0.endpointURL = "http://metrics.example:8080"
            $0.credentials = .fixed(
                Credentials(
                    accessKeyID: "KEY", secretAccessKey: "secret", sessionToken: "token", accountID: "123456789012"))
            $0.httpClient = http
        }
        try await client.deleteAlarms(AlarmNames: ["a"])
        let request = http.requests[0]
        #expect(request.request.url.text == "http://metrics.example:8080/")
        #expect(request.options.route.tls.verification == .authorities(path: "/ca.pem"))
        #expect(request["Authorization"]?.contains("Credential=KEY/") == true)
        #expect(request["Authorization"]?.contains("/eu-west-1/monitoring/aws4_request") == true)
        #expect(request["X-Amz-Security-Token"] == "token")
        #expect(throws: ModelError.self) {
            try Session(Config(), host: .scripted(), models: Wire.models).client("sqs") { $0.apiVersion = "1999-01-01" }
        }
    }

    @Test func `what comes up on the way to the wire is told in the user agent`() async throws {
        let wire = try Wire("cloudwatch", [.response(200, "{}"), .response(200, "{}")])
        func features(_ count: Int) async throws -> [Substring] {
            let name = String(repeating: "n", count: count)
            try await wire.client.putMetricData(Namespace: "n", MetricData: [["MetricName": Value(name), "Value": 1]])
            let parts = wire.http.requests.last?["User-Agent"]?.split(separator: " ") ?? []
            return parts.first { $0.hasPrefix("m/") }?.dropFirst(2).split(separator: ",") ?? []
        }
        #expect(try await !features(1).contains("L"))
        #expect(try await features(20_000).contains("L"))
    }

    @Test(arguments: ["no region", "-us-west-2", "1234", "us.west", ""])
    func `a text that cannot be a region is refused`(region: String) async throws {
        let wire = try Wire("sqs") { $0.region = region }
        #expect(await wire.refusal("ListQueues", [:]) == .configuration)
    }

    @Test func `a call without a region is refused, but for services that have none`() async throws {
        let regional = try Wire("sqs") { $0.region = nil }
        #expect(await regional.refusal("ListQueues", [:]) != nil)
        let global = try Wire("iam", [.xml("<R><ListUsersResult/></R>")]) { $0.region = nil }
        try await global.client.listUsers()
        #expect(global.urls == ["https://iam.amazonaws.com/"])
        #expect(global.http.requests[0]["Authorization"]?.contains("/us-east-1/iam/aws4_request") == true)
    }

    @Test func `endpoints are reached without TLS if the client says so`() async throws {
        let wire = try Wire("sqs", [.response(200, "{}")]) { $0.useSSL = false }
        try await wire.client.listQueues()
        #expect(wire.urls == ["http://sqs.us-west-2.amazonaws.com/"])
    }

    @Test func `a host prefix is left out if the client says so`() async throws {
        let wire = try Wire("location", [.response(200, "{}")]) { $0.injectHostPrefix = false }
        try await wire.client.listMaps()
        #expect(wire.urls == ["https://geo.us-west-2.amazonaws.com/maps/v0/list-maps"])
    }

    @Test func `STS is called globally from former regions if the client says so`() async throws {
        let reply = "<R><GetCallerIdentityResult/></R>"
        let wire = try Wire("sts", [.xml(reply)]) { $0.stsRegionalEndpoints = .legacy }
        try await wire.client.getCallerIdentity()
        #expect(wire.urls == ["https://sts.amazonaws.com/"])
        #expect(wire.http.requests[0]["Authorization"]?.contains("/us-east-1/sts/aws4_request") == true)
        let usual = try Wire("sts", [.xml(reply)])
        try await usual.client.getCallerIdentity()
        #expect(usual.urls == ["https://sts.us-west-2.amazonaws.com/"])
    }

    @Test func `input is not checked if the client says so`() async throws {
        #expect(await (try Wire("sqs")).refusal("CreateQueue", [:]) == .validation)
        let wire = try Wire("sqs", [.response(200, "{}")]) { $0.parameterValidation = false }
        try await wire.client.createQueue()
        #expect(wire.http.requests[0].body.text == "{}")
    }

    @Test func `a client's options are its session's but for what it changes`() async throws {
        let http = ScriptedHTTPClient([.response(200, "{}"), .response(200, "{}")])
        var config = Config()
        config.region = "eu-west-1"
        config.userAgentExtra = "session"
        config.httpClient = http
        config.credentials = .fixed(Credentials(accessKeyID: "a", secretAccessKey: "b"))
        let session = Session(config, host: .scripted(), models: Wire.models)
        try await session.client("sqs").listQueues()
        try await session.client("sqs") { $0.region = "eu-west-2" }.listQueues()
        #expect(
            http.requests.map(\.request.url.host) == ["sqs.eu-west-1.amazonaws.com", "sqs.eu-west-2.amazonaws.com"])
        #expect(http.requests.allSatisfy { $0["User-Agent"]?.hasSuffix(" session") == true })
    }

    @Test func `a call has credentials of its own if it says so`() async throws {
        let wire = try Wire("sqs", [.response(200, "{}")])
        try await wire.client.call("ListQueues") {
            $0.credentials = StaticCredentials(Credentials(accessKeyID: "OTHER", secretAccessKey: "b"))
        }
        #expect(wire.http.requests[0]["Authorization"]?.contains("Credential=OTHER/") == true)
    }

    @Test func `an unsigned stream says that its checksum comes behind it`() async throws {
        let wire = try Wire("s3") { $0.signatureVersion = "unsigned" }
        let put = try await wire.sent("PutObject", ["Bucket": "bucket", "Key": "k", "Body": "text"])
        #expect(put["Authorization"] == nil)
        #expect(put["X-Amz-Content-SHA256"] == "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
    }

    @Test func `the checksum that a response is verified by is told`() async throws {
        let wire = try Wire("s3", [.response(headers: [("x-amz-checksum-crc32", "O+hx9A==")], "text")])
        let out = try await wire.client.getObject(Bucket: "bucket", Key: "k")
        #expect(wire.http.requests[0]["x-amz-checksum-mode"] == "ENABLED")
        #expect(out._metadata.checksumAlgorithm == "crc32")
    }

    @Test func `paginators and waiters say in the user agent what they are`() async throws {
        let wire = try Wire("s3", [.xml("<ListBucketResult/>"), .response()])
        for try await _ in wire.client.paginator("ListObjectsV2", ["Bucket": "bucket"]) {}
        try await wire.client.wait(until: "BucketExists", ["Bucket": "bucket"])
        func features(_ number: Int) -> [Substring] {
            let parts = wire.http.requests[number]["User-Agent"]?.split(separator: " ") ?? []
            return parts.first { $0.hasPrefix("m/") }?.dropFirst(2).split(separator: ",") ?? []
        }
        #expect(features(0).contains("C") && !features(0).contains("B"))
        #expect(features(1).contains("B") && !features(1).contains("C"))
    }

    @Test func `the retries of 2026 are switched on by the environment`() async throws {
        let wire = try Wire(
            "dynamodb", Array(repeating: .response(500, "{}"), count: 5),
            environment: ["AWS_NEW_RETRIES_2026": "true"])
        let error = await #expect(throws: ServiceError.self) { try await wire.client.listTables() }
        #expect(error?.attempts == 4)
    }
}

/// Hooks into every call of a client.
@Suite struct HookTests {
    private final class Recorder: Hook {
        let seen = Mutex<[String]>([])

        private func note(_ text: String) { seen.withLock { $0.append(text) } }

        func input(_ input: inout Value, of operation: OperationIdentity) async throws {
            note("input \(operation.service) \(operation.operation)")
            input = ["QueueNamePrefix": "pink"]
        }

        func request(_ request: inout HTTPRequest, of operation: OperationIdentity, attempt: Int) async throws {
            note("request \(attempt) \(request.headers.contains("X-River"))")
            try request.headers.set("X-River", "Negro")
        }

        func response(_ response: inout HTTPResponse, of operation: OperationIdentity, attempt: Int) async throws {
            note("response \(attempt) \(response.status)")
            if attempt == 2 { response.status = 200 }
        }

        func output(_ outcome: inout Result<Output, any Error>, of operation: OperationIdentity) async throws {
            note("output \((try? outcome.get()) != nil)")
        }
    }

    @Test func `each phase is seen in its order, and each attempt begins with the same request`() async throws {
        let recorder = Recorder()
        let wire = try Wire("sqs", [.response(500, "{}"), .response(503, "{}")]) { $0.hooks = [recorder] }
        try await wire.client.listQueues()
        #expect(
            recorder.seen.withLock { $0 } == [
                "input sqs ListQueues", "request 1 false", "response 1 500", "request 2 false", "response 2 503",
                "output true",
            ])
        #expect(wire.http.requests[0].body.text == #"{"QueueNamePrefix": "pink"}"#)
        #expect(wire.http.requests[0]["Authorization"]?.contains("x-river") == true)
    }
}
