internal import IniaCalls
internal import IniaHost
internal import IniaModels
public import IniaShapes

extension Client {
    /// Waits until something is so, asking the service again and again.
    ///
    /// ```swift
    /// try await s3.wait(until: "BucketExists", ["Bucket": "b"], timeout: .seconds(60))
    /// ```
    /// - Parameters:
    ///   - name: the waiter's name as the model spells it: `BucketExists`.
    ///   - input: the members of the operation that it calls.
    ///   - timeout: the longest that the wait may take. Where it is given and `maxAttempts` is not, the time alone
    ///     counts; where it is not, the number of attempts does.
    ///   - delay: the pause between two calls; nil for the model's.
    ///   - maxAttempts: how often to ask at most, the first time included; nil for the model's.
    /// - Throws: `CallError` with code `waiter` where the wait came to nothing, its cause a ``WaiterFailure``; or what
    ///   the calls throw, refusals of the service excepted.
    public nonisolated func wait(
        until name: String, _ input: Value = [:], timeout: Duration? = nil, delay: Duration? = nil,
        maxAttempts: Int? = nil
    ) async throws {
        var plan = try service.waiterPlan(name)
        if let delay { plan.delay = delay }
        if let maxAttempts { plan.maxAttempts = maxAttempts } else if timeout != nil { plan.maxAttempts = nil }
        let operation = plan.operation
        let waiter = Waiter(plan: plan, timeout: timeout, clock: session.host.clock) { [self] left in
            try await call(operation, input) { options in
                options.features.insert(UserAgentFeature.waiter)
                if let left { options.timeout = left }
            }
        }
        try await waiter.wait()
    }
}

extension ServiceModel {
    /// The waiter of a name, its expressions compiled.
    func waiterPlan(_ name: String) throws(CallError) -> WaiterPlan {
        let model: WaiterModel
        do {
            model = try waiter(name)
        } catch {
            throw CallError(.waiter, during: .prepare, error.description, cause: error)
        }
        return try WaiterPlan(model)
    }
}
