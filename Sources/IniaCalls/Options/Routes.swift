public import IniaHTTP

/// Which way requests go: directly, or through a proxy for their scheme, unless their host is exempt.
public struct Routes: Sendable {
    /// The way of requests that no proxy is for.
    public var direct: HTTPRoute
    /// The ways through proxies, by the scheme of the request: `http`, `https`.
    public var proxied: [String: HTTPRoute]
    /// Hosts that are reached directly: names that stand for themselves and for everything below them, with a port or
    /// without; addresses, and blocks of them in CIDR notation (`10.0.0.0/8`); `*` for all.
    public var exemptions: [String] {
        didSet { blocks = exemptions.compactMap { AddressBlock($0) } }
    }
    private var blocks: [AddressBlock]

    /// Creates routes; without arguments everything goes directly.
    public init(direct: HTTPRoute = .direct, proxied: [String: HTTPRoute] = [:], exemptions: [String] = []) {
        self.direct = direct
        self.proxied = proxied
        self.exemptions = exemptions
        blocks = exemptions.compactMap { AddressBlock($0) }
    }

    /// The way to a URL.
    public func route(for url: HTTPURL) -> HTTPRoute {
        guard let route = proxied[url.scheme], !isExempt(url) else { return direct }
        return route
    }

    private func isExempt(_ url: HTTPURL) -> Bool {
        if exemptions.contains("*") || blocks.contains(where: { $0.contains(url.host) }) { return true }
        let host = url.host.lowercased()
        let names = url.port.map { [host, "\(host):\($0)"] } ?? [host]
        return exemptions.contains { exemption in
            let suffix = String(exemption.drop { $0 == "." }).lowercased()
            return !suffix.isEmpty && names.contains { $0 == suffix || $0.hasSuffix(".\(suffix)") }
        }
    }
}
