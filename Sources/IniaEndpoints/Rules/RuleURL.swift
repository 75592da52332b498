internal import IniaText

/// A URL in the parts that the rules language knows.
struct RuleURL {
    private let scheme: String
    private let authority: String
    private let path: String
    private let isAddress: Bool

    /// Cuts a URL, or gives nil where its scheme is not HTTP, it has a query, or its port is no port number.
    init?(_ text: String) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        scheme = text[..<colon].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        var rest = text.utf8[text.utf8.index(after: colon)...]
        guard rest.starts(with: "//".utf8), !rest.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else { return nil }
        rest = rest.dropFirst(2)
        rest = rest.prefix { $0 != UInt8(ascii: "#") }
        if let query = rest.firstIndex(of: UInt8(ascii: "?")) {
            guard rest.index(after: query) == rest.endIndex else { return nil }
            rest = rest[..<query]
        }
        let authority = rest.prefix { $0 != UInt8(ascii: "/") }
        guard let host = Self.host(of: authority) else { return nil }
        self.authority = String(Substring(authority))
        path = Self.withoutParameters(rest[authority.endIndex...])
        isAddress = IPAddress.isVersion4(host) || IPAddress.isVersion6(host)
    }

    var record: RuleRecord {
        RuleRecord([
            ("scheme", .string(scheme)), ("authority", .string(authority)), ("path", .string(path)),
            ("normalizedPath", .string(normalizedPath)), ("isIp", .boolean(isAddress)),
        ])
    }

    /// The host of an authority, without brackets; nil where it is empty or the port is not one.
    private static func host(of authority: Substring.UTF8View) -> Substring.UTF8View? {
        var host = authority
        if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[host.index(after: at)...] }
        var port = host[host.endIndex...]
        if host.first == UInt8(ascii: "[") {
            guard let close = host.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            port = host[host.index(after: close)...]
            guard port.isEmpty || port.first == UInt8(ascii: ":") else { return nil }
            host = host[..<close].dropFirst()
        } else if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
            port = host[colon...]
            host = host[..<colon]
        }
        let digits = port.dropFirst()
        guard !host.isEmpty, digits.allSatisfy(\.isDigit), digits.count <= 10 else { return nil }
        if let number = Int(String(Substring(digits))), number > 65535 { return nil }
        return host
    }

    /// A path without what follows a semicolon in its last segment, which is not part of it (RFC 1808 section 2.4.6).
    private static func withoutParameters(_ path: Substring.UTF8View) -> String {
        let segment = path.lastIndex(of: UInt8(ascii: "/")).map { path[$0...] } ?? path
        let end = segment.firstIndex(of: UInt8(ascii: ";")) ?? path.endIndex
        return String(Substring(path[..<end]))
    }

    /// The path without dot segments and repeated slashes, percent-encoded, with a slash at its end.
    private var normalizedPath: String {
        var segments: [Substring] = []
        for segment in path.split(separator: "/") where segment != "." {
            if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
        }
        guard !segments.isEmpty else { return "/" }
        return Percent.encode("/" + segments.joined(separator: "/") + "/", keeping: "/")
    }
}
