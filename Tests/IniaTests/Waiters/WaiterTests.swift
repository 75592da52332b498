import IniaCalls
import IniaHost
import IniaModels
import IniaPrimitives
import IniaShapes
import Synchronization
import Testing

@testable import Inia

@Suite struct WaiterTests {
    private let clock = ScriptedClock(now: Timestamp(seconds: 0))

    private static let acceptors: [WaiterModel.Acceptor] = [
        .init(state: .success, matcher: .path, argument: "S", expected: .string("up")),
        .init(state: .retry, matcher: .error, expected: .string("NotFound")),
    ]

    /// A waiter whose calls are answered one after another, the last answer again and again.
    private func waiter(_ answers: [WaiterAnswer], attempts: Int? = 4, timeout: Duration? = nil) throws -> Waiter {
        var plan = try WaiterStateTests.plan(Self.acceptors)
        plan.maxAttempts = attempts
        let script = Script(answers)
        return Waiter(plan: plan, timeout: timeout, clock: clock) { _ in
            switch script.next() {
            case .output(let output): return output
            case .refusal(let error): throw error
            }
        }
    }

    @Test func `the first call is made at once, the others after the delay`() async throws {
        let missing = WaiterStateTests.refusal("NotFound")
        try await waiter([missing, missing, WaiterStateTests.output(["S": "up"])]).wait()
        #expect(clock.sleeps == [.seconds(20), .seconds(20)])
    }

    @Test func `too many attempts end the wait with the service's last word`() async throws {
        let waiter = try waiter([WaiterStateTests.refusal("NotFound")])
        let error = await #expect(throws: CallError.self) { try await waiter.wait() }
        #expect(error?.code == .waiter && error?.attempts == 4)
        #expect((error?.cause as? WaiterFailure)?.lastError?.code == "NotFound")
        #expect(clock.sleeps.count == 3)
    }

    @Test func `a timeout ends the wait before a pause that would outlast it`() async throws {
        let waiter = try waiter([WaiterStateTests.output(["S": "down"])], attempts: nil, timeout: .seconds(50))
        let error = await #expect(throws: CallError.self) { try await waiter.wait() }
        #expect((error?.cause as? WaiterFailure)?.lastOutput?._value == ["S": "down"])
        #expect(clock.sleeps == [.seconds(20), .seconds(20)])
    }

    @Test func `each call gets what is left of the time`() async throws {
        var plan = try WaiterStateTests.plan(Self.acceptors)
        plan.maxAttempts = nil
        let left = Mutex<[Duration?]>([])
        let waiter = Waiter(plan: plan, timeout: .seconds(45), clock: clock) { time in
            left.withLock { $0.append(time) }
            return Output([:], metadata: ResponseMetadata(status: 200))
        }
        await #expect(throws: CallError.self) { try await waiter.wait() }
        #expect(left.withLock { $0 } == [.seconds(45), .seconds(25), .seconds(5)])
    }

    @Test func `a call that outlasts the time allowed ends the wait as such`() async throws {
        let clock = clock
        let script = Script([WaiterStateTests.output(["S": "down"])])
        var plan = try WaiterStateTests.plan(Self.acceptors)
        plan.maxAttempts = nil
        let waiter = Waiter(plan: plan, timeout: .seconds(30), clock: clock) { left in
            if clock.sleeps.isEmpty, case .output(let output) = script.next() { return output }
            clock.advance(by: left ?? .zero)
            throw CallError(.timeout, during: .transmit, "deadline exceeded")
        }
        let error = await #expect(throws: CallError.self) { try await waiter.wait() }
        #expect(error?.code == .waiter)
        #expect((error?.cause as? WaiterFailure)?.lastOutput?._value == ["S": "down"])
    }

    @Test func `what is no answer of the service is thrown as it is`() async throws {
        let waiter = Waiter(plan: try WaiterStateTests.plan(Self.acceptors), timeout: nil, clock: clock) { _ in
            throw CallError(.connection, during: .transmit, "gone")
        }
        let error = await #expect(throws: CallError.self) { try await waiter.wait() }
        #expect(error?.code == .connection)
    }

    @Test func `a cancelled wait ends at its pause`() async throws {
        let waiter = try waiter([WaiterStateTests.refusal("NotFound")], attempts: nil)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await waiter.wait()
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

private final class Script: Sendable {
    private let answers: Mutex<[WaiterAnswer]>

    init(_ answers: [WaiterAnswer]) { self.answers = Mutex(answers) }

    func next() -> WaiterAnswer {
        answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }
}
