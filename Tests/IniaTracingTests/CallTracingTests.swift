import InMemoryTracing
import Inia
import IniaTesting
import Testing
import Tracing

@testable import IniaTracing

/// Spans of calls and their attempts, with a tracer that keeps them.
@Suite struct CallTracingTests {
    private let tracer = InMemoryTracer()

    private func client(
        _ http: ScriptedHTTPClient, _ tracer: (any Tracer)? = nil, _ variables: [String: String] = [:]
    ) throws -> Client {
        var config = Config()
        config.region = "us-west-2"
        config.credentials = .fixed(Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret"))
        config.retry = .standard(maxAttempts: 3)
        config.httpClient = http
        config.hooks = [CallTracing(tracer ?? self.tracer)]
        let machine = Host.system
        let host = Host(
            environment: Environment(variables, home: "/nowhere", executable: machine.environment.executable),
            files: machine.files, clock: ScriptedClock(now: Timestamp(seconds: 1_767_323_045)),
            entropy: machine.entropy, processes: machine.processes)
        return try Session(config, host: host).client("dynamodb")
    }

    /// A span as text: its name, kind, status and attributes in order.
    private func text(_ span: FinishedInMemorySpan) -> [String] {
        var attributes: [String] = []
        span.attributes.forEach { attributes.append("\($0)=\(plain($1))") }
        let status = span.status.map { ["\($0.code) \($0.message ?? "")"] } ?? []
        return ["\(span.kind) \(span.operationName)"] + status + attributes.sorted()
    }

    private func plain(_ value: SpanAttribute) -> String {
        switch value {
        case .string(let text): text
        case .int64(let number): "\(number)"
        case .int32(let number): "\(number)"
        default: "\(value)"
        }
    }

    @Test func `a call is a span of the caller's, with one in it for each attempt`() async throws {
        let dynamodb = try client(
            ScriptedHTTPClient([
                .response(500, headers: [("x-amzn-RequestId", "r1")], #"{"__type":"InternalServerError"}"#),
                .response(200, headers: [("x-amzn-RequestId", "r2")], #"{"TableNames":[]}"#),
            ]))
        let outer = tracer.startSpan("program")
        try await ServiceContext.$current.withValue(outer.context) { _ = try await dynamodb.listTables() }
        let spans = tracer.finishedSpans
        let call = try #require(spans.last)
        #expect(spans.count == 3)
        #expect(spans.map(\.traceID) == [outer.traceID, outer.traceID, outer.traceID])
        #expect(spans.map(\.parentSpanID) == [call.spanID, call.spanID, outer.spanID])
        let common = ["rpc.method=ListTables", "rpc.service=DynamoDB", "rpc.system=aws-api"]
        let place = ["server.address=dynamodb.us-west-2.amazonaws.com", "server.port=443"]
        #expect(text(call) == ["client DynamoDB.ListTables", "aws.request_id=r2"] + common)
        #expect(
            text(spans[0]) == [
                "client DynamoDB.ListTables attempt", "error InternalServerError", "aws.request_id=r1",
                "error.type=InternalServerError", "http.request.method=POST", "http.response.status_code=500",
            ] + common + place)
        #expect(
            text(spans[1]) == [
                "client DynamoDB.ListTables attempt", "aws.request_id=r2", "http.request.method=POST",
                "http.request.resend_count=1", "http.response.status_code=200",
            ] + common + place)
    }

    @Test func `what a call fails with is named in its spans, by its code alone`() async throws {
        let refusal = #"{"__type":"com.amazonaws#ResourceNotFoundException","message":"SECRET"}"#
        let dynamodb = try client(ScriptedHTTPClient([.response(400, refusal)]))
        await #expect(throws: ServiceError.self) { try await dynamodb.describeTable(TableName: "t") }
        let spans = tracer.finishedSpans
        #expect(spans.map(\.status?.message) == ["ResourceNotFoundException", "ResourceNotFoundException"])
        #expect(!spans.map { text($0).joined() }.joined().contains("SECRET"))
        #expect(spans.allSatisfy { $0.errors.isEmpty && $0.events.isEmpty })
    }

    @Test func `a cancelled call ends its spans`() async throws {
        let (mayCancel, gate) = AsyncStream.makeStream(of: Void.self)
        let http = ScriptedHTTPClient([.failure(.readTimeout)], whenSent: { _ in gate.yield() })
        let dynamodb = try client(http, nil, [:])
        let call = Task { try await dynamodb.listTables() }
        for await _ in mayCancel { break }
        call.cancel()
        _ = await call.result
        #expect(tracer.activeSpans.isEmpty)
    }

    @Test func `the attempt's span goes along in X-Ray's header, and nothing else does`() async throws {
        let http = ScriptedHTTPClient([.response(200, "{}")])
        let w3c = FixedTracer([
            "traceparent": "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01", "tracestate": "a=b",
        ])
        let lambda = ["AWS_LAMBDA_FUNCTION_NAME": "f", "_X_AMZN_TRACE_ID": "Root=lambda"]
        try await client(http, w3c, lambda).listTables()
        let headers = http.requests[0].request.headers
        #expect(
            headers.values(of: "X-Amzn-Trace-Id")
                == ["Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"])
        #expect(!headers.contains("traceparent") && !headers.contains("tracestate"))
        #expect(headers["Authorization"]?.contains("trace") == false)
    }

    @Test(arguments: [
        (["x-amzn-trace-id": "Root=1-2-3"], "Root=1-2-3"),
        (
            ["traceparent": "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-02"],
            "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0"
        ),
        (["traceparent": "00-00000000000000000000000000000000-53995c3f42cd8ad8-01"], nil),
        (["traceparent": "00-5759e988bd862e3fe1be46a994272793-0000000000000000-01"], nil),
        (["traceparent": "ff-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01"], nil),
        (["traceparent": "00-5759e988-53995c3f42cd8ad8-01"], nil), (["traceparent": "é"], nil), ([:], nil),
    ])
    func `X-Ray's header is the tracer's own, or made of W3C's`(fields: [String: String], expected: String?) {
        #expect(XRayHeader(fields)?.value == expected)
    }
}

/// A tracer that sends always the same along.
private struct FixedTracer: Tracer {
    let fields: [String: String]
    private let inner = InMemoryTracer()

    init(_ fields: [String: String]) { self.fields = fields }

    func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> ServiceContext, ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
    ) -> InMemorySpan {
        inner.startSpan(
            operationName, context: context(), ofKind: kind, at: instant(), function: function, file: fileID, line: line
        )
    }

    func forceFlush() {}

    func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {}

    func inject<Carrier, Inject: Injector>(
        _ context: ServiceContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
        for (name, value) in fields { injector.inject(value, forKey: name, into: &carrier) }
    }
}
