public import IniaHTTP
public import IniaPrimitives

/// Sends requests over sockets of its own: an ``HTTPClient`` with a pool of connections.
///
/// A transport needs no shutting down: one that is let go of closes its idle connections, and an exchange that is
/// under way ends first.
public final class Transport: HTTPClient {
    /// The transport that everything in the process shares unless it brings its own.
    public static let shared = Transport()

    private let options: TransportOptions
    private let files: (any FileOpener)?

    /// Creates a transport with a pool of its own. It opens nothing until a request is sent.
    ///
    /// - Parameters:
    ///   - options: how long connections are kept.
    ///   - files: what opens file bodies; without it they are refused.
    public init(options: TransportOptions = TransportOptions(), files: (any FileOpener)? = nil) {
        self.options = options
        self.files = files
    }

    /// The event loop as an executor: a task that prefers it calls without a thread hop.
    ///
    /// It is the same for every transport, and outlives them.
    public var eventLoop: any TaskExecutor { EventLoop.shared }

    /// Sends a request and returns when the head of its final response has arrived.
    public func send(_ request: HTTPRequest, options: HTTPExchangeOptions) async throws -> HTTPResponse {
        throw TransportError(.network, during: "sending", mayHaveBeenSent: false)
    }

    /// What the pool holds at this moment.
    public func statistics() async -> TransportStatistics { TransportStatistics() }

    /// Closes every connection that carries no exchange.
    public func closeIdleConnections() async {}
}

/// How a transport keeps its connections.
public struct TransportOptions: Sendable, Hashable {
    /// How long a connection may be idle before it is closed (default 60 s).
    public var idleTimeout: Duration = .seconds(60)
    /// How long a response's body may lie unread before its connection is closed (default 60 s).
    public var abandonTimeout: Duration = .seconds(60)
    /// How long addresses that a name was resolved to are used again (default 10 s).
    public var addressLifetime: Duration = .seconds(10)

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

    public init() {}
}
