import Testing

@testable import IniaCalls

@Suite struct RecentsTests {
    @Test func `the last values in use are there, and never more than twice as many`() {
        let recents = Recents<Int, String>(limit: 3)
        for number in 1...6 { recents.keep("\(number)", for: number) }
        #expect((4...6).map { recents.value(for: $0) } == ["4", "5", "6"])
        for number in 7...20 { recents.keep("\(number)", for: number) }
        #expect((18...20).map { recents.value(for: $0) } == ["18", "19", "20"])
        #expect((1...14).compactMap { recents.value(for: $0) } == [])
    }

    @Test func `a value that is asked for outlives those that are not`() {
        let recents = Recents<Int, String>(limit: 2)
        recents.keep("kept", for: 0)
        for number in 1...50 {
            recents.keep("\(number)", for: number)
            #expect(recents.value(for: 0) == "kept")
        }
        #expect(recents.value(for: 10) == nil)
    }

    @Test func `a key has the value that was kept last`() {
        let recents = Recents<String, Int>(limit: 4)
        recents.keep(1, for: "a")
        recents.keep(2, for: "a")
        #expect(recents.value(for: "a") == 2)
    }

    @Test func `of two that come at once the first is kept`() {
        let recents = Recents<String, Int>(limit: 4)
        #expect(recents.value(for: "a", orKeep: 1) == 1)
        #expect(recents.value(for: "a", orKeep: 2) == 1 && recents.value(for: "a") == 1)
    }
}
