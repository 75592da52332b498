import IniaPrimitives
import Synchronization
import Testing

@Suite struct FlightTests {
    @Test func `a cancelled waiter leaves at once and the others do not notice`() async throws {
        let gate = Gate()
        let flight = Flight { try await gate.wait() }
        let leaving = Task { try await flight.join() }
        let staying = Task { try await flight.join() }
        while flight.waiterCount < 2 { await Task.yield() }
        leaving.cancel()
        await #expect(throws: CancellationError.self) { try await leaving.value }
        #expect(!flight.isOver)
        gate.open()
        #expect(try await staying.value == "open")
    }

    @Test func `work that nobody waits for any more is cancelled, and cannot be joined`() async throws {
        let gate = Gate()
        let flight = Flight { try await gate.wait() }
        let leaving = Task { try await flight.join() }
        while flight.waiterCount < 1 { await Task.yield() }
        leaving.cancel()
        await #expect(throws: CancellationError.self) { try await leaving.value }
        #expect(flight.isOver)
        while !gate.wasCancelled { await Task.yield() }
        let late = try? await flight.join()
        #expect(late == nil)
    }

    @Test func `what comes after the end gets the result too`() async throws {
        let flight = Flight { 7 }
        #expect(try await flight.join() == 7)
        #expect(try await flight.join() == 7)
        #expect(flight.isOver)
    }

    @Test func `a caller that is cancelled beforehand does not wait`() async throws {
        let gate = Gate()
        let flight = Flight { try await gate.wait() }
        let caller = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await flight.join()
        }
        caller.cancel()
        await #expect(throws: CancellationError.self) { try await caller.value }
        while !gate.wasCancelled { await Task.yield() }
    }
}

/// Holds a task until it is opened or the task is cancelled.
private final class Gate: Sendable {
    private let state = Mutex((isOpen: false, wasCancelled: false))

    var wasCancelled: Bool { state.withLock { $0.wasCancelled } }

    func open() { state.withLock { $0.isOpen = true } }

    func wait() async throws -> String {
        while !state.withLock({ $0.isOpen }) {
            if Task.isCancelled {
                state.withLock { $0.wasCancelled = true }
                throw CancellationError()
            }
            await Task.yield()
        }
        return "open"
    }
}
