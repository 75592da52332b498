internal import IniaHTTP
internal import IniaHost
internal import IniaModels
internal import IniaPrimitives
internal import IniaShapes

extension Pipeline {
    /// Input to ``Call``: hooks and quirks have their say, and defaults are filled in.
    func prepare(
        _ name: String, _ given: Value, _ overrides: CallOptions, _ hooks: [any Hook],
        for purpose: Call.Purpose = .sending
    ) async throws -> Call {
        let plan = try plans.plan(name)
        let terms = overrides.applied(to: terms)
        let given = given.asIsNull ? .map([]) : given
        var input = given
        for hook in hooks { try await hook.input(&input, of: plan.identity) }
        let circumstances = Circumstances(
            operation: plan.operation, terms: terms, entropy: host.entropy, purpose: purpose)
        for quirk in plan.quirks.input { try quirk(&input, circumstances) }
        try requireDiscovery(plan.operation, terms)
        return Call(
            plan, given: given, input: input, terms: terms, overrides: overrides, hooks: hooks,
            invocationID: purpose == .sending ? host.entropy.uuid() : "", purpose: purpose,
            deadline: terms.options.timeout.map { host.clock.instant.after($0) })
    }

    /// What a hook answers a call with in place of the service, where one does; its input has to be right all the same.
    func settled(_ call: Call) async throws -> Result<Output, any Error>? {
        let hooks = call.hooks.filter(\.settlesCalls)
        guard !hooks.isEmpty else { return nil }
        _ = try serialize(call)
        for hook in hooks {
            if let outcome = try await hook.settle(call.given, of: call.identity) { return outcome }
        }
        return nil
    }

    /// The client's hooks and then the call's own, but for those that have nothing to do.
    func activeHooks(_ overrides: CallOptions) -> [any Hook] {
        let active = hooks.filter { $0.isActive }
        return active.isEmpty ? overrides.hooks : active + overrides.hooks
    }

    /// The outcome of a whole call as its hooks leave it.
    func finish(_ call: Call, _ outcome: Result<Output, any Error>) async throws -> Output {
        var outcome = outcome
        if case .failure(is CancellationError) = outcome { return try outcome.get() }
        for hook in call.hooks { try await hook.output(&outcome, of: call.identity) }
        return try outcome.get()
    }
}

extension CallOptions {
    /// A client's options with these over them.
    func applied(to terms: Terms) -> Terms {
        if timeout == nil, connectTimeout == nil, readTimeout == nil, parameterValidation == nil { return terms }
        var options = terms.options
        if let timeout { options.timeout = timeout }
        if let connectTimeout { options.exchange.connectTimeout = connectTimeout }
        if let readTimeout { options.exchange.readTimeout = readTimeout }
        if let parameterValidation { options.parameterValidation = parameterValidation }
        return Terms(options)
    }
}
