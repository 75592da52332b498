public import IniaHTTP
internal import IniaHost
internal import IniaPrimitives
public import IniaSettings

/// The metadata service of an EC2 instance (IMDS).
public struct InstanceMetadata: Sendable {
    private let http: any HTTPClient
    private let base: String
    private let timeout: Duration
    private let attempts: Int
    private let isDisabled: Bool
    private let allowsVersion1: Bool
    private let userAgent: String

    /// The service did not answer as it should, as often as it was asked.
    struct Silence: Error {}

    /// Prepares to ask the service as the settings say.
    ///
    /// - Throws: `SettingsError` for a malformed setting.
    public init(_ settings: Settings, http: any HTTPClient, userAgent: String) throws(SettingsError) {
        self.http = http
        self.userAgent = userAgent
        timeout = .seconds(try settings.value(of: .metadataTimeout)?.value ?? 1)
        attempts = try settings.value(of: .metadataAttempts)?.value ?? 1
        isDisabled = try settings.value(of: .metadataDisabled)?.value ?? false
        allowsVersion1 = try settings.value(of: .metadataV1Disabled)?.value != true
        let mode = try settings.value(of: .metadataEndpointMode)?.value
        let isOverIPv6 = try settings.value(of: .metadataOverIPv6)?.value == true
        let isVersion6 = mode.map { $0 == "ipv6" } ?? isOverIPv6
        let usual = isVersion6 ? "http://[fd00:ec2::254]/" : "http://169.254.169.254/"
        let custom = try settings.value(of: .metadataEndpoint).flatMap { $0.value.isEmpty ? nil : $0 }
        guard HTTPURL(custom?.value ?? usual) != nil else {
            throw SettingsError(
                .malformedValue, "the endpoint of the instance metadata service is no URL", origin: custom?.origin)
        }
        let text = custom?.value ?? usual
        base = text.utf8.last == UInt8(ascii: "/") ? text : text + "/"
    }

    /// The region that the instance is in, or nil where the service does not say.
    ///
    /// - Throws: `CancellationError`, or ``IdentityError`` where only the first version of the service would answer.
    public func region() async throws -> String? {
        do {
            let zone = try await get("latest/meta-data/placement/availability-zone/", token: try await token())
            let text = zone.text
            return text.isEmpty ? nil : String(text.dropLast())
        } catch is Silence {
            return nil
        }
    }

    /// Gets a session token, with which all else is asked (IMDSv2); nil where the service knows no such thing.
    func token() async throws -> String? {
        guard !isDisabled else { throw Silence() }
        let request = try request(
            "latest/api/token", method: "PUT", header: ("x-aws-ec2-metadata-token-ttl-seconds", "21600"))
        for _ in 0..<max(attempts, 0) {
            do {
                let (status, body) = try await request.send(http)
                switch status {
                case 200: return body.text
                case 404, 403, 405: return nil
                case 400: throw Silence()
                default: continue
                }
            } catch let error as TransportError {
                if error.code == .readTimeout { return nil }
            }
        }
        return nil
    }

    /// Asks for what is at a path; an answer that does not please is asked for again.
    func get(
        _ path: String, token: String?, isAcceptable: (Bytes) -> Bool = { !$0.isEmpty }
    ) async throws -> Bytes {
        guard !isDisabled else { throw Silence() }
        guard token?.isEmpty == false || allowsVersion1 else {
            throw IdentityError(
                .retrieval, "There is no token for the instance metadata service, and its first version is disabled.",
                source: "iam-role")
        }
        let request = try request(path, header: token.map { ("x-aws-ec2-metadata-token", $0) })
        for _ in 0..<max(attempts, 0) {
            do {
                let (status, body) = try await request.send(http)
                if status == 200, isAcceptable(body) { return body }
            } catch is TransportError {
                continue
            }
        }
        throw Silence()
    }

    private func request(
        _ path: String, method: String = "GET", header: (name: String, value: String)?
    ) throws -> MetadataRequest {
        guard let url = HTTPURL(base + path) else { throw Silence() }
        var headers = [(name: "User-Agent", value: userAgent)]
        if let header { headers.append(header) }
        return MetadataRequest(method: method, url: url, headers: headers, timeout: timeout)
    }
}
