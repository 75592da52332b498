import IniaCalls
import IniaPrimitives
import IniaShapes
import Synchronization
import Testing

@testable import Inia

@Suite struct PaginatorTests {
    private static let pages: [Value] = [
        ["Items": [["K": "a", "N": 1], ["K": "b", "N": 5]], "Owner": "me", "Count": 2, "NextMarker": "x"],
        ["Items": [["K": "c", "N": 7]], "Owner": "you", "Count": 1],
    ]

    private func paginator(_ service: ScriptedService, nonAggregate: [String] = []) throws -> Paginator {
        let plan = try PaginationStateTests.plan(results: ["Items", "Count"], nonAggregate: nonAggregate)
        return Paginator(PageSource(plan: { plan }, call: { try await service.answer($0) }, input: ["Bucket": "b"]))
    }

    @Test func `pages come in order and each iteration begins anew`() async throws {
        let service = ScriptedService(Self.pages + Self.pages)
        let paginator = try paginator(service)
        for _ in 0..<2 {
            var seen: [Value] = []
            for try await page in paginator { seen.append(page._value) }
            #expect(seen == Self.pages)
        }
        #expect(service.inputs.count == 4)
    }

    @Test func `no page is asked for that nobody reads`() async throws {
        let service = ScriptedService(Self.pages)
        for try await _ in try paginator(service) { break }
        #expect(service.inputs == [["Bucket": "b"]])
    }

    @Test func `items are those of the first result, or of an expression`() async throws {
        var keys: [String?] = []
        for try await item in try paginator(ScriptedService(Self.pages)).items() { keys.append(item.K.asString) }
        #expect(keys == ["a", "b", "c"])
        var numbers: [Value] = []
        for try await number in try paginator(ScriptedService(Self.pages)).items("Items[].N") { numbers.append(number) }
        #expect(numbers == [1, 5, 7])
    }

    @Test func `a search gives a list's elements and other values as they are`() async throws {
        var found: [Value] = []
        for try await value in try paginator(ScriptedService(Self.pages)).search("Items[?N > `2`].K") {
            found.append(value)
        }
        #expect(found == ["b", "c"])
        found = []
        for try await value in try paginator(ScriptedService(Self.pages)).search("Missing || Owner") {
            found.append(value)
        }
        #expect(found == ["me", "you"])
    }

    @Test func `a search gives the elements of open content's lists too`() async throws {
        let pages: [Value] = [["Items": .document(.list([.list([.integer(1), .integer(2)])]))]]
        var found: [Value] = []
        for try await value in try paginator(ScriptedService(pages)).search("Items[0]") { found.append(value) }
        #expect(found.map(\.asInt) == [1, 2])
    }

    @Test func `an expression that is none is told before anything is sent`() async throws {
        let service = ScriptedService(Self.pages)
        var values = try paginator(service).search("Items[?").makeAsyncIterator()
        let error = await #expect(throws: CallError.self) { try await values.next() }
        #expect(error?.code == .pagination && service.inputs == [])
    }

    @Test func `all pages together have lists joined, numbers added and the rest of the first page`() async throws {
        let full = try await paginator(ScriptedService(Self.pages), nonAggregate: ["Owner"]).full()
        #expect(
            full == [
                "Items": [["K": "a", "N": 1], ["K": "b", "N": 5], ["K": "c", "N": 7]], "Count": 3, "Owner": "me",
            ])
    }

    @Test func `a joined list stays whole in what is taken from the first page`() async throws {
        let pages: [Value] = [
            ["Scan": ["Items": [1], "By": "a"], "NextMarker": "x"], ["Scan": ["Items": [2], "By": "b"]],
        ]
        let service = ScriptedService(pages)
        let plan = try PaginationStateTests.plan(results: ["Scan.Items"], nonAggregate: ["Scan"])
        let paginator = Paginator(PageSource(plan: { plan }, call: { try await service.answer($0) }, input: [:]))
        #expect(try await paginator.full() == ["Scan": ["Items": [1, 2], "By": "a"]])
    }

    @Test func `a limited whole says where to go on`() async throws {
        let first = try await paginator(ScriptedService(Self.pages)).limit(1).full()
        #expect(first.Items.asList.count == 1)
        let rest = try paginator(ScriptedService(Self.pages)).resume(from: first.NextToken.asString)
        var keys: [String?] = []
        for try await item in rest.items() { keys.append(item.K.asString) }
        #expect(keys == ["b", "c"])
    }

    @Test func `an iterator tells where to go on`() async throws {
        var iterator = try paginator(ScriptedService(Self.pages)).limit(2).makeAsyncIterator()
        _ = try await iterator.next()
        #expect(try await iterator.next() == nil)
        #expect(iterator.resumeToken == "eyJNYXJrZXIiOiAieCJ9")
    }

    @Test func `after an error there is nothing more`() async throws {
        let service = ScriptedService([Self.pages[0]])
        var iterator = try paginator(service).makeAsyncIterator()
        _ = try await iterator.next()
        await #expect(throws: ScriptedService.Exhausted.self) { try await iterator.next() }
        #expect(try await iterator.next() == nil)
    }

    @Test func `the next page is asked for ahead if wanted`() async throws {
        let service = ScriptedService(Self.pages)
        var iterator = try paginator(service).prefetch().makeAsyncIterator()
        _ = try await iterator.next()
        await service.asked(2)
        #expect(try await iterator.next()?.Owner == "you")
        #expect(try await iterator.next() == nil)
        #expect(service.inputs.count == 2)
    }

    @Test func `what was asked for ahead is cancelled with its iterator`() async throws {
        let service = ScriptedService([Self.pages[0]], thenHangs: true)
        do {
            var iterator = try paginator(service).prefetch().makeAsyncIterator()
            _ = try await iterator.next()
            await service.asked(2)
        }
        await service.cancelled()
    }
}

/// Answers calls with pages laid down beforehand.
private final class ScriptedService: Sendable {
    struct Exhausted: Error {}

    private struct State {
        var pages: [Value]
        var inputs: [Value] = []
        var isCancelled = false
        var waiters: [(isDue: @Sendable (State) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state: Mutex<State>
    private let hangs: Bool

    init(_ pages: [Value], thenHangs hangs: Bool = false) {
        state = Mutex(State(pages: pages))
        self.hangs = hangs
    }

    var inputs: [Value] { state.withLock { $0.inputs } }

    func answer(_ input: Value) async throws -> Output {
        let page = change { state -> Value? in
            state.inputs.append(input)
            return state.pages.isEmpty ? Value?.none : state.pages.removeFirst()
        }
        if let page { return Output(page, metadata: ResponseMetadata(status: 200)) }
        guard hangs else { throw Exhausted() }
        do { try await Task.sleep(for: .seconds(3600)) } catch { change { $0.isCancelled = true } }
        throw CancellationError()
    }

    func asked(_ count: Int) async { await until { $0.inputs.count >= count } }

    func cancelled() async { await until { $0.isCancelled } }

    private func until(_ isDue: @escaping @Sendable (State) -> Bool) async {
        await withCheckedContinuation { continuation in
            change { $0.waiters.append((isDue, continuation)) }
        }
    }

    @discardableResult
    private func change<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
        let (result, due) = state.withLock { state in
            let result = body(&state)
            let due = state.waiters.filter { $0.isDue(state) }
            let rest = state.waiters.filter { !$0.isDue(state) }
            state.waiters = rest
            return (result, due.map(\.continuation))
        }
        for continuation in due { continuation.resume() }
        return result
    }
}
