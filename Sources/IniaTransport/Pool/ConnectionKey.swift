internal import IniaHTTP

/// What connections have in common that may be used for each other's requests.
struct ConnectionKey: Sendable, Hashable {
    let isSecure: Bool
    let host: String
    let port: Int
    let route: HTTPRoute

    init(_ url: HTTPURL, route: HTTPRoute) {
        isSecure = url.isSecure
        host = url.host
        port = url.effectivePort
        self.route = route
    }

    /// The same host by another route.
    init(_ other: ConnectionKey, route: HTTPRoute) {
        isSecure = other.isSecure
        host = other.host
        port = other.port
        self.route = route
    }

    /// The host and port, for messages.
    var name: String { "\(host):\(port)" }
}
