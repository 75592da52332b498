internal import IniaEndpoints
internal import IniaHTTP
internal import IniaModels
internal import IniaPrimitives
internal import IniaShapes
internal import IniaSigning

extension Pipeline {
    /// ``Call`` to ``Place``: the endpoint rules say where it goes and how it is to be signed.
    ///
    /// The rules see the input before it is checked: where both would refuse it, the rules' word comes first. What they
    /// said lately to the same question is not asked again.
    func locate(_ call: Call) async throws -> Place {
        guard let rules else {
            let plan = try signing(of: call, schemes: nil)
            return Place(bearings.url, signing: plan)
        }
        let account = asksForAccount ? try await account(call) : nil
        let question = EndpointQuestion(
            operation: call.operation, input: call.input, prefersGlobal: prefersGlobal(call),
            knownRegion: knownRegion(call))
        guard call.purpose == .sending else {
            return try place(of: call, by: rules, try parameters(of: call, for: rules, question, account))
        }
        if let known = places.value(for: try key(of: call, rules, question, account)) { return known }
        let place = try place(of: call, by: rules, try parameters(of: call, for: rules, question, account))
        // Only now it is known what the rules look at.
        places.keep(place, for: try key(of: call, rules, question, account))
        return place
    }

    private func key(
        of call: Call, _ rules: RuleSet, _ question: EndpointQuestion, _ account: String?
    ) throws(CallError) -> PlaceKey {
        var values: [EndpointParameter?] = []
        for member in call.plan.contextMembers where rules.hasLooked(at: member.place) {
            values.append(call.input.given(member.name).flatMap(EndpointParameter.init))
        }
        for parameter in call.operation.traits.operationContextParameters {
            values.append(try question.search(parameter.path))
        }
        return PlaceKey(
            operation: call.identity.operation, values: values, account: account, region: question.knownRegion)
    }

    private func place(
        of call: Call, by rules: RuleSet, _ parameters: EndpointParameters
    ) throws(CallError) -> Place {
        let endpoint: Endpoint
        do throws(EndpointError) {
            endpoint = try rules.resolve(parameters)
        } catch {
            throw refusal(error, of: call)
        }
        var url = endpoint.url
        if !call.options.useSSL, call.options.endpointURL == nil, url.hasPrefix("https://") {
            url = "http" + url.dropFirst(5)
        }
        let schemes = endpoint.properties["authSchemes"]?.asList.compactMap(SigningPlan.Scheme.init)
        let usesSessions = endpoint.properties["backend"]?.asString == "S3Express"
        return Place(
            url, headers: endpoint.headers.compactMap { header in header.values.first.map { (header.name, $0) } },
            signing: try signing(of: call, schemes: schemes), usesSessions: usesSessions,
            features: features(of: parameters, call))
    }

    /// What of the account's id goes into the choice of the endpoint.
    private func features(of parameters: EndpointParameters, _ call: Call) -> Set<String> {
        var features: Set<String> = []
        if parameters["AccountIdEndpointMode"] != nil {
            features.insert(UserAgentFeature.accountIDMode(call.options.accountIDEndpointMode))
        }
        if parameters["AccountId"] != nil { features.insert(UserAgentFeature.resolvedAccountID) }
        return features
    }

    private func signing(of call: Call, schemes: [SigningPlan.Scheme]?) throws(CallError) -> SigningPlan {
        let isPresigning = call.purpose == .presigning
        let namesRegion = call.input.given("Bucket")?.asString.map(ARN.matches) ?? false
        return try SigningPlan.choose(
            call.operation, service.traits, bearings, schemes, call.options,
            keepsRegion: isPresigning && call.options.s3.legacyPresigning && !namesRegion, isPresigning: isPresigning,
            quirks: call.quirks.signature)
    }

    private func parameters(
        of call: Call, for rules: RuleSet, _ question: EndpointQuestion, _ account: String?
    ) throws(CallError) -> EndpointParameters {
        var builtIns = builtIns
        for quirk in call.quirks.endpoint { quirk(&builtIns, question) }
        let members = call.plan.contextMembers
        let client = call.options.clientContext
        var parameters = EndpointParameters()
        for parameter in rules.parameters {
            if let value = try question.value(of: parameter, members, builtIns, client) {
                parameters[parameter.name] = value
            } else if parameter.builtIn == Self.accountBuiltIn {
                parameters[parameter.name] = account.map(EndpointParameter.string)
            }
        }
        return parameters
    }

    /// The account that signs the call, which some rules put into the host.
    private func account(_ call: Call) async throws -> String? {
        guard !call.terms.isUnsigned, call.options.accountIDEndpointMode != .disabled else { return nil }
        return try await currentCredentials(call)?.accountID
    }

    static var accountBuiltIn: String { "AWS::Auth::AccountId" }

    /// The region in which the bucket that the input names turned out to be.
    private func knownRegion(_ call: Call) -> String? {
        guard !call.quirks.endpoint.isEmpty, let bucket = call.input.given("Bucket")?.asString else { return nil }
        return memory.region(of: bucket)
    }

    /// Whether a URL is to be given away that works from anywhere, as such URLs once had to.
    private func prefersGlobal(_ call: Call) -> Bool {
        guard call.purpose == .presigning else { return false }
        let options = call.options
        return options.s3.legacyPresigning && bearings.partition == "aws"
            && !options.useDualstackEndpoint && options.s3.addressingStyle != .virtual
            && !(options.s3.usEast1RegionalEndpoint == .regional && bearings.region == "us-east-1")
    }

    private func refusal(_ error: EndpointError, of call: Call) -> CallError {
        let code = call.quirks.refusal.lazy.compactMap { $0(error.message) }.first ?? .endpoint
        return CallError(code, during: .address, error.message, cause: error)
    }
}
