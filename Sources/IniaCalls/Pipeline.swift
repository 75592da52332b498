internal import IniaEndpoints
public import IniaHTTP
public import IniaHost
public import IniaModels
internal import IniaPrimitives
internal import IniaProtocols
public import IniaShapes
public import IniaSigning

/// Carries calls of one service from input to output.
///
/// Any number of calls may be under way at once. What they share is state of the client: its retry quota, the
/// endpoints and regions it has learned, its sessions.
public final class Pipeline: Sendable {
    /// The model of the service that is called.
    public let service: ServiceModel
    let terms: Terms
    let host: Host
    let http: any HTTPClient
    let credentials: any CredentialProvider
    let tokens: any TokenProvider
    let retries: any RetryPolicy
    let hooks: [any Hook]
    let monitors: [any CallMonitor]
    let codec: ProtocolCodec
    let bearings: ClientBearings
    /// What the endpoint rules are told of the client, before any call has its say.
    let builtIns: BuiltIns
    let rules: RuleSet?
    /// Whether the endpoint rules are told of the account that signs.
    let asksForAccount: Bool
    let plans: OperationPlans
    let userAgent: UserAgent
    /// The user agent by the features of the calls that were made lately.
    let userAgents = Recents<Features, String>(limit: 16)
    let keys = SigningKeys()
    /// Where calls went lately; a program has a few buckets or tables in use at a time.
    let places = Recents<PlaceKey, Place>(limit: 128)
    let memory = ClientMemory()
    let sessions = BucketSessions()

    /// Prepares the calls of a service.
    ///
    /// - Parameters:
    ///   - library: where partitions, the old endpoint list and retry data come from.
    ///   - retries: what decides about retries, in place of what the options say.
    ///   - monitors: hear of every call.
    /// - Throws: ``CallError`` with code `configuration` or `endpoint` where the options do not fit the service.
    public init(
        _ service: ServiceModel, library: ModelLibrary, options: ClientOptions, host: Host, http: any HTTPClient,
        credentials: any CredentialProvider, tokens: any TokenProvider = StaticToken(nil),
        retries: (any RetryPolicy)? = nil, hooks: [any Hook] = [],
        monitors: [any CallMonitor] = []
    ) throws(CallError) {
        let options = options.withoutPseudoRegion()
        if let region = options.region, !region.isRegion {
            throw CallError(.configuration, during: .prepare, "\(region) cannot be a region's name")
        }
        self.service = service
        terms = Terms(options)
        self.host = host
        self.http = http
        self.credentials = credentials
        self.tokens = tokens
        self.hooks = hooks
        self.monitors = monitors
        userAgent = UserAgent(
            options, executionEnvironment: host.environment["AWS_EXECUTION_ENV"], features: options.features)
        do {
            codec = try ProtocolCodec(
                for: service.traits, options: options.codecOptions(for: service.traits),
                errorShapes: { code throws(ModelError) in try service.errorShape(code: code) })
            self.retries =
                try retries
                ?? options.retry.policy(
                    service: service.traits.hyphenatedID, endpointPrefix: service.traits.endpointPrefix,
                    data: library.retry, clock: host.clock, entropy: host.entropy)
            rules = try SharedParts.rules(of: service, library)
            asksForAccount = rules?.parameters.contains { $0.builtIn == Self.accountBuiltIn } ?? false
            plans = OperationPlans(service, rules, host.environment)
            bearings = try ClientBearings(service.traits, options, try SharedParts.endpoints(for: service, library))
            builtIns = BuiltIns(options, bearings)
        } catch let error as CallError {
            throw error
        } catch {
            throw .model(error, during: .prepare)
        }
    }

    /// What the client was told, with the region's true name.
    public var options: ClientOptions { terms.options }

    /// Calls an operation.
    ///
    /// - Parameters:
    ///   - name: the operation's name in the model: `GetObject`.
    ///   - input: its members by name; `.null` for none.
    ///   - overrides: what this call wants otherwise than its client.
    /// - Throws: a ``ServiceFailure`` where the service said no, ``CallError`` where there was no usable answer,
    ///   `CancellationError` where the caller's task was cancelled, or what a hook throws.
    public func call(_ name: String, _ input: Value = .null, options overrides: CallOptions = CallOptions())
        async throws -> Output
    {
        let hooks = activeHooks(overrides)
        guard !hooks.isEmpty else { return try await carry(name, input, overrides, hooks) }
        let identity = try plans.plan(name).identity
        return try await surrounded(by: hooks[...], identity) {
            try await carry(name, input, overrides, hooks)
        }
    }

    /// A call from its input to what its hooks make of its outcome.
    private func carry(
        _ name: String, _ input: Value, _ overrides: CallOptions, _ hooks: [any Hook]
    ) async throws -> Output {
        let (start, began) = (host.clock.now, host.clock.instant)
        let call = try await prepare(name, input, overrides, hooks)
        var attempts = Attempts()
        let outcome: Result<Output, any Error>
        do { outcome = .success(try await send(call, &attempts)) } catch { outcome = .failure(error) }
        report(call, outcome, attempts, since: start, began)
        return call.hooks.isEmpty ? try outcome.get() : try await finish(call, outcome)
    }

    /// The whole walk: down once, then attempts until one settles it.
    ///
    /// Most calls have no hooks, and do not enter, and perhaps suspend in, what asks each of them.
    private func send(_ call: Call, _ attempts: inout Attempts) async throws -> Output {
        if !call.hooks.isEmpty, let outcome = try await settled(call) { return try outcome.get() }
        let place = try await locate(call)
        let request = try serialize(call)
        var addressed = try await address(request, of: call, at: place)
        while true {
            attempts.number += 1
            try Task.checkCancellation()
            var ended =
                call.hooks.isEmpty
                ? try await attempt(&addressed, &attempts) : try await surroundedAttempt(&addressed, &attempts)
            guard let pause = try await retry(&ended, &addressed, &attempts) else {
                return try ended.get(attempts)
            }
            try await host.clock.sleep(for: pause)
        }
    }

    /// One attempt: signed, sent, and its response parsed.
    func attempt(_ addressed: inout Addressed, _ attempts: inout Attempts) async throws -> Ended {
        let signed = try await sign(&addressed, &attempts)
        let (start, began) = (host.clock.now, host.clock.instant)
        let ending = try await transmit(signed, attempts)
        let ended = try await parse(ending, of: addressed, attempts)
        let call = addressed.call
        for hook in call.hooks { try await hook.ended(ended.outcome, of: call.identity, attempt: attempts.number) }
        report(ended, signed, &attempts, since: start, began)
        return ended
    }
}
