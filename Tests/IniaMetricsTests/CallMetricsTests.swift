import Inia
import IniaTesting
import MetricsTestKit
import Testing

@testable import IniaMetrics

/// What is recorded of calls, with a transport that is laid down.
@Suite struct CallMetricsTests {
    private let metrics = TestMetrics()
    private let clock = ScriptedClock(now: Timestamp(seconds: 1_767_323_045))

    private func client(_ service: String, _ replies: [ScriptedReply], isSigned: Bool = true) throws -> Client {
        var config = Config()
        config.region = "us-west-2"
        config.credentials =
            isSigned
            ? .fixed(Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret")) : CredentialChoice.none
        config.retry = .standard(maxAttempts: 3)
        config.httpClient = ScriptedHTTPClient(replies, whenSent: { [clock] _ in clock.advance(by: .seconds(1)) })
        config.monitors = [CallMetrics(factory: metrics)]
        let machine = Host.system
        let host = Host(
            environment: Environment([:], home: "/nowhere", executable: machine.environment.executable),
            files: machine.files, clock: clock, entropy: machine.entropy, processes: machine.processes)
        return try Session(config, host: host).client(service)
    }

    private func dimensions(_ service: String, _ operation: String) -> [(String, String)] {
        [("rpc.service", service), ("rpc.method", operation)]
    }

    @Test func `attempts, retries and durations are recorded for each operation`() async throws {
        let queue = ScriptedReply.response(200, #"{"QueueUrl":"u"}"#)
        let sqs = try client("sqs", [.response(503), queue, queue])
        for _ in 0..<2 { try await sqs.createQueue(QueueName: "q") }
        let of = dimensions("SQS", "CreateQueue")
        #expect(try metrics.expectCounter("smithy.client.call.attempts", of).values == [1, 1, 1])
        #expect(try metrics.expectCounter("smithy.client.call.retries", of).values == [1])
        let attempts = try metrics.expectTimer("smithy.client.call.attempt_duration", of)
        #expect(attempts.values == [1_000_000_000, 1_000_000_000, 1_000_000_000])
        let calls = try metrics.expectTimer("smithy.client.call.duration", of).values
        // The first took two attempts, and the pause between them.
        #expect(calls.count == 2 && calls[0] >= 2_000_000_000 && calls[1] == 1_000_000_000)
        #expect(metrics.counters(label: "smithy.client.call.errors").isEmpty)
    }

    @Test func `errors are counted by kinds that no peer can add to`() async throws {
        func count(_ type: String) throws -> Int64 {
            try metrics.expectCounter(
                "smithy.client.call.errors", dimensions("SQS", "ListQueues") + [("exception.type", type)]
            ).totalValue
        }
        let refusals = (1...3).map { number in
            ScriptedReply.response(400, #"{"__type":"MadeUp\#(number)"}"#)
        }
        let sqs = try client(
            "sqs", refusals + [.failure(.readTimeout), .failure(.readTimeout), .failure(.readTimeout)])
        for _ in 0..<3 { await #expect(throws: (any Error).self) { try await sqs.listQueues() } }
        await #expect(throws: CallError.self) { try await sqs.listQueues() }
        #expect(try count("4xx") == 3 && count("read timeout") == 1)
        #expect(metrics.counters(label: "smithy.client.call.errors").count == 2)
    }

    @Test func `a call that fails before its first attempt is counted as well`() async throws {
        let sqs = try client("sqs", [], isSigned: false)
        await #expect(throws: CallError.self) { try await sqs.listQueues() }
        let of = dimensions("SQS", "ListQueues")
        #expect(
            try metrics.expectCounter("smithy.client.call.errors", of + [("exception.type", "credentials")])
                .totalValue == 1)
        #expect(try metrics.expectTimer("smithy.client.call.duration", of).values.count == 1)
        #expect(try metrics.expectCounter("smithy.client.call.attempts", of).values == [])
    }
}
