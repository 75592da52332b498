/// Sends one request and gives its response: the boundary below which nobody knows of AWS.
public protocol HTTPClient: Sendable {
    /// Sends a request and returns when the head of its final response has arrived.
    ///
    /// - Throws: ``TransportError`` where there was no usable response, or `CancellationError` where the caller's
    ///   task was cancelled; the request is then off the wire.
    func send(_ request: HTTPRequest, options: HTTPExchangeOptions) async throws -> HTTPResponse
}

/// What one exchange asks of its transport.
public struct HTTPExchangeOptions: Sendable {
    /// How long the connection may take to open (default 60 s, as botocore).
    public var connectTimeout: Duration = .seconds(60)
    /// How long the peer may stay silent while its bytes are awaited (default 60 s, as botocore).
    public var readTimeout: Duration = .seconds(60)
    /// How long the peer may take no bytes while some are to be sent (default 60 s).
    public var writeTimeout: Duration = .seconds(60)
    /// How long to wait for a free connection (default 60 s).
    public var acquireTimeout: Duration = .seconds(60)
    /// When the whole exchange must have its response's head, if ever.
    public var deadline: ContinuousClock.Instant?
    /// How the connection is made; requests share a connection only where this is equal.
    public var route: HTTPRoute = .direct

    /// Creates the defaults.
    public init() {}
}

/// How a connection to a host is made and secured: the part of a connection pool's key that is not the URL.
///
/// A route is a reference so that it is compared in one step where it is the same, which is nearly always.
public final class HTTPRoute: Sendable, Hashable {
    /// Direct connections, verified by the system's certificate authorities.
    public static let direct = HTTPRoute()

    /// How the peer is verified and what is shown to it.
    public let tls: TLSOptions
    /// The proxy that connections go through, if any.
    public let proxy: HTTPProxy?
    /// The protocols that may be spoken, the preferred first.
    public let versions: [HTTPVersion]
    /// The most connections that are held open to one host (default 50; botocore has 10).
    public let maximumConnections: Int
    /// Whether TCP keep-alive probes are sent.
    public let isKeptAlive: Bool
    private let hash: Int

    /// Creates a route.
    public init(
        tls: TLSOptions = TLSOptions(), proxy: HTTPProxy? = nil, versions: [HTTPVersion] = [.http1],
        maximumConnections: Int = 50, isKeptAlive: Bool = false
    ) {
        self.tls = tls
        self.proxy = proxy
        self.versions = versions
        self.maximumConnections = maximumConnections
        self.isKeptAlive = isKeptAlive
        var hasher = Hasher()
        hasher.combine(tls)
        hasher.combine(proxy)
        hasher.combine(versions)
        hasher.combine(maximumConnections)
        hasher.combine(isKeptAlive)
        hash = hasher.finalize()
    }

    /// The same way, with other versions of HTTP.
    public func speaking(_ versions: [HTTPVersion]) -> HTTPRoute {
        HTTPRoute(
            tls: tls, proxy: proxy, versions: versions, maximumConnections: maximumConnections,
            isKeptAlive: isKeptAlive)
    }

    /// Whether two routes would make the same connection.
    public static func == (left: HTTPRoute, right: HTTPRoute) -> Bool {
        left === right
            || (left.hash == right.hash && left.tls == right.tls && left.proxy == right.proxy
                && left.versions == right.versions && left.maximumConnections == right.maximumConnections
                && left.isKeptAlive == right.isKeptAlive)
    }

    /// Feeds the route into a hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

/// A version of HTTP.
public enum HTTPVersion: Sendable, Hashable {
    case http1, http2
}

/// How a TLS peer is identified and what is shown to it.
public struct TLSOptions: Sendable, Hashable {
    /// Whom to trust.
    public enum Verification: Sendable, Hashable {
        /// The system's certificate authorities.
        case system
        /// The authorities in a file of PEM certificates, or in a folder hashed as OpenSSL does.
        case authorities(path: String)
        /// Anybody. The connection is then open to whoever can intercept it.
        case none
    }

    /// A certificate of one's own, as paths of PEM files; the key may stand in the certificate's file.
    public struct Identity: Sendable, Hashable {
        /// The path of the certificate, and of those that lead from it to an authority.
        public var certificatePath: String
        /// The path of the private key.
        public var keyPath: String?

        /// Creates an identity.
        public init(certificatePath: String, keyPath: String? = nil) {
            self.certificatePath = certificatePath
            self.keyPath = keyPath
        }
    }

    /// Versions of TLS.
    public enum Version: Int, Sendable, Hashable { case tls12, tls13 }

    /// Whom to trust (default: the system's authorities).
    public var verification: Verification = .system
    /// The certificate that is shown to the peer, if any.
    public var identity: Identity?
    /// The oldest version of TLS that is spoken (default: 1.2).
    public var minimumVersion: Version = .tls12
    /// A file to which session secrets are appended for debugging, if any.
    public var keyLogPath: String?

    /// Creates the defaults.
    public init() {}
}

/// A proxy that requests go through.
public struct HTTPProxy: Sendable, Hashable, CustomDebugStringConvertible, CustomReflectable {
    /// The proxy's own address; `https` means TLS to the proxy.
    public var url: HTTPURL
    /// The value of `Proxy-Authorization`, if any.
    public var authorization: String?
    /// How the proxy itself is verified where its URL is `https`.
    public var tls: TLSOptions
    /// Whether `https` requests are forwarded by the proxy instead of tunnelled with CONNECT.
    public var forwardsSecureRequests: Bool

    /// Creates a proxy.
    public init(
        url: HTTPURL, authorization: String? = nil, tls: TLSOptions = TLSOptions(), forwardsSecureRequests: Bool = false
    ) {
        self.url = url
        self.authorization = authorization
        self.tls = tls
        self.forwardsSecureRequests = forwardsSecureRequests
    }

    /// The address; never the credentials.
    public var debugDescription: String { "HTTPProxy(\(url.text))" }

    /// The address alone, so that dumps show no credentials.
    public var customMirror: Mirror { Mirror(self, children: ["url": url.text]) }
}
