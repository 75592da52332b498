internal import IniaHTTP
internal import IniaHost
internal import IniaModels
internal import IniaPrimitives
internal import IniaShapes
internal import IniaSigning

/// Some services name the endpoint to talk to only when they are asked, and each answer is good for a while.
extension Pipeline {
    /// Refuses an operation that must ask for its endpoint where the client may not.
    func requireDiscovery(_ operation: Operation, _ terms: Terms) throws(CallError) {
        guard operation.traits.endpointDiscoveryIsRequired == true, terms.options.endpointDiscovery == .disabled,
            !hasOwnEndpoint(terms)
        else { return }
        throw CallError(
            .configuration, during: .prepare, "\(operation.name) needs endpoint discovery, which is disabled")
    }

    /// Sends a request to the endpoint that the service names for it, where it is to be asked.
    func discover(_ addressed: Addressed) async throws -> HTTPURL? {
        guard let key = try await discoveryKey(addressed) else { return nil }
        let isRequired = addressed.call.operation.traits.endpointDiscoveryIsRequired == true
        let now = host.clock.now
        let known = memory.endpoint(for: key)
        if let known, now < known.expiry { return try discovered(known) }
        let wasRefused = memory.wasRefused(for: key, now: now)
        if !wasRefused || (known == nil && isRequired), let fresh = try await askForEndpoint(key, addressed) {
            return try discovered(fresh)
        }
        if let known { return try discovered(known) }
        guard !isRequired else {
            throw CallError(
                .endpoint, during: .address, "the service named no endpoint for \(addressed.call.operation.name)")
        }
        return nil
    }

    /// Forgets a discovered endpoint that the service disowned.
    ///
    /// - Returns: whether there was one, so that asking again may help.
    func forgetDiscovered(after error: ServiceError, _ addressed: Addressed) async throws -> Bool {
        guard error.status == 421 || error.code == "InvalidEndpointException",
            let key = try await discoveryKey(addressed)
        else { return false }
        memory.forgetEndpoint(for: key)
        return true
    }

    /// Whether the service is asked for the endpoint of a call.
    func mayDiscover(_ call: Call) -> Bool {
        guard let isRequired = call.operation.traits.endpointDiscoveryIsRequired else { return false }
        let wish = call.options.endpointDiscovery
        return (wish == .enabled || (wish == .auto && isRequired)) && !hasOwnEndpoint(call.terms)
    }

    private func hasOwnEndpoint(_ terms: Terms) -> Bool {
        terms.options.endpointURL != nil && terms.options.isEndpointURLExplicit
    }

    /// What to ask an endpoint for; nil where none is to be asked for.
    private func discoveryKey(_ addressed: Addressed) async throws -> ClientMemory.EndpointKey? {
        let (call, operation) = (addressed.call, addressed.call.operation)
        guard mayDiscover(call) else { return nil }
        let identity = try await currentCredentials(call)?.accessKeyID ?? ""
        let identifiers = try identifiers(of: operation.input?.shape, call.input)
        return ClientMemory.EndpointKey(
            identity: identity, operation: identifiers.isEmpty ? nil : operation.name,
            identifiers: identifiers.map { "\($0.key)=\($0.value.asString ?? "")" })
    }

    /// The members of the input by which the service tells its endpoints apart.
    private func identifiers(of shape: Shape?, _ input: Value) throws -> [MapEntry] {
        var found: [MapEntry] = []
        for member in shape?.members.map(Array.init) ?? [] {
            guard let value = input.given(member.name) else { continue }
            if member.reference.traits.contains(.endpointDiscoveryID) {
                found.append(MapEntry(key: member.name, value: value))
            } else if try member.shape.kind == .structure {
                found += try identifiers(of: member.shape, value)
            }
        }
        return found
    }

    private func askForEndpoint(
        _ key: ClientMemory.EndpointKey, _ addressed: Addressed
    ) async throws -> ClientMemory.KnownEndpoint? {
        guard let name = try endpointOperation() else { return nil }
        var input = Value.map([])
        if let operation = key.operation {
            let identifiers = try identifiers(of: addressed.call.operation.input?.shape, addressed.call.input)
            let members = try plans.plan(name).operation.input?.shape.members
            if members?["Operation"] != nil { input.set("Operation", .string(operation)) }
            if members?["Identifiers"] != nil { input.set("Identifiers", .map(identifiers)) }
        }
        var options = CallOptions()
        options.credentials = addressed.call.overrides.credentials
        return try await memory.questions.value(for: key) { [input, options] in
            try await self.ask(name, input, options, for: key)
        }
    }

    private func ask(
        _ name: String, _ input: Value, _ options: CallOptions, for key: ClientMemory.EndpointKey
    ) async throws -> ClientMemory.KnownEndpoint? {
        do {
            let now = host.clock.now
            let first = try await call(name, input, options: options).Endpoints[0]
            guard let address = first.Address.asString else { return nil }
            let minutes = min(max(first.CachePeriodInMinutes.asInt ?? 0, 0), Self.longestCachePeriod)
            let endpoint = ClientMemory.KnownEndpoint(
                address: address, expiry: now.advanced(by: .seconds(60 * minutes)))
            memory.note(endpoint, for: key)
            return endpoint
        } catch let error as CallError where error.code == .connection || error.code == .timeout {
            memory.noteRefusal(for: key, until: host.clock.now.advanced(by: .seconds(60)))
            return nil
        }
    }

    /// The most minutes for which a service's word is believed: a year.
    private static var longestCachePeriod: Int { 365 * 24 * 60 }

    /// The service's operation that names endpoints.
    private func endpointOperation() throws -> String? {
        let names = service.operationNames
        if names.contains("DescribeEndpoints") { return "DescribeEndpoints" }
        return try names.first { try plans.plan($0).operation.traits.isEndpointOperation }
    }

    private func discovered(_ endpoint: ClientMemory.KnownEndpoint) throws(CallError) -> HTTPURL {
        let text = endpoint.address.hasPrefix("http") ? endpoint.address : "https://\(endpoint.address)"
        guard let url = HTTPURL(text) else {
            throw CallError(.endpoint, during: .address, "the service named an endpoint that is none")
        }
        return url
    }
}
