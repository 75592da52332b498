internal import IniaHTTP
internal import IniaWire

/// The head of a request as either version of HTTP has it, each made when it is first needed.
struct RequestHeads {
    private let request: HTTPRequest
    private let target: RequestHead.Target
    private var http1: RequestHead?
    private var http2: HTTP2RequestHead?

    /// Makes the head that will most likely be needed, so that a request that cannot be framed costs no connection.
    init(_ request: HTTPRequest, route: HTTPRoute) throws(TransportError) {
        self.request = request
        target = route.forwards(request.url) ? .absolute(proxyAuthorization: route.proxy?.authorization) : .origin
        if route.versions.first == .http2 { _ = try forHTTP2() } else { _ = try forHTTP1() }
    }

    mutating func forHTTP1() throws(TransportError) -> RequestHead {
        if let http1 { return http1 }
        do {
            let head = try RequestHead(request, target: target)
            http1 = head
            return head
        } catch {
            throw refused(error)
        }
    }

    mutating func forHTTP2() throws(TransportError) -> HTTP2RequestHead {
        if let http2 { return http2 }
        do {
            let head = try HTTP2RequestHead(request)
            http2 = head
            return head
        } catch {
            throw refused(error)
        }
    }

    private func refused(_ error: WireError) -> TransportError {
        .wire(error, during: "preparing a request to \(request.url.host)", mayHaveBeenSent: false)
    }
}

extension HTTPRoute {
    /// Whether a proxy is sent the request itself, rather than asked for a tunnel.
    func forwards(_ url: HTTPURL) -> Bool {
        proxy.map { !url.isSecure || $0.forwardsSecureRequests } ?? false
    }

    /// The version that is spoken on a new connection: what TLS agreed on; without TLS, HTTP/2 where nothing else is
    /// wanted. A proxy that is sent requests speaks HTTP/1.1.
    func version(to url: HTTPURL, agreed: String?) throws(TransportError) -> HTTPVersion {
        let isHTTP2 = forwards(url) ? false : url.isSecure ? agreed == "h2" : versions == [.http2]
        let version: HTTPVersion = isHTTP2 ? .http2 : .http1
        guard versions.contains(version) else {
            throw TransportError(
                forwards(url) ? .proxy : .tls, during: "connecting to \(url.host):\(url.effectivePort)",
                reason: "the peer speaks another version of HTTP than is wanted",
                mayHaveBeenSent: false)
        }
        return version
    }
}
