internal import IniaCalls
internal import IniaHost
internal import IniaJMESPath
internal import IniaPrimitives
internal import IniaShapes

/// Calls an operation until its answers say that what is waited for is there.
struct Waiter: Sendable {
    let plan: WaiterPlan
    /// The longest that the wait may take, calls and pauses together; nil for no limit.
    let timeout: Duration?
    let clock: any HostClock
    /// Calls the operation, with the time that is left for it.
    let call: @Sendable (Duration?) async throws -> Output

    /// Waits.
    ///
    /// The first call is made at once; between calls the plan's delay passes. What is not an answer of the service, as
    /// a connection that breaks, is thrown as it is.
    func wait() async throws {
        var state = WaiterState(plan)
        let deadline = timeout.map { clock.instant.after($0) }
        var last: WaiterAnswer?
        while true {
            let answer: WaiterAnswer
            do {
                answer = try await ask(deadline)
            } catch let error as CallError where error.code == .timeout && hasPassed(deadline) {
                // It is the wait that took too long, whatever the call was doing.
                throw failure("the time allowed ran out: \(error.message)", last, state)
            }
            last = answer
            switch try verdict(on: answer, &state) {
            case .satisfied: return
            case .failed(let reason): throw failure(reason, answer, state)
            case .again: break
            }
            if let deadline, clock.instant.after(plan.delay) >= deadline {
                throw failure("\(state.exhausted) and the time allowed", answer, state)
            }
            try await clock.sleep(for: plan.delay)
        }
    }

    private func hasPassed(_ deadline: ContinuousClock.Instant?) -> Bool {
        deadline.map { clock.instant >= $0 } ?? false
    }

    private func ask(_ deadline: ContinuousClock.Instant?) async throws -> WaiterAnswer {
        do {
            return .output(try await call(deadline.map { max(clock.instant.duration(to: $0), .zero) }))
        } catch let error as any ServiceFailure {
            return .refusal(error)
        }
    }

    private func verdict(on answer: WaiterAnswer, _ state: inout WaiterState) throws(CallError) -> WaiterState.Verdict {
        do {
            return try state.review(answer)
        } catch {
            throw CallError(
                .waiter, during: .parse, "waiting for \(plan.name) failed: \(error)", cause: error,
                attempts: state.attempts)
        }
    }

    private func failure(_ reason: String, _ answer: WaiterAnswer?, _ state: WaiterState) -> CallError {
        var cause = WaiterFailure(waiter: plan.name, reason: reason)
        switch answer {
        case .output(let output): cause.lastOutput = output
        case .refusal(let error): cause.lastError = error
        case nil: break
        }
        return CallError(.waiter, during: .retry, cause.description, cause: cause, attempts: state.attempts)
    }
}
