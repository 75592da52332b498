import Inia
import IniaTesting
import Testing

/// A typed client whose calls are answered without a server.
@Suite struct TypedStubberTests {
    @Test func `calls are answered with typed outputs, in order, and their inputs are kept`() async throws {
        let stubs = try TypedStubber(Zoo.self)
        stubs.answer(.getAnimal(name: "boto", options_: ["a"]) { $0.hash_ = "h" }) {
            $0.eTag = "e"
            $0.young = [.init { $0.count = 3 }]
            $0.food = .fish(.init { $0.species = "cod" })
            $0.item = .number("1")
        }
        stubs.answer(.feed(food: .riddle("")), matching: .operation, metadata: ResponseMetadata(status: 202))
        let animal = try await stubs.client.getAnimal(name: "boto", options_: ["a"]) { $0.hash_ = "h" }
        #expect(animal.eTag == "e")
        #expect(animal.young == [.init { $0.count = 3 }])
        #expect(animal.food == .fish(.init { $0.species = "cod" }))
        #expect(animal.item == .number("1"))
        let fed = try await stubs.client.feed(food: .none_("n")) { $0.schedule = .init { $0.hour = 7 } }
        #expect(fed._metadata?.status == 202)
        #expect(stubs.calls.map(\.operation) == ["GetAnimal", "Feed"])
        #expect(stubs.calls[0].input(as: Zoo.GetAnimalInput.self).options == ["a"])
        let input = stubs.calls[1].input(as: Zoo.FeedInput.self)
        #expect(input.food == .none_("n"))
        #expect(input.schedule?.hour == 7)
        try stubs.checkNothingIsLeft()
    }

    @Test func `a refusal is thrown as its case, with its own members`() async throws {
        let stubs = try TypedStubber(Zoo.self)
        let gone = Zoo.Error.noSuchAnimal(ErrorInfo(message: "gone") { $0.nearest = "orca" })
        stubs.refuse(.getAnimal(name: "boto", options_: []), with: gone)
        stubs.refuse(.watch(), with: .lost(ErrorInfo(status: 503)))
        try stubs.refuse(.feed(food: .none_("n")), code: "AccessDenied", message: "no", status: 403)
        do {
            try await stubs.client.getAnimal(name: "boto", options_: [])
            Issue.record("nothing was thrown")
        } catch Zoo.Error.noSuchAnimal(let info) {
            #expect(info.message == "gone")
            #expect(info.nearest == "orca")
            #expect(info.code == "NoSuchAnimal")
            #expect(info.operation == "GetAnimal")
            #expect(info.status == 404)
        }
        do {
            try await stubs.client.watch()
            Issue.record("nothing was thrown")
        } catch Zoo.Error.lost(let info) {
            #expect(info.status == 503)
        }
        let refused = await #expect(throws: Zoo.Error.self) { try await stubs.client.feed(food: .none_("n")) }
        #expect(refused?.code == "AccessDenied")
        #expect(refused?.metadata.status == 403)
        #expect(stubs.calls.count == 3)
    }

    @Test func `another input fails, says which members differ, and leaves the answer`() async throws {
        let stubs = try TypedStubber(Zoo.self)
        stubs.answer(.getAnimal(name: "boto", options_: []))
        let error = await #expect(throws: StubError.self) {
            try await stubs.client.getAnimal(name: "tucuxi", options_: []) { $0.hash_ = "h" }
        }
        #expect(error?.code == .otherInput)
        #expect(error?.message == "GetAnimal was called with another input: Name, hash")
        #expect(stubs.calls.isEmpty)
        let left = #expect(throws: StubError.self) { try stubs.checkNothingIsLeft() }
        #expect(left?.code == .leftOver)
        try await stubs.client.getAnimal(name: "boto", options_: [])
        try stubs.checkNothingIsLeft()
    }

    @Test func `pages, waits and events are answered too`() async throws {
        let stubs = try TypedStubber(Zoo.self)
        stubs.answer(.listAnimals()) {
            $0.animals = [.init { $0.count = 1 }]
            $0.nextToken = "t"
        }
        stubs.answer(.listAnimals { $0.nextToken = "t" }) { $0.animals = [.init { $0.count = 2 }] }
        var counts: [Int?] = []
        for try await animal in stubs.client.paginator(.listAnimals()).items(\.animals) { counts.append(animal.count) }
        #expect(counts == [1, 2])
        let boto = Zoo.GetAnimalInput { $0.name = "boto" }
        stubs.refuse(.getAnimal(name: "boto", options_: []), with: .noSuchAnimal(ErrorInfo()))
        stubs.answer(.getAnimal(name: "boto", options_: []))
        try await stubs.client.wait(until: .animalExists(name: "boto", options_: []))
        #expect(stubs.calls.last?.input(as: Zoo.GetAnimalInput.self).name == boto.name)
        stubs.answer(.watch()) { $0.events = Events(of: [.seen(.init { $0.name = "a" })]) }
        var names: [String?] = []
        for try await event in try #require(try await stubs.client.watch().events) {
            if case .seen(let seen) = event { names.append(seen.name) }
        }
        #expect(names == ["a"])
    }
}
