import IniaHTTP
import IniaPrimitives
import IniaShapes
import Synchronization
import Testing

@testable import IniaCalls

/// Hooks that surround calls and their attempts.
@Suite struct SurroundingTests {
    @Test func `hooks surround a call and each of its attempts, the first one outermost, and bind values to them`()
        async throws
    {
        let story = Story()
        let scene = try Scene(
            "sqs", [.response(503), .response(200, [:], #"{"QueueUrl":"u"}"#)],
            hooks: [Teller(name: "a", story: story), Teller(name: "b", story: story)]
        ) { $0.retry = .standard() }
        _ = try await scene.pipeline.call("CreateQueue", ["QueueName": "q"])
        #expect(
            story.lines == [
                "a( CreateQueue", "b( CreateQueue", "a[ 1", "b[ 1", "a. ab1", "b. ab1", "b] 503", "a] 503",
                "a[ 2", "b[ 2", "a. ab2", "b. ab2", "b] 200", "a] 200", "b) done", "a) done",
            ])
    }

    @Test func `what a call fails with reaches the hooks around it`() async throws {
        let story = Story()
        let scene = try Scene("sqs", hooks: [Teller(name: "a", story: story)], credentials: nil)
        await #expect(throws: CallError.self) { try await scene.pipeline.call("CreateQueue", ["QueueName": "q"]) }
        #expect(story.lines == ["a( CreateQueue", "a[ 1", "a. a1", "a] credentials", "a) credentials"])
    }

    @Test func `a hook that leaves an attempt out fails the call`() async throws {
        struct Lazy: Hook {
            func surround(
                attempt: Int, of operation: OperationIdentity, _ run: () async throws -> AttemptReport
            ) async throws -> AttemptReport {
                AttemptReport(
                    request: HTTPRequest(method: "GET", url: HTTPURL(scheme: "http", host: "h")),
                    attempt: Attempt(operation: operation, number: 1, outcome: .success, now: Timestamp(seconds: 0)),
                    start: Timestamp(seconds: 0), end: Timestamp(seconds: 0), duration: .zero)
            }
        }
        let scene = try Scene("sqs", hooks: [Lazy()])
        let error = await #expect(throws: CallError.self) { try await scene.pipeline.call("ListQueues") }
        #expect(error?.code == .configuration && scene.http.requests.isEmpty)
    }
}

/// What hooks have to tell, in order.
private final class Story: Sendable {
    private let told = Mutex<[String]>([])

    var lines: [String] { told.withLock { $0 } }

    func tell(_ line: String) { told.withLock { $0.append(line) } }
}

/// A hook that tells of all that it surrounds.
private struct Teller: Hook {
    @TaskLocal static var within = ""

    let name: String
    let story: Story

    func surround(_ operation: OperationIdentity, _ call: () async throws -> Output) async throws -> Output {
        story.tell("\(name)( \(operation.operation)")
        do {
            let output = try await Self.$within.withValue(Self.within + name) { try await call() }
            story.tell("\(name)) done")
            return output
        } catch {
            story.tell("\(name)) \(ErrorName(error))")
            throw error
        }
    }

    func surround(
        attempt: Int, of operation: OperationIdentity, _ run: () async throws -> AttemptReport
    ) async throws -> AttemptReport {
        story.tell("\(name)[ \(attempt)")
        do {
            let report = try await run()
            story.tell("\(name)] \(report.attempt.status ?? 0)")
            return report
        } catch {
            story.tell("\(name)] \(ErrorName(error))")
            throw error
        }
    }

    func request(_ request: inout HTTPRequest, of operation: OperationIdentity, attempt: Int) async throws {
        story.tell("\(name). \(Self.within)\(attempt)")
    }
}
