/// How a transport keeps its connections.
public struct TransportOptions: Sendable, Hashable {
    /// How long a connection may be idle before it is closed (default 60 s); less where its peer says so with
    /// `Keep-Alive: timeout`.
    public var idleTimeout: Duration = .seconds(60)
    /// How long a connection may be used, counted from its opening (default 5 min): so a host that has moved to other
    /// addresses is followed there.
    public var connectionLifetime: Duration = .seconds(300)
    /// The most connections that are held open to all hosts together; nil for three quarters of the descriptors that
    /// the process may have. Each host's own limit is its ``HTTPRoute``'s.
    public var maximumConnections: Int?
    /// How long a response's body may lie unread before its connection is closed (default 60 s).
    public var abandonTimeout: Duration = .seconds(60)
    /// How long addresses that a name was resolved to are used again (default 10 s).
    public var addressLifetime: Duration = .seconds(10)
    /// How long a peer is given to answer `Expect: 100-continue` before the body is sent anyway (default 1 s, as
    /// botocore).
    public var continueTimeout: Duration = .seconds(1)
    /// How long an HTTP/2 peer may be silent, while something is awaited of it, until it is asked for a sign of life
    /// with a ping (default 15 s).
    public var pingInterval: Duration = .seconds(15)
    /// How long it has to answer (default 15 s); its connection is then given up, with all calls on it.
    public var pingTimeout: Duration = .seconds(15)

    /// The defaults.
    public init() {}
}

/// What a transport's pool holds at one moment.
public struct TransportStatistics: Sendable, Hashable {
    /// Connections that are being opened.
    public var opening = 0
    /// Connections that carry an exchange.
    public var busy = 0
    /// Connections whose response's body has not been read to its end; they count as busy too.
    public var unreadBodies = 0
    /// Connections that wait for a request.
    public var idle = 0
    /// Requests that wait for a connection.
    public var waiting = 0
    /// Connections opened since the transport was made.
    public var opened = 0

    /// Nothing at all.
    public init() {}
}
