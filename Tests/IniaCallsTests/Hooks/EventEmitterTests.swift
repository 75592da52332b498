import IniaCalls
import Testing

@Suite struct EventEmitterTests {
    private let emitter = EventEmitter<[String]>()

    private func register(_ name: String, at place: EventEmitter<[String]>.Place = .middle, as note: String? = nil) {
        emitter.register(name, at: place) { _, heard in
            heard.append(note ?? name)
            return false
        }
    }

    private func heard(_ name: String) async throws -> [String] {
        var heard: [String] = []
        try await emitter.emit(name, &heard)
        return heard
    }

    @Test func `a handler hears its name and all below it, and an asterisk stands for one part`() async throws {
        for name in ["a", "a.b", "a.*", "b"] { register(name) }
        #expect(try await heard("a") == ["a"])
        #expect(try await heard("a.c") == ["a.*", "a"])
        #expect(try await heard("a.b.c.d") == ["a.*", "a.b", "a"])
        #expect(try await heard("ab").isEmpty)
    }

    @Test func `deeper and wilder names come first, and first and last order one name alone`() async throws {
        for name in ["a", "a.b", "a.*", "a.*.c", "*.b.c", "a.b.*"] { register(name) }
        register("a.b.c", at: .last, as: "last")
        register("a.b.c", at: .first, as: "first")
        register("a.b.c", as: "middle")
        #expect(
            try await heard("a.b.c")
                == ["*.b.c", "a.*.c", "a.*", "a.b.*", "first", "middle", "last", "a.b", "a"])
    }

    @Test func `an id is registered once, and what is taken back is not heard`() async throws {
        let first = emitter.register("a", uniqueID: "id") { _, heard in
            heard.append("first")
            return false
        }
        let second = emitter.register("a", uniqueID: "id") { _, heard in
            heard.append("second")
            return false
        }
        #expect(first == second)
        #expect(try await heard("a") == ["first"])
        emitter.unregister(first)
        #expect(try await heard("a").isEmpty)
    }

    @Test func `the first answer ends an event that wants one`() async throws {
        register("a.b")
        emitter.register("a") { _, heard in
            heard.append("answer")
            return true
        }
        emitter.register("a") { _, heard in
            heard.append("too late")
            return true
        }
        var heard: [String] = []
        #expect(try await emitter.emitUntilAnswered("a.b", &heard))
        #expect(heard == ["a.b", "answer"])
    }

    @Test func `a copy goes its own way`() async throws {
        register("a")
        let copy = emitter.copy()
        register("a", as: "later")
        var heard: [String] = []
        try await copy.emit("a", &heard)
        #expect(heard == ["a"])
    }
}
