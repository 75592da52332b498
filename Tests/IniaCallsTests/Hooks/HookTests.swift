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
}
