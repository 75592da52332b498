import Inia
import IniaPrimitives
import IniaTesting
import IniaText
import Synchronization

/// A client as a line describes it, in a world of its own.
struct LineClient: Sendable {
    let client: Client
    let service: String
    let http: ScriptedHTTPClient
    let clock: ScriptedClock
    let monitoring: Monitoring

    /// Makes a session and a client of the line's service.
    init(_ line: Line, whenSent: @escaping @Sendable (Int) -> Void = { _ in }) throws {
        try self.init(line, service: try line.model, whenSent: whenSent)
    }

    init(_ line: Line, service: ServiceModel, whenSent: @escaping @Sendable (Int) -> Void = { _ in }) throws {
        let (host, clock) = try line.host
        let http = ScriptedHTTPClient(try line.replies, files: host.files, whenSent: whenSent)
        var config = try LineConfig(line).config
        config.httpClient = http
        let monitoring = Monitoring()
        config.monitoringPublisher = { monitoring.note($0) }
        self.monitoring = monitoring
        let session = Session(config, host: host, models: Models.library)
        self.http = http
        self.clock = clock
        client = session.client(of: service)
        self.service = service.name
    }

    /// Makes the line's call.
    func call(_ line: Line) async throws {
        let (operation, params) = (try line.operation, try line.params)
        if let typed = TypedCalls.calls["\(service)/\(operation)"] {
            _ = try await typed(client, params)
        } else {
            _ = try await client.call(operation, params)
        }
    }

    /// The input of the line's operation.
    func input(_ line: Line) throws -> Value {
        let params = try line.params
        return try TypedCalls.requests["\(service)/\(try line.operation)"]?(params) ?? params
    }

    /// The requests that were sent, as answers report them.
    var requests: Document { .list(http.requests.map(\.document)) }

    /// The pauses that were made, in seconds.
    var sleeps: Document {
        .list(clock.sleeps.map { .float(($0 / .seconds(1) * 1_000_000).rounded() / 1_000_000) })
    }
}

/// The client-side monitoring events of a line.
final class Monitoring: Sendable {
    private let kept = Mutex<[Document]>([])

    func note(_ event: Bytes) {
        if let event = try? JSONReader.document(event) { kept.withLock { $0.append(event) } }
    }

    var events: [Document] { kept.withLock { $0 } }
}

/// Client options in botocore's names, as the SDK's own.
struct LineConfig {
    private(set) var config = Config()

    init(_ line: Line) throws {
        let given = try line.config
        config.preset = given["preset"]?.asString == "inia" ? .inia : .botocore
        if try !line.hasWorld { config.region = "us-east-1" }
        for entry in given.asEntries where entry.key != "preset" { try set(entry.key, entry.value) }
        if try line.truth("sign") == false { config.signatureVersion = "unsigned" }
        if case .none = try line.credentials { config.credentials = CredentialChoice.none }
        if case .fixed(let id, let secret, let token, let account) = try line.credentials {
            config.credentials = .fixed(
                Credentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token, accountID: account))
        }
        if let token = try line.token { config.token = .fixed(BearerToken(token)) }
    }

    private mutating func set(_ name: String, _ value: Document) throws {
        let (text, truth, number) = (value.asString, value.asBoolean, value.asInteger.map { Int(clamping: $0) })
        switch name {
        case "region_name": config.region = text
        case "endpoint_url": config.endpointURL = text
        case "use_ssl": config.useSSL = truth
        case "signature_version": config.signatureVersion = text
        case "use_dualstack_endpoint": config.useDualstackEndpoint = truth
        case "use_fips_endpoint": config.useFIPSEndpoint = truth
        case "inject_host_prefix": config.injectHostPrefix = truth
        case "parameter_validation": config.parameterValidation = truth
        case "request_checksum_calculation": config.requestChecksumCalculation = try word(name, text)
        case "response_checksum_validation": config.responseChecksumValidation = try word(name, text)
        case "request_min_compression_size_bytes": config.requestMinCompressionSize = number
        case "disable_request_compression": config.disableRequestCompression = truth
        case "account_id_endpoint_mode": config.accountIDEndpointMode = try word(name, text)
        case "auth_scheme_preference":
            config.authSchemePreference = text?.split(separator: ",").map { String($0.filter { $0 != " " }) }
        case "sigv4a_signing_region_set": config.sigv4aSigningRegionSet = text
        case "defaults_mode": config.defaultsMode = text
        case "endpoint_discovery_enabled": config.endpointDiscovery = discovery(value)
        case "ignore_configured_endpoint_urls": config.ignoreConfiguredEndpointURLs = truth
        case "retries": config.retry = try retry(value)
        case "s3": for entry in value.asEntries { try setS3(entry.key, entry.value) }
        case "client_context_params":
            config.clientContextParams = Dictionary(
                value.asEntries.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
        case "user_agent": config.userAgent = text
        case "user_agent_extra": config.userAgentExtra = text
        case "user_agent_appid": config.userAgentAppID = text
        case "connect_timeout": config.connectTimeout = value.asFloat.map { .seconds($0) }
        case "read_timeout": config.readTimeout = value.asFloat.map { .seconds($0) }
        case "tcp_keepalive": config.tcpKeepalive = truth
        case "max_pool_connections": config.maxPoolConnections = number
        default: throw Unsupported("config \(name)")
        }
    }

    private mutating func setS3(_ name: String, _ value: Document) throws {
        switch name {
        case "addressing_style": config.s3.addressingStyle = try word(name, value.asString)
        case "payload_signing_enabled": config.s3.payloadSigningEnabled = value.asBoolean
        case "use_accelerate_endpoint": config.s3.useAccelerateEndpoint = value.asBoolean
        case "use_arn_region": config.s3.useARNRegion = value.asBoolean
        case "us_east_1_regional_endpoint": config.s3.usEast1RegionalEndpoint = try word(name, value.asString)
        case "use_dualstack_endpoint": config.s3.useDualstackEndpoint = value.asBoolean
        case "s3_disable_multiregion_access_points": config.s3.disableMultiRegionAccessPoints = value.asBoolean
        case "disable_s3_express_session_auth": config.s3.disableExpressSessionAuth = value.asBoolean
        case "use_fips_endpoint": break
        default: throw Unsupported("config s3.\(name)")
        }
    }

    private func retry(_ value: Document) throws -> Config.Retry {
        var retry = Config.Retry(mode: try value["mode"].flatMap { try word("retries.mode", $0.asString) })
        retry.maxAttempts =
            value["total_max_attempts"]?.asInteger.map { Int(clamping: $0) }
            ?? value["max_attempts"]?.asInteger.map { Int(clamping: $0) + 1 }
        return retry
    }

    private func discovery(_ value: Document) -> EndpointDiscovery? {
        switch value {
        case .boolean(let truth): truth ? .enabled : .disabled
        case .string(let text): text == "auto" ? .auto : text == "true" ? .enabled : .disabled
        default: nil
        }
    }

    /// One of an option's words, in any case.
    private func word<Word: RawRepresentable<String>>(_ name: String, _ text: String?) throws -> Word? {
        guard let text else { return nil }
        guard let word = Word(rawValue: text.lowercased()) else {
            throw CallError(.configuration, during: .prepare, "\(name) cannot be \(text)")
        }
        return word
    }
}
