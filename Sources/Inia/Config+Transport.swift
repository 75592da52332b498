internal import IniaCalls
internal import IniaHTTP
internal import IniaHost
internal import IniaPrimitives
internal import IniaSettings
internal import IniaText

extension ClientOptions {
    /// Takes timeouts, and how connections are made and secured.
    mutating func takeTransport(_ config: Config, _ settings: Settings) throws {
        exchange.connectTimeout = config.connectTimeout ?? settings.defaultsMode?.connectTimeout ?? .seconds(60)
        exchange.readTimeout = config.readTimeout ?? .seconds(60)
        exchange.acquireTimeout = config.acquireTimeout ?? .seconds(60)
        httpVersion = config.httpVersion ?? .automatic
        let versions: [HTTPVersion] = httpVersion == .http2 ? [.http2] : [.http1]
        let most = config.maxPoolConnections ?? (config.preset == .botocore ? 10 : 50)
        let isKeptAlive = try config.tcpKeepalive ?? settings.value(of: .tcpKeepalive)?.value ?? false
        let tls = try Self.tls(config, settings)
        func route(through proxy: HTTPProxy?) -> HTTPRoute {
            HTTPRoute(
                tls: tls, proxy: proxy, versions: versions, maximumConnections: most, isKeptAlive: isKeptAlive)
        }
        let environment = settings.environment
        let proxies = config.proxies ?? environment.proxies
        routes = Routes(direct: route(through: nil))
        for (scheme, text) in proxies where !text.isEmpty {
            routes.proxied[scheme] = route(through: try Self.proxy(text, config, settings))
        }
        if config.proxies == nil { routes.exemptions = environment.proxyExemptions(for: config.preset) }
    }

    private static func tls(_ config: Config, _ settings: Settings) throws -> TLSOptions {
        var tls = TLSOptions()
        let bundle = try settings.value(of: .caBundle)?.value ?? settings.environment["REQUESTS_CA_BUNDLE"]
        tls.verification = config.verify ?? bundle.map { .authorities(path: $0) } ?? .system
        tls.identity = config.clientCertificate
        if config.logsTLSSecrets == true { tls.keyLogPath = settings.environment["SSLKEYLOGFILE"] }
        return tls
    }

    private static func proxy(_ text: String, _ config: Config, _ settings: Settings) throws -> HTTPProxy {
        guard let url = HTTPURL(text.contains("://") ? text : "http://\(text)") else {
            throw CallError(.configuration, during: .prepare, "the proxy's address is no URL")
        }
        var proxy = HTTPProxy(url: url)
        proxy.url.userInfo = nil
        if let parts = url.userInfo?.split(separator: ":", maxSplits: 1), parts.count == 2 {
            let pair = parts.map { Percent.decode(String($0)) }.joined(separator: ":")
            proxy.authorization = "Basic \(Base64.encode(Bytes(utf8: pair)))"
        }
        let said = config.proxiesConfig
        if let bundle = try said.caBundle ?? settings.value(of: .proxyCABundle)?.value {
            proxy.tls.verification = .authorities(path: bundle)
        }
        let path = try settings.value(of: .proxyClientCertificate)?.value
        proxy.tls.identity = said.clientCertificate ?? path.map { TLSOptions.Identity(certificatePath: $0) }
        if config.logsTLSSecrets == true { proxy.tls.keyLogPath = settings.environment["SSLKEYLOGFILE"] }
        proxy.forwardsSecureRequests =
            try said.useForwardingForHTTPS ?? settings.value(of: .proxyForwardsSecureRequests)?.value ?? false
        return proxy
    }
}

extension Environment {
    /// The proxies that the environment names, by scheme. A server that answers CGI requests gets `HTTP_PROXY` from
    /// whoever asks it, and so does not heed it.
    fileprivate var proxies: [String: String] {
        var proxies: [String: String] = [:]
        for scheme in ["http", "https"] {
            let isForeign = scheme == "http" && self["REQUEST_METHOD"] != nil
            proxies[scheme] = self["\(scheme)_proxy"] ?? (isForeign ? nil : self["\(scheme.uppercased())_PROXY"])
        }
        return proxies
    }

    /// The hosts that no proxy is for; this machine itself needs not be named, but for who wants botocore's way.
    fileprivate func proxyExemptions(for preset: Config.Preset) -> [String] {
        let list = (self["no_proxy"] ?? self["NO_PROXY"] ?? "").split(separator: ",")
        let named = list.map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
        return preset == .inia ? named + ["localhost", "127.0.0.0/8", "::1"] : named
    }
}
