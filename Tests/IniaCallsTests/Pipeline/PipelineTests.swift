import IniaHTTP
import IniaHost
import IniaPrimitives
import IniaShapes
import Testing

@testable import IniaCalls

/// One call, from input to output.
@Suite struct PipelineTests {
    @Test func `a stream whose first event is damaged is an error of the stream`() async throws {
        let scene = try Scene("logs", [.response(200, [:], String(repeating: "x", count: 20))])
        let error = try await #require(throws: CallError.self) {
            _ = try await scene.pipeline.call("StartLiveTail", ["logGroupIdentifiers": ["a"]])
        }
        #expect(error.code == .eventStream)
        #expect(error.during == .parse)
        #expect(scene.http.requests.count == 1)
    }

    @Test func `a call is signed, sent, parsed and given with what is to be said of it`() async throws {
        let scene = try Scene("sqs", [.response(200, ["x-amzn-RequestId": "r1"], #"{"QueueUrl":"https://q"}"#)])
        let output = try await scene.pipeline.call("CreateQueue", ["QueueName": "q"])
        #expect(output.QueueUrl == "https://q")
        #expect(output._metadata.requestID == "r1")
        #expect(output._metadata.attempts == 1)
        let request = try #require(scene.http.requests.first)
        #expect(request.line == "POST https://sqs.us-west-2.amazonaws.com/")
        #expect(request.headers["X-Amz-Target"] == "AmazonSQS.CreateQueue")
        #expect(request.headers["amz-sdk-request"] == "attempt=1")
        #expect(request.headers["Authorization"]?.contains("/20260102/us-west-2/sqs/aws4_request") == true)
        #expect(request.body.content.text == #"{"QueueName": "q"}"#)
    }

    @Test func `what the service refuses is thrown with its code, its id and the number of attempts`() async throws {
        let body = #"{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"gone"}"#
        let scene = try Scene("sqs", [.response(500), .response(400, ["x-amzn-RequestId": "r2"], body)])
        let error = try await #require(throws: ServiceError.self) {
            try await scene.pipeline.call("GetQueueUrl", ["QueueName": "q"])
        }
        #expect(error.code == "QueueDoesNotExist")
        #expect(error.message == "gone")
        #expect(error.operation == "GetQueueUrl")
        #expect(error.requestID == "r2")
        #expect(error.attempts == 2)
        #expect(error.status == 400)
    }

    @Test func `a retried request is signed anew and counted, with one invocation id`() async throws {
        let date = "Fri, 02 Jan 2026 03:04:05 GMT"
        let scene = try Scene("sqs", [.response(500, ["Date": date]), .response(200, [:], "{}")])
        _ = try await scene.pipeline.call("ListQueues")
        #expect(
            scene.http.requests.map { $0.headers["amz-sdk-request"] } == [
                "attempt=1", "ttl=20260102T030505Z; attempt=2; max=5",
            ])
        #expect(Set(scene.http.requests.map { $0.headers["amz-sdk-invocation-id"] }).count == 1)
        #expect(scene.clock.sleeps == [.milliseconds(500)])
    }

    @Test func `a transport that fails to the end is a call error that keeps its cause`() async throws {
        let scene = try Scene("sqs", [.failure(.readTimeout), .failure(.readTimeout)]) { $0.retry.maxAttempts = 2 }
        let error = try await #require(throws: CallError.self) { try await scene.pipeline.call("ListQueues") }
        #expect(error.code == .timeout)
        #expect(error.during == .transmit)
        #expect(error.attempts == 2)
        #expect((error.cause as? TransportError)?.code == .readTimeout)
    }

    @Test func `a cancelled call throws the bare error and sends nothing more`() async throws {
        let scene = try Scene("sqs", [.silence])
        let task = Task { try await scene.pipeline.call("ListQueues") }
        await scene.http.waitForRequest()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(scene.http.requests.count == 1)
    }

    @Test func `input that the model refuses is told whole, and nothing is sent`() async throws {
        let scene = try Scene("sqs")
        let error = try await #require(throws: CallError.self) {
            try await scene.pipeline.call("SendMessage", ["QueueUrl": 1, "Nonsense": true])
        }
        #expect(error.code == .validation)
        #expect(error.message.contains("MessageBody") && error.message.contains("Nonsense"))
        #expect(scene.http.requests.isEmpty)
    }

    @Test func `where endpoint rules and model both refuse the input, the rules come first`() async throws {
        let scene = try Scene("s3control")
        let error = try await #require(throws: CallError.self) {
            try await scene.pipeline.call("DescribeJob", ["AccountId": "bad_!", "JobId": ""])
        }
        #expect(error.code == .endpoint)
        #expect(error.during == .address)
    }

    @Test func `an unknown operation is told with the names that come nearest`() async throws {
        let scene = try Scene("sqs")
        let error = try await #require(throws: CallError.self) { try await scene.pipeline.call("SendMesage") }
        #expect(error.code == .unknownOperation)
        #expect(error.message.contains("SendMessage"))
    }

    @Test func `without credentials nothing is sent, unless nothing is to be signed`() async throws {
        let scene = try Scene("sqs", credentials: nil)
        let error = try await #require(throws: CallError.self) { try await scene.pipeline.call("ListQueues") }
        #expect(error.code == .credentials)
        #expect(scene.http.requests.isEmpty)
        let open = try Scene("sqs", [.response(200, [:], "{}")], credentials: nil) { $0.signatureVersion = "unsigned" }
        _ = try await open.pipeline.call("ListQueues")
        #expect(open.http.requests.first?.headers["Authorization"] == nil)
    }

    @Test func `a pause that would outlast the call is not made`() async throws {
        let scene = try Scene("sqs", [.response(500), .response(200, [:], "{}")]) { $0.timeout = .milliseconds(400) }
        await #expect(throws: ServiceError.self) { try await scene.pipeline.call("ListQueues") }
        #expect(scene.clock.sleeps.isEmpty)
    }

    @Test func `a body that can be read once is not sent twice`() async throws {
        let scene = try Scene("s3", [.response(500), .response(200)])
        let body = Body(.once(count: 2, source: Pieces(["hi"])))
        await #expect(throws: ServiceError.self) {
            try await scene.pipeline.call("PutObject", ["Bucket": "bucket", "Key": "k", "Body": .body(body)])
        }
        #expect(scene.http.requests.count == 1)
    }

    @Test func `a wrong clock is set right once, and for the calls that follow`() async throws {
        let late = "Fri, 02 Jan 2026 05:04:05 GMT"
        let refusal = #"{"__type":"InvalidSignatureException","message":"expired"}"#
        let scene = try Scene(
            "sqs", [.response(403, ["Date": late], refusal), .response(200, [:], "{}"), .response(200, [:], "{}")]
        ) { $0.retry.correctsClockSkew = true }
        _ = try await scene.pipeline.call("ListQueues")
        _ = try await scene.pipeline.call("ListQueues")
        #expect(
            scene.http.requests.map { $0.headers["X-Amz-Date"] } == [
                "20260102T030405Z", "20260102T050405Z", "20260102T050405Z",
            ])
    }

    @Test func `two calls that find out at once that the clock is wrong set it right once`() async throws {
        let late = "Fri, 02 Jan 2026 05:04:05 GMT"
        let refusal = #"{"__type":"InvalidSignatureException","message":"expired"}"#
        let scene = try Scene(
            "sqs",
            [
                .response(403, ["Date": late], refusal), .response(403, ["Date": late], refusal),
                .response(200, [:], "{}"), .response(200, [:], "{}"),
            ], hooks: [Pair()]
        ) { $0.retry.correctsClockSkew = true }
        async let first = scene.pipeline.call("ListQueues")
        async let second = scene.pipeline.call("ListQueues")
        _ = try await (first, second)
        #expect(
            scene.http.requests.map { $0.headers["X-Amz-Date"] } == [
                "20260102T030405Z", "20260102T030405Z", "20260102T050405Z", "20260102T050405Z",
            ])
    }

    @Test func `the environment of a function passes its trace on`() async throws {
        let scene = try Scene(
            "sqs", [.response(200, [:], "{}")],
            environment: ["AWS_LAMBDA_FUNCTION_NAME": "f", "_X_AMZN_TRACE_ID": "Root=1;é"])
        _ = try await scene.pipeline.call("ListQueues")
        #expect(scene.http.requests.first?.headers["X-Amzn-Trace-Id"] == "Root=1;%C3%A9")
    }
}

/// Holds the first response of each of two calls until both have come.
private actor Pair: Hook {
    private var first: CheckedContinuation<Void, Never>?
    private var isComplete = false

    func response(_ response: inout HTTPResponse, of operation: OperationIdentity, attempt: Int) async throws {
        if isComplete { return }
        guard let waiting = first.take() else { return await withCheckedContinuation { first = $0 } }
        isComplete = true
        waiting.resume()
    }
}

extension Body.Content {
    /// The text of a body that is in memory.
    var text: String? {
        if case .bytes(let bytes) = self { bytes.text } else { nil }
    }
}
