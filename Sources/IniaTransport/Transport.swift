public import IniaHTTP
internal import IniaHost
public import IniaPrimitives
internal import IniaWire
internal import Synchronization

/// Sends requests over sockets of its own: an ``HTTPClient`` with a pool of connections.
///
/// A transport needs no shutting down: one that is let go of closes its idle connections, and an exchange that is
/// under way ends first.
public final class Transport: HTTPClient {
    /// The transport that everything in the process shares unless it brings its own.
    public static let shared = Transport()

    private let options: TransportOptions
    private let files: any FileOpener
    private let pool: ConnectionPool
    private let connector: Connector
    private let lastConnection = Atomic<UInt64>(0)

    /// Creates a transport with a pool of its own. It opens nothing until a request is sent.
    ///
    /// - Parameters:
    ///   - options: how long connections are kept.
    ///   - files: what opens file bodies; the machine's own files unless others are given.
    public init(options: TransportOptions = TransportOptions(), files: (any FileOpener)? = nil) {
        self.options = options
        self.files = files ?? PosixFiles()
        pool = ConnectionPool(options)
        connector = Connector(trust: TrustStore(), addressLifetime: options.addressLifetime)
    }

    /// The event loop as an executor: a task that prefers it calls without a thread hop.
    ///
    /// It is the same for every transport, and outlives them.
    public var eventLoop: any TaskExecutor { EventLoop.shared }

    /// Sends a request and returns when the head of its final response has arrived.
    ///
    /// A request for which a kept connection turns out to be closed is sent once more, where nothing was answered
    /// and the body can be replayed.
    public func send(_ request: HTTPRequest, options: HTTPExchangeOptions) async throws -> HTTPResponse {
        try Task.checkCancellation()
        let head = try head(of: request, route: options.route)
        let key = ConnectionKey(request.url, route: options.route)
        let deadline = options.deadline.map { Moment($0) } ?? .never
        var retries = Self.staleRetries
        while true {
            let (connection, isFresh) = try await connection(key, request.url, options, deadline: deadline)
            do throws(ExchangeFailure) {
                let reply = try await connection.exchange(
                    head, request, files: files, terms: terms(options, deadline: deadline))
                return await response(reply, connection)
            } catch {
                await pool.release(connection, isReusable: false)
                guard !isFresh, error.isStaleConnection, request.body.isReplayable, retries > 0 else {
                    throw error.error
                }
                retries -= 1
            }
        }
    }

    /// What the pool holds at this moment.
    public func statistics() async -> TransportStatistics { await pool.statistics }

    /// Closes every connection that carries no exchange.
    public func closeIdleConnections() async { await pool.closeIdle() }

    /// How many kept connections may turn out to be closed in a row; the pool has looked at each before.
    private static let staleRetries = 3

    private func head(of request: HTTPRequest, route: HTTPRoute) throws -> RequestHead {
        do {
            guard let proxy = route.proxy, !request.url.isSecure || proxy.forwardsSecureRequests else {
                return try RequestHead(request)
            }
            return try RequestHead(request, target: .absolute(proxyAuthorization: proxy.authorization))
        } catch {
            throw TransportError.wire(
                error, during: "preparing a request to \(request.url.host)", mayHaveBeenSent: false)
        }
    }

    /// A connection that is free, or a new one.
    private func connection(
        _ key: ConnectionKey, _ url: HTTPURL, _ options: HTTPExchangeOptions, deadline: Moment
    ) async throws -> (connection: Connection, isFresh: Bool) {
        let now = Moment.now
        let lease = try await pool.lease(key, timeout: now.advanced(by: options.acquireTimeout), deadline: deadline)
        if case .connection(let connection) = lease {
            guard Task.isCancelled else { return (connection, false) }
            await pool.release(connection, isReusable: true)
            throw CancellationError()
        }
        do {
            try Task.checkCancellation()
            let stream = try await connector.open(
                url, route: options.route, timeout: Moment.now.advanced(by: options.connectTimeout),
                deadline: deadline)
            let connection = Connection(
                id: lastConnection.add(1, ordering: .relaxed).newValue, key: key, stream: stream,
                terms: terms(options, deadline: deadline))
            await pool.opened(connection)
            return (connection, true)
        } catch {
            await pool.failedToOpen(key)
            throw Task.isCancelled ? CancellationError() : error
        }
    }

    private func terms(_ options: HTTPExchangeOptions, deadline: Moment) -> ExchangeTerms {
        ExchangeTerms(
            readTimeout: options.readTimeout, writeTimeout: options.writeTimeout, deadline: deadline,
            abandonTimeout: self.options.abandonTimeout, continueTimeout: self.options.continueTimeout)
    }

    private func response(_ reply: Reply, _ connection: Connection) async -> HTTPResponse {
        switch reply.payload {
        case .whole(let bytes):
            await pool.release(connection, isReusable: reply.isReusable)
            return HTTPResponse(status: reply.status, headers: reply.headers, body: .bytes(Bytes(bytes)))
        case .stream(let length):
            let body = Body(.once(count: length, source: ResponseBody(connection, pool: pool)))
            return HTTPResponse(status: reply.status, headers: reply.headers, body: body)
        }
    }
}
