/// An absolute `http` or `https` URL in the parts that a request needs, percent-encoded as it goes on the wire.
public struct HTTPURL: Sendable, Hashable {
    /// `http` or `https`, in lower case.
    public var scheme: String
    /// The user information before `@`, if any, as it was written.
    public var userInfo: String?
    /// The host name or address, in lower case; an IPv6 address without its brackets.
    public var host: String
    /// The port, where the URL names one.
    public var port: Int?
    /// The path, percent-encoded; empty or beginning with a slash.
    public var path: String
    /// What follows the question mark, percent-encoded, or nil where there is none.
    public var query: String?

    /// Creates a URL from parts that are already encoded.
    public init(scheme: String, host: String, port: Int? = nil, path: String = "", query: String? = nil) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path
        self.query = query
    }

    /// Parses a URL, or gives nil where the scheme is another, the host is missing or a part is malformed.
    ///
    /// A fragment is dropped.
    public init?(_ text: String) {
        guard let schemeEnd = text.range(of: "://") else { return nil }
        let scheme = text[..<schemeEnd.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        var rest = text[schemeEnd.upperBound...]
        if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
        guard !rest.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else { return nil }
        let authorityEnd = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        var authority = rest[..<authorityEnd]
        rest = rest[authorityEnd...]
        var userInfo: String?
        if let at = authority.lastIndex(of: "@") {
            userInfo = String(authority[..<at])
            authority = authority[authority.index(after: at)...]
        }
        guard let (host, port) = Self.hostAndPort(authority) else { return nil }
        let queryStart = rest.firstIndex(of: "?")
        self.init(
            scheme: scheme, host: host, port: port,
            path: String(rest[..<(queryStart ?? rest.endIndex)]),
            query: queryStart.map { String(rest[rest.index(after: $0)...]) })
        self.userInfo = userInfo
    }

    private static func hostAndPort(_ authority: Substring) -> (host: String, port: Int?)? {
        var hostEnd = authority.endIndex
        if authority.first == "[" {
            guard let close = authority.firstIndex(of: "]") else { return nil }
            hostEnd = authority.index(after: close)
        } else if let colon = authority.firstIndex(of: ":") {
            hostEnd = colon
        }
        var host = authority[..<hostEnd].lowercased()
        if host.first == "[" { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty else { return nil }
        let tail = authority[hostEnd...]
        if tail.isEmpty || tail == ":" { return (host, nil) }
        guard tail.first == ":", tail.dropFirst().utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }),
            let port = Int(tail.dropFirst()), port <= 65535
        else { return nil }
        return (host, port)
    }

    /// Whether the URL is reached over TLS.
    public var isSecure: Bool { scheme == "https" }

    /// The port to connect to: the one that the URL names, or the scheme's default.
    public var effectivePort: Int { port ?? (isSecure ? 443 : 80) }

    /// The host with its port where that is not the scheme's default: the value of a `Host` header.
    public var hostHeader: String {
        guard let port, port != (isSecure ? 443 : 80) else { return bracketedHost }
        return bracketedHost + ":" + String(port)
    }

    private var bracketedHost: String {
        host.withBytes { $0.contains(UInt8(ascii: ":")) } ? "[\(host)]" : host
    }

    /// The path and query as a request line has them; an empty path is `/`.
    public var requestTarget: String {
        let path = path.isEmpty ? "/" : path
        return query.map { "\(path)?\($0)" } ?? path
    }

    /// The whole URL, without user information.
    public var text: String {
        let authority = port.map { "\(bracketedHost):\($0)" } ?? bracketedHost
        return "\(scheme)://\(authority)\(path)\(query.map { "?\($0)" } ?? "")"
    }
}

extension StringProtocol {
    /// The first place of a short text; the standard library has this only for collections of one element.
    fileprivate func range(of needle: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
            start = index(after: start)
        }
        return nil
    }
}
