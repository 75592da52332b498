import IniaPrimitives
import Synchronization
import Testing

@Suite struct FlightsTests {
    @Test func `all who want the same wait for one piece of work, and others for their own`() async throws {
        let flights = Flights<String, Int>()
        let begun = Mutex(0)
        let isOpen = Mutex(false)
        let work: @Sendable () async throws -> Int = {
            let number = begun.withLock { begun in
                begun += 1
                return begun
            }
            while !isOpen.withLock({ $0 }) { await Task.yield() }
            return number
        }
        let first = Task { try await flights.value(for: "a", work) }
        while flights.waiterCount(for: "a") < 1 { await Task.yield() }
        let second = Task { try await flights.value(for: "a", work) }
        while flights.waiterCount(for: "a") < 2 { await Task.yield() }
        let other = Task { try await flights.value(for: "b", work) }
        while flights.waiterCount(for: "b") < 1 { await Task.yield() }
        isOpen.withLock { $0 = true }
        let values = try await [first.value, second.value, other.value]
        #expect(values[0] == values[1])
        #expect(values[2] != values[0])
        #expect(begun.withLock { $0 } == 2)
    }

    @Test func `neither a result nor a failure is remembered`() async throws {
        struct Failure: Error {}
        let flights = Flights<String, Int>()
        await #expect(throws: Failure.self) { try await flights.value(for: "a") { throw Failure() } }
        #expect(try await flights.value(for: "a") { 1 } == 1)
        #expect(try await flights.value(for: "a") { 2 } == 2)
    }

    @Test func `who comes after everybody has left begins anew`() async throws {
        let flights = Flights<String, Int>()
        let leaving = Task {
            try await flights.value(for: "a") {
                try await Task.sleep(for: .seconds(3600))
                return 1
            }
        }
        while flights.waiterCount(for: "a") < 1 { await Task.yield() }
        leaving.cancel()
        await #expect(throws: CancellationError.self) { try await leaving.value }
        #expect(try await flights.value(for: "a") { 2 } == 2)
    }
}
