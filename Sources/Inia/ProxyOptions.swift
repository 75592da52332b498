public import IniaHTTP

/// How proxies are reached that speak TLS, and used (`proxies_config`). What is nil here is found in the profile.
public struct ProxyOptions: Sendable, Hashable {
    /// The path of a PEM file of the authorities that proxies are verified by (`proxy_ca_bundle`); nil for the profile's,
    /// then the system's authorities.
    public var caBundle: String?
    /// A certificate to show to proxies (`proxy_client_cert`): a file with its key in it, or a file for each; nil for the
    /// profile's, which can name one file.
    public var clientCertificate: TLSOptions.Identity?
    /// Whether `https` requests are forwarded by a proxy instead of tunnelled (`proxy_use_forwarding_for_https`; default
    /// false). The proxy then sees them.
    public var useForwardingForHTTPS: Bool?

    /// Says nothing.
    public init() {}
}
