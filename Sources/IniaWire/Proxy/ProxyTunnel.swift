public import IniaHTTP

/// Asks a proxy for a tunnel with CONNECT (RFC 9110 section 9.3.6).
public struct ProxyTunnel: Sendable {
    /// What to send to the proxy.
    public let request: [UInt8]
    private var parser: ResponseParser

    /// Prepares to ask for a tunnel to a host.
    ///
    /// - Parameters:
    ///   - url: a URL at the host.
    ///   - authorization: the value of `Proxy-Authorization`, if any.
    public init(to url: HTTPURL, authorization: String?) throws(WireError) {
        let name = url.host.contains(":") ? "[\(url.host)]" : url.host
        let target = "\(name):\(url.effectivePort)"
        var writer = HeadWriter()
        try writer.line(method: "CONNECT", target: target, host: url.host)
        writer.field("Host", target)
        if let authorization {
            guard !authorization.utf8.contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }) else {
                throw WireError(.request, "proxy credentials with a line end")
            }
            writer.field("Proxy-Authorization", authorization)
        }
        writer.end()
        request = writer.bytes
        parser = ResponseParser()
        parser.expect(method: "CONNECT")
    }

    /// Takes in all that has arrived and was not used up; says whether the tunnel is open, and how many bytes to drop.
    ///
    /// - Throws: ``WireError`` with ``WireError/Code/proxy`` where the proxy refused.
    public mutating func received(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> (isOpen: Bool, used: Int) {
        var used = 0
        while true {
            let step = try parser.next(UnsafeRawBufferPointer(rebasing: bytes[used...]))
            used += step.used
            guard case .head(let head)? = step.event else { return (false, used) }
            if head.isInterim { continue }
            guard head.status < 300 else { throw WireError(.proxy, "the proxy answered CONNECT with \(head.status)") }
            guard used == bytes.count else {
                throw WireError(.proxy, "the proxy sent bytes before the tunnel was used")
            }
            return (true, used)
        }
    }
}
