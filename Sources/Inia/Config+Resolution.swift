internal import IniaCalls
internal import IniaHTTP
internal import IniaHost
internal import IniaIdentity
internal import IniaModels
internal import IniaPrimitives
internal import IniaSettings
internal import IniaShapes
internal import IniaTransport

extension Config {
    /// What holds for a client, with nothing left to look up: what was said in code, then the environment, then the
    /// shared files, then defaults.
    func resolved(with found: Settings, for service: ServiceModel, _ models: ModelLibrary) async throws -> ClientOptions
    {
        var settings = found
        var options = ClientOptions(region: try region ?? settings.value(of: .region)?.value)
        try await settings.chooseDefaults(self, region: options.region, models)
        try options.takeEndpoints(self, settings, service)
        try options.takeSignatures(self, settings, service)
        try options.takePayloads(self, settings)
        try options.takeRetries(self, settings)
        try options.takeS3(self, settings)
        try options.takeTransport(self, settings)
        options.userAgent = userAgent
        options.userAgentExtra = userAgentExtra
        options.userAgentAppID = try userAgentAppID ?? settings.value(of: .userAgentAppID)?.value
        options.usesBotocoreDialect = preset == .botocore
        return options
    }
}

extension Settings {
    /// Takes the defaults of the mode that holds.
    fileprivate mutating func chooseDefaults(_ config: Config, region: String?, _ models: ModelLibrary) async throws {
        var name = try config.defaultsMode?.lowercased() ?? value(of: .defaultsMode)?.value ?? "legacy"
        let modes = DefaultsModes(try models.defaults)
        guard name == "legacy" || name == "auto" || modes.names.contains(name) else {
            throw CallError(.configuration, during: .prepare, "there is no defaults mode \(name)")
        }
        if name == "auto" {
            let service = try InstanceMetadata(self, http: config.sender, userAgent: "inia")
            name = await DefaultsModes.automatic(for: region, in: environment) { try? await service.region() }
        }
        defaultsMode = modes[name]
    }
}

extension ClientOptions {
    fileprivate mutating func takeEndpoints(_ config: Config, _ settings: Settings, _ service: ServiceModel) throws {
        endpointURL = config.endpointURL
        isEndpointURLExplicit = config.endpointURL != nil
        if endpointURL == nil, config.ignoreConfiguredEndpointURLs != true {
            endpointURL = try settings.endpointURL(serviceID: service.traits.serviceID)?.value
        }
        useSSL = config.useSSL ?? true
        useFIPSEndpoint = try config.useFIPSEndpoint ?? settings.value(of: .useFIPSEndpoint)?.value ?? false
        useDualstackEndpoint =
            try config.useDualstackEndpoint ?? settings.value(of: .useDualstackEndpoint)?.value ?? false
        if service.usesS3Settings {
            let own = try config.s3.useDualstackEndpoint ?? settings.value(of: .s3UseDualstackEndpoint)?.value
            useDualstackEndpoint = own ?? useDualstackEndpoint
        }
        injectHostPrefix =
            try config.injectHostPrefix ?? settings.value(of: .disableHostPrefixInjection).map { !$0.value } ?? true
        accountIDEndpointMode =
            try config.accountIDEndpointMode
            ?? AccountIDEndpointMode(rawValue: settings.value(of: .accountIDEndpointMode)?.value ?? "") ?? .preferred
        endpointDiscovery =
            try config.endpointDiscovery ?? Self.discovery(settings.value(of: .endpointDiscovery)?.value)
        stsRegionalEndpoints =
            try config.stsRegionalEndpoints
            ?? EndpointScope(rawValue: settings.value(of: .stsRegionalEndpoints)?.value ?? "") ?? .regional
        clientContextParams = config.clientContextParams
    }

    private static func discovery(_ word: String?) -> EndpointDiscovery {
        switch word {
        case "true": .enabled
        case "false": .disabled
        default: .auto
        }
    }

