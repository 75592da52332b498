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
    private let monitors = TransportMonitors()
    private let pool: ConnectionPool
    private let connector: Connector
    private let requirements = HTTP1Requirements()
    private let lastConnection = Atomic<UInt64>(0)

    /// Creates a transport with a pool of its own. It opens nothing until a request is sent.
    ///
    /// - Parameters:
    ///   - options: how long connections are kept.
    ///   - files: what opens file bodies; the machine's own files unless others are given.
    public init(options: TransportOptions = TransportOptions(), files: (any FileOpener)? = nil) {
        self.options = options
        self.files = files ?? PosixFiles()
        pool = ConnectionPool(options, monitors: monitors)
        connector = Connector(trust: TrustStore(), addressLifetime: options.addressLifetime)
    }

    /// The event loop as an executor: a task that prefers it calls without a thread hop.
    ///
    /// It is the same for every transport, and outlives them.
    public var eventLoop: any TaskExecutor { EventLoop.shared }

    /// Sends a request and returns when the head of its final response has arrived.
    ///
    /// A request for which a kept connection turns out to be closed is sent once more, where nothing was answered
    /// and the body can be replayed; and so is one that an HTTP/2 peer says it did not process (`REFUSED_STREAM`, or
    /// left out by `GOAWAY`). A peer that wants HTTP/1.1 instead (`HTTP_1_1_REQUIRED`, RFC 9113 section 7) gets that,
    /// where the route has both, with this request and all that come.
    public func send(_ request: HTTPRequest, options: HTTPExchangeOptions) async throws -> HTTPResponse {
        try Task.checkCancellation()
        var options = options
        var key = requirements.met(by: ConnectionKey(request.url, route: options.route))
        options.route = key.route
        var heads = try RequestHeads(request, route: options.route)
        let deadline = options.deadline.map { Moment($0) } ?? .never
        let terms = terms(options, deadline: deadline)
        var retries = Self.retries
        while true {
            let (connection, isFresh) = try await connection(key, request.url, options, deadline: deadline)
            do throws(ExchangeFailure) {
                return try await exchange(request, &heads, on: connection, terms)
            } catch {
                pool.release(connection, isReusable: connection.isReusable)
                if error.requiresHTTP1, request.body.isReplayable, let other = requirements.note(key) {
                    key = other
                    options.route = key.route
                    continue
                }
                guard error.isRefused || (!isFresh && error.isStaleConnection), request.body.isReplayable, retries > 0
                else { throw error.error }
                retries -= 1
            }
        }
    }

    private func exchange(
        _ request: HTTPRequest, _ heads: inout RequestHeads, on connection: PooledConnection, _ terms: ExchangeTerms
    ) async throws(ExchangeFailure) -> HTTPResponse {
        switch connection {
        case .http1(let http1):
            let head: RequestHead
            do { head = try heads.forHTTP1() } catch { throw ExchangeFailure(error: error, wasAnswered: false) }
            let reply = try await http1.exchange(head, request, files: files, terms: terms)
            return response(reply, http1, connection)
        case .http2(let http2):
            let head: HTTP2RequestHead
            do { head = try heads.forHTTP2() } catch { throw ExchangeFailure(error: error, wasAnswered: false) }
            let answer = try await http2.exchange(head, request.body, files: files, terms: terms)
            return response(answer.reply, HTTP2Lane(connection: http2, id: answer.id), connection)
        }
    }

    /// What the pool holds at this moment.
    public func statistics() async -> TransportStatistics { pool.statistics }

    /// Closes every connection that carries no exchange.
    public func closeIdleConnections() async { pool.closeIdle() }

    /// Lets the exchanges that are under way come to their end, and closes each connection then.
    ///
    /// The transport goes on to be of use; what is sent meanwhile is waited for as well.
    ///
    /// - Returns: whether nothing was left in time.
    /// - Throws: `CancellationError` where the caller's task is cancelled.
    public func drain(within grace: Duration) async throws -> Bool {
        try await pool.drain(until: Moment.now.advanced(by: grace))
    }

    /// Tells a monitor of what the transport holds, and of all that happens from now on.
    public func observe(_ monitor: some TransportMonitor) async { pool.observe(monitor) }

    /// How many kept connections may turn out to be closed in a row, though the pool has looked at each before, and how
    /// often a peer may refuse.
    private static let retries = 3

    /// A connection that is free, or a new one.
    private func connection(
        _ key: ConnectionKey, _ url: HTTPURL, _ options: HTTPExchangeOptions, deadline: Moment
    ) async throws -> (connection: PooledConnection, isFresh: Bool) {
        let now = Moment.now
        let lease = try await pool.lease(
            key, now: now, timeout: now.advanced(by: options.acquireTimeout), deadline: deadline)
        monitors.tell(since: now) { $0.acquired(host: key.name, after: $1) }
        if case .connection(let connection) = lease {
            guard Task.isCancelled else { return (connection, false) }
            pool.release(connection, isReusable: true)
            throw CancellationError()
        }
        let start = Moment.now
        do {
            try Task.checkCancellation()
            let stream = try await connector.open(
                url, route: options.route, timeout: Moment.now.advanced(by: options.connectTimeout),
                deadline: deadline)
            monitors.tell(since: start) { $0.opened(host: key.name, after: $1) }
            let version = try options.route.version(to: url, agreed: stream.session?.negotiatedProtocol)
            let id = lastConnection.add(1, ordering: .relaxed).newValue
            if version == .http2 {
                let connection = try shared(id, key, stream)
                pool.opened(.http2(connection))
                connection.start()
                return (.http2(connection), true)
            }
            let connection = Connection(id: id, key: key, stream: stream, terms: terms(options, deadline: deadline))
            pool.opened(.http1(connection))
            return (.http1(connection), true)
        } catch {
            monitors.tell(since: start) { $0.failedToOpen(host: key.name, after: $1, error) }
            pool.failedToOpen(key)
            throw Task.isCancelled ? CancellationError() : error
        }
    }

    /// A connection that many requests share.
    private func shared(
        _ id: UInt64, _ key: ConnectionKey, _ stream: sending ByteStream
    ) throws(TransportError) -> HTTP2Connection {
        let liveness = HTTP2Liveness(interval: options.pingInterval, timeout: options.pingTimeout)
        do {
            return try HTTP2Connection(id: id, key: key, stream: stream, liveness: liveness) { [weak pool] change in
                pool?.changed(change, of: id, key)
            }
        } catch {
            throw .wire(error, during: "connecting to \(key.name)", mayHaveBeenSent: false)
        }
    }

    private func terms(_ options: HTTPExchangeOptions, deadline: Moment) -> ExchangeTerms {
        ExchangeTerms(
            readTimeout: options.readTimeout, writeTimeout: options.writeTimeout, deadline: deadline,
            abandonTimeout: self.options.abandonTimeout, continueTimeout: self.options.continueTimeout)
    }

    private func response(
        _ reply: Reply, _ source: some ChunkSource, _ connection: PooledConnection
    ) -> HTTPResponse {
        switch reply.payload {
        case .whole(let bytes):
            pool.release(connection, isReusable: reply.isReusable)
            let body = Body.bytes(Bytes(bytes))
            guard !reply.trailers.fields.isEmpty else {
                return HTTPResponse(status: reply.status, headers: reply.headers, body: body)
            }
            return HTTPResponse(
                status: reply.status, headers: reply.headers, body: body, trailers: reply.trailers)
        case .stream(let length):
            let source = ResponseBody(source, of: connection, pool: pool)
            let body = Body(.once(count: length, source: source))
            return HTTPResponse(
                status: reply.status, headers: reply.headers, body: body, trailers: source.trailers)
        }
    }
}
