extension Pipeline {
    /// Runs a call within what its hooks surround it with, the first hook outermost.
    func surrounded(
        by hooks: ArraySlice<any Hook>, _ operation: OperationIdentity, _ call: () async throws -> Output
    ) async throws -> Output {
        guard let hook = hooks.first else { return try await call() }
        return try await hook.surround(operation) {
            try await surrounded(by: hooks.dropFirst(), operation, call)
        }
    }

    /// Makes an attempt within what the call's hooks, of which there are some, surround it with.
    ///
    /// - Throws: ``CallError`` with code `configuration` where a hook leaves the attempt out.
    func surroundedAttempt(_ addressed: inout Addressed, _ attempts: inout Attempts) async throws -> Ended {
        let call = addressed.call
        let number = attempts.number
        let unmade = CallError(
            .configuration, during: .sign, "a hook did not run the attempt that it surrounds", attempts: number - 1)
        var ended: Ended?
        _ = try await surrounded(by: call.hooks[...], number, call.identity) {
            ended = try await attempt(&addressed, &attempts)
            guard let report = attempts.last else { throw unmade }
            return report
        }
        guard let ended else { throw unmade }
        return ended
    }

    private func surrounded(
        by hooks: ArraySlice<any Hook>, _ number: Int, _ operation: OperationIdentity,
        _ run: () async throws -> AttemptReport
    ) async throws -> AttemptReport {
        guard let hook = hooks.first else { return try await run() }
        return try await hook.surround(attempt: number, of: operation) {
            try await surrounded(by: hooks.dropFirst(), number, operation, run)
        }
    }
}
