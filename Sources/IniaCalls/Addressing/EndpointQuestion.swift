internal import IniaEndpoints
internal import IniaJMESPath
internal import IniaPrimitives
internal import IniaShapes

/// What endpoint rules are told of the client, by the names of their built-in parameters: `AWS::Region`.
typealias BuiltIns = EndpointParameters

/// One question to the endpoint rules: which operation, with what input, by which client.
struct EndpointQuestion: Sendable {
    let operation: Operation
    /// The input, before it was checked.
    let input: Value
    /// Whether a global endpoint is wanted where the service has one, as for URLs that are given away.
    let prefersGlobal: Bool
    /// The region in which what the input names was found to be, where that is known.
    let knownRegion: String?
}

extension BuiltIns {
    /// What a client's options say to the rules; the account is found when rules ask for it.
    init(_ options: ClientOptions, _ bearings: ClientBearings) {
        self.init()
        let endpoint = options.endpointURL
        let s3 = options.s3
        self["AWS::Region"] = bearings.region.map(EndpointParameter.string)
        self["AWS::UseFIPS"] = .boolean(endpoint == nil && options.useFIPSEndpoint)
        self["AWS::UseDualStack"] = .boolean(endpoint == nil && options.useDualstackEndpoint)
        self["SDK::Endpoint"] = endpoint.map(EndpointParameter.string)
        self["AWS::STS::UseGlobalEndpoint"] = .boolean(
            options.stsRegionalEndpoints == .legacy
                && bearings.region.map(ClientBearings.formerlyGlobalRegions.contains) ?? false)
        self["AWS::S3::UseGlobalEndpoint"] = .boolean(
            s3.usEast1RegionalEndpoint == .legacy && (bearings.region == nil || bearings.region == "us-east-1"))
        self["AWS::S3::Accelerate"] = .boolean(s3.useAccelerateEndpoint)
        self["AWS::S3::ForcePathStyle"] = .boolean(Self.forcesPathStyle(endpoint, s3))
        self["AWS::S3::UseArnRegion"] = .boolean(s3.useARNRegion ?? true)
        self["AWS::S3Control::UseArnRegion"] = .boolean(s3.useARNRegion ?? false)
        self["AWS::S3::DisableMultiRegionAccessPoints"] = .boolean(s3.disableMultiRegionAccessPoints ?? false)
        self["AWS::Auth::AccountIdEndpointMode"] = .string(
            (options.isUnsigned ? .disabled : options.accountIDEndpointMode).rawValue)
    }

    private static func forcesPathStyle(_ endpoint: String?, _ s3: S3Options) -> Bool {
        if s3.useAccelerateEndpoint { return false }
        guard let endpoint, !isAccelerated(endpoint) else { return s3.addressingStyle == .path }
        return s3.addressingStyle != .virtual
    }

    /// Whether an endpoint is one of S3's accelerated ones.
    private static func isAccelerated(_ endpoint: String) -> Bool {
        let host = endpoint.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
        let parts = host.split(separator: ".").map(String.init)
        return parts == ["s3-accelerate", "amazonaws", "com"]
            || parts == ["s3-accelerate", "dualstack", "amazonaws", "com"]
    }
}

extension EndpointQuestion {
    /// The value of a rule set's parameter: what the operation fixes, then what its input says, then what the client
    /// was told, then what the client itself is.
    ///
    /// - Parameter members: those of the operation's input that fill parameters.
    func value(
        of parameter: RuleParameter, _ members: [ContextMember], _ builtIns: BuiltIns, _ client: [String: Document]
    ) throws(CallError) -> EndpointParameter? {
        let name = parameter.name
        if let fixed = operation.traits.staticContextParameters.last(where: { $0.key == name }) {
            return EndpointParameter(fixed.value)
        }
        if let member = members.first(where: { $0.parameter == name }),
            let value = input.given(member.name).flatMap(EndpointParameter.init)
        {
            return value
        }
        if let path = operation.traits.operationContextParameters.last(where: { $0.name == name })?.path,
            let value = try search(path)
        {
            return value
        }
        if !client.isEmpty,
            let value = (client[name] ?? client[Names.snakeCase(name)]).flatMap(EndpointParameter.init)
        {
            return value
        }
        return parameter.builtIn.flatMap { builtIns[$0] }
    }

    func search(_ path: String) throws(CallError) -> EndpointParameter? {
        do {
            return EndpointParameter(try JMESPath(path).search(input))
        } catch {
            throw CallError(.endpoint, during: .address, "the expression \(path) failed on the input", cause: error)
        }
    }
}

/// A member of an operation's input that fills a parameter of the endpoint rules.
struct ContextMember: Sendable {
    let name: String
    let parameter: String
    /// The parameter's place in the rules.
    let place: Int

    /// Those of an operation: few of many.
    static func members(of operation: Operation, for rules: RuleSet?) throws(CallError) -> [ContextMember] {
        guard let parameters = rules?.parameters else { return [] }
        let members: Members?
        do { members = try operation.input?.shape.members } catch {
            throw CallError(.endpoint, during: .address, error.description, cause: error)
        }
        return (members.map(Array.init) ?? []).compactMap { member in
            guard let name = member.reference.traits.rare?.contextParameter,
                let place = parameters.firstIndex(where: { $0.name == name })
            else { return nil }
            return ContextMember(name: member.name, parameter: name, place: place)
        }
    }
}

extension EndpointParameter {
    /// A parameter of a model's own value; nil for what no rule takes.
    init?(_ document: Document) {
        switch document {
        case .string(let text): self = .string(text)
        case .boolean(let truth): self = .boolean(truth)
        case .list(let elements): self = .strings(elements.compactMap(\.asString))
        default: return nil
        }
    }

    /// A parameter of a value of the input; nil for what no rule takes.
    init?(_ value: Value) {
        switch value {
        case .string(let text): self = .string(text)
        case .boolean(let truth): self = .boolean(truth)
        case .list(let elements): self = .strings(elements.compactMap(\.asString))
        case .document(let document): self.init(document)
        default: return nil
        }
    }
}
