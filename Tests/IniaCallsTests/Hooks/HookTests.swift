import IniaHTTP
import IniaHost
import IniaPrimitives
import IniaShapes
import Synchronization
import Testing

@testable import IniaCalls

/// What takes part in calls from outside.
@Suite struct HookTests {
    @Test func `handlers are told from the most particular name to the most general`() async throws {
        let emitter = EventEmitter<[String]>()
        let names = [
            "a", "a.b", "a.*", "a.b.c", "a.*.c", "*.b.c", "a.b.*", "*", "*.*", "a.*.*", "*.b", "*.*.*", "*.*.c",
        ]
        for name in names {
            emitter.register(name) { _, told in
                told.append(name)
                return false
            }
        }
        var told: [String] = []
        try await emitter.emit("a.b.c", &told)
        #expect(
            told == [
                "*.*.*", "*.*.c", "*.*", "*.b.c", "*.b", "*", "a.*.*", "a.*.c", "a.*", "a.b.*", "a.b.c", "a.b", "a",
            ])
    }

    @Test func `at one name the first come first and the last come last`() async throws {
        let emitter = EventEmitter<[Int]>()
        for (number, place) in [(1, EventEmitter<[Int]>.Place.last), (2, .middle), (3, .first), (4, .middle)] {
            emitter.register("a", at: place) { _, told in
                told.append(number)
                return false
            }
        }
        var told: [Int] = []
        try await emitter.emit("a.b", &told)
        #expect(told == [3, 2, 4, 1])
    }

    @Test func `a second handler of an id is not added, and one that is taken back is not told`() async throws {
        let emitter = EventEmitter<Int>()
        let add: EventEmitter<Int>.Handler = { _, sum in
            sum += 1
            return false
        }
        let first = emitter.register("a", uniqueID: "one", handler: add)
        #expect(emitter.register("a", uniqueID: "one", handler: add) == first)
        let copy = emitter.copy()
        emitter.unregister(first)
        var sums = (original: 0, copy: 0)
        try await emitter.emit("a", &sums.original)
        try await copy.emit("a", &sums.copy)
        #expect(sums == (0, 1))
    }

    @Test func `events change input, request and outcome, and can answer in the service's place`() async throws {
        let emitter = EventEmitter<CallEvent>()
        emitter.register("before-parameter-build.sqs") { _, event in
            event = .input(["QueueName": "changed"])
            return true
        }
        emitter.register("before-call.sqs.CreateQueue") { _, event in
            guard case .request(var request) = event else { return false }
            try request.headers.set("X-Mine", "yes")
            event = .request(request)
            return true
        }
        let seen = Mutex<HTTPRequest?>(nil)
        emitter.register("before-send.*.CreateQueue") { _, event in
            guard case .exchange(let request, nil) = event else { return false }
            seen.withLock { $0 = request }
            event = .exchange(request, HTTPResponse(status: 200, body: .bytes(Bytes(utf8: #"{"QueueUrl":"u"}"#))))
            return true
        }
        let scene = try Scene("sqs", hooks: [CallEvents(emitter)])
        let output = try await scene.pipeline.call("CreateQueue", ["QueueName": "q"])
        #expect(output.QueueUrl == "u")
        #expect(scene.http.requests.isEmpty)
        let request = try #require(seen.withLock { $0 })
        #expect(request.body.content.text == #"{"QueueName": "changed"}"#)
        #expect(request.headers["Authorization"]?.contains("x-mine") == true)
    }

    @Test func `what a hook throws ends the call as it is`() async throws {
        struct Objection: Error {}
        struct Objector: Hook {
            func input(_ input: inout Value, of operation: OperationIdentity) throws { throw Objection() }
        }
        let scene = try Scene("sqs", hooks: [Objector()])
        await #expect(throws: Objection.self) { try await scene.pipeline.call("ListQueues") }
    }

    @Test func `every event of a call is told in botocore's order, with what belongs to it`() async throws {
        let told = Mutex<[String]>([])
        let events = CallEvents()
        events.emitter.register("*") { name, event in
            let what =
                switch event {
                case .input: "input"
                case .request(let request): request.headers.contains("Authorization") ? "signed request" : "request"
                case .exchange(let request, _):
                    request.headers.contains("Authorization") ? "signed exchange" : "exchange"
                case .response(let response): "response \(response.status)"
                case .outcome(.success): "success"
                case .outcome(.failure): "failure"
                }
            told.withLock { $0.append("\(name): \(what)") }
            return false
        }
        let scene = try Scene("sqs", [.response(500), .response(200, [:], "{}")], hooks: [events])
        _ = try await scene.pipeline.call("ListQueues")
        let attempts = [("response 500", "failure"), ("response 200", "success")].map { response, outcome in
            [
                "request-created.sqs.ListQueues: request", "before-sign.sqs.ListQueues: request",
                "before-send.sqs.ListQueues: signed exchange", "before-parse.sqs.ListQueues: \(response)",
                "response-received.sqs.ListQueues: \(outcome)",
            ]
        }
        let beginning = [
            "provide-client-params.sqs.ListQueues: input", "before-parameter-build.sqs.ListQueues: input",
            "before-call.sqs.ListQueues: request",
        ]
        #expect(
            told.withLock { $0 }
                == beginning + attempts.flatMap { $0 } + ["after-call.sqs.ListQueues: success"])
    }

    @Test func `a call without an answer ends in an event of its own, whose handlers may have one`() async throws {
        let events = CallEvents()
        events.emitter.register("after-call-error.sqs.ListQueues") { _, event in
            event = .outcome(.success(Output(["QueueUrls": ["u"]], metadata: ResponseMetadata(status: 200))))
            return true
        }
        events.emitter.register("after-call.sqs") { _, _ in
            Issue.record("there was an answer")
            return false
        }
        let scene = try Scene("sqs", hooks: [events]) { $0.retry.maxAttempts = 1 }
        #expect(try await scene.pipeline.call("ListQueues").QueueUrls == ["u"])
    }

    @Test func `what handlers change before signing is signed, and before parsing is parsed`() async throws {
        let events = CallEvents()
        for name in ["request-created", "before-sign"] {
            events.emitter.register("\(name).sqs.ListQueues") { _, event in
                guard case .request(var request) = event else { return false }
                try request.headers.set("X-\(name)", "yes")
                event = .request(request)
                return true
            }
        }
        events.emitter.register("before-parse.sqs.ListQueues") { _, event in
            event = .response(HTTPResponse(status: 200, body: .bytes(Bytes(utf8: #"{"QueueUrls":["changed"]}"#))))
            return true
        }
        let scene = try Scene("sqs", [.response(500)], hooks: [events])
        #expect(try await scene.pipeline.call("ListQueues").QueueUrls == ["changed"])
        let authorization = try #require(scene.http.requests[0].headers["Authorization"])
        #expect(authorization.contains("x-before-sign;") && authorization.contains("x-request-created"))
    }

    @Test func `handlers may use the names that services had once`() async throws {
        let emitter = CallEvents.emitter()
        let told = Mutex<[String]>([])
        for name in ["before-call.config.PutConfigRule", "before-call.runtime.lex", "before-call.logs-of-mine"] {
            emitter.register(name) { _, _ in
                told.withLock { $0.append(name) }
                return false
            }
        }
        var event = CallEvent.input(.null)
        for name in ["config-service.PutConfigRule", "lex-runtime-service.PostText", "logs-of-mine.X", "config.X"] {
            try await emitter.emit("before-call.\(name)", &event)
        }
        #expect(
            told.withLock { $0 } == [
                "before-call.config.PutConfigRule", "before-call.runtime.lex", "before-call.logs-of-mine",
            ])
        #expect(FormerServiceNames.all.count == 65)
    }

    @Test func `a hook may answer a call whose input is right, and then nothing is looked for or sent`() async throws {
        struct Answering: Hook {
            var settlesCalls: Bool { true }
            func settle(_ input: Value, of operation: OperationIdentity) -> Result<Output, any Error>? {
                input.given("QueueName") == "mine"
                    ? .success(Output(input, metadata: ResponseMetadata(status: 299))) : nil
            }
        }
        let scene = try Scene("sqs", [.response(200, [:], "{}")], hooks: [Answering()], credentials: nil)
        let output = try await scene.pipeline.call("CreateQueue", ["QueueName": "mine"])
        #expect(output._metadata.status == 299)
        #expect(scene.http.requests.isEmpty)
        let error = await #expect(throws: CallError.self) { try await scene.pipeline.call("CreateQueue", ["Name": 1]) }
        #expect(error?.code == .validation)
        let unsigned = await #expect(throws: CallError.self) {
            try await scene.pipeline.call("CreateQueue", ["QueueName": "other"])
        }
        #expect(unsigned?.code == .credentials)
    }
}