    fileprivate mutating func takeSignatures(_ config: Config, _ settings: Settings, _ service: ServiceModel) throws {
        signatureVersion = config.signatureVersion
        isSignatureVersionExplicit = config.signatureVersion != nil
        if signatureVersion == nil {
            signatureVersion = settings.signatureVersion(service: service.traits.endpointPrefix)?.value
        }
        isAuthSchemePreferenceExplicit = config.authSchemePreference != nil
        authSchemePreference =
            try config.authSchemePreference ?? settings.value(of: .authSchemePreference)?.value ?? []
        sigv4aSigningRegionSet =
            try config.sigv4aSigningRegionSet ?? settings.value(of: .sigv4aSigningRegionSet)?.value
        avoidsSigV4A = config.preset == .botocore
        let name = service.traits.signingName ?? service.traits.endpointPrefix
        prefersBearer = settings.bearerToken(signingName: name) != nil
    }

    fileprivate mutating func takePayloads(_ config: Config, _ settings: Settings) throws {
        keepsTimestampText = config.keepsTimestampText ?? false
        parameterValidation = try config.parameterValidation ?? settings.value(of: .parameterValidation)?.value ?? true
        requestChecksumCalculation =
            try config.requestChecksumCalculation
            ?? ChecksumMode(rawValue: settings.value(of: .requestChecksumCalculation)?.value ?? "") ?? .whenSupported
        responseChecksumValidation =
            try config.responseChecksumValidation
            ?? ChecksumMode(rawValue: settings.value(of: .responseChecksumValidation)?.value ?? "") ?? .whenSupported
        requestMinCompressionSize =
            try config.requestMinCompressionSize ?? settings.value(of: .requestMinCompressionSize)?.value ?? 10240
        let smallest = config.preset == .botocore ? 1 : 0
        guard (smallest...1_048_576).contains(requestMinCompressionSize) else {
            throw CallError(
                .configuration, during: .prepare,
                "requestMinCompressionSize must be from \(smallest) to 1048576 bytes, not \(requestMinCompressionSize)"
            )
        }
        disableRequestCompression =
            try config.disableRequestCompression ?? settings.value(of: .disableRequestCompression)?.value ?? false
    }

    fileprivate mutating func takeRetries(_ config: Config, _ settings: Settings) throws {
        let mode = try config.retry?.mode?.rawValue ?? settings.value(of: .retryMode)?.value ?? "legacy"
        retry = RetryOptions(mode: RetryOptions.Mode(rawValue: mode) ?? .legacy)
        retry.maxAttempts = try config.retry?.maxAttempts ?? settings.value(of: .maxAttempts)?.value
        if let attempts = retry.maxAttempts, attempts < 1 {
            throw CallError(.configuration, during: .prepare, "there must be at least one attempt, not \(attempts)")
        }
        retry.correctsClockSkew = config.preset == .inia
        retry.heedsRetryAfter = config.preset == .inia
        if settings.environment["AWS_NEW_RETRIES_2026"]?.lowercased() == "true" {
            retry.uses2026Behavior = true
            if config.retry?.mode == nil, try settings.value(of: .retryMode)?.origin == .standard {
                retry.mode = .standard
            }
        }
        timeout = config.timeout
    }

    fileprivate mutating func takeS3(_ config: Config, _ settings: Settings) throws {
        let said = config.s3
        s3.addressingStyle =
            try said.addressingStyle
            ?? settings.value(of: .s3AddressingStyle).flatMap { S3Options.AddressingStyle(rawValue: $0.value) }
        s3.payloadSigningEnabled = try said.payloadSigningEnabled ?? settings.value(of: .s3PayloadSigningEnabled)?.value
        s3.useAccelerateEndpoint =
            try said.useAccelerateEndpoint ?? settings.value(of: .s3UseAccelerateEndpoint)?.value ?? false
        s3.useARNRegion = try said.useARNRegion ?? settings.value(of: .s3UseARNRegion)?.value
        s3.usEast1RegionalEndpoint =
            try said.usEast1RegionalEndpoint
            ?? EndpointScope(rawValue: settings.value(of: .s3USEast1RegionalEndpoint)?.value ?? "") ?? .legacy
        s3.disableMultiRegionAccessPoints =
            try said.disableMultiRegionAccessPoints ?? settings.value(of: .s3DisableMultiRegionAccessPoints)?.value
        s3.disableExpressSessionAuth =
            try said.disableExpressSessionAuth ?? settings.value(of: .s3DisableExpressSessionAuth)?.value
        s3.legacyPresigning = config.preset == .botocore
    }
}

extension ServiceModel {
    /// Whether the settings for S3 hold: for S3 itself, and for its control plane.
    fileprivate var usesS3Settings: Bool { traits.endpointPrefix == "s3" || traits.endpointPrefix == "s3-control" }
}
