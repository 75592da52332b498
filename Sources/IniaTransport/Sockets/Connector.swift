internal import Glibc
internal import IniaHTTP
internal import IniaWire

/// Opens connections: resolves, races addresses, tunnels through a proxy, shakes hands.
struct Connector: Sendable {
    private static let raceDelay: Int64 = 250_000_000

    let trust: TrustStore
    let addressLifetime: Duration

    /// Opens a connection to a URL's host.
    ///
    /// - Throws: ``TransportError``, which says that nothing was sent; or `CancellationError`.
    func open(_ url: HTTPURL, route: HTTPRoute, timeout: Moment, deadline: Moment) async throws -> sending ByteStream {
        let proxy = route.proxy
        let first = proxy?.url ?? url
        let during = "connecting to \(first.host):\(first.effectivePort)"
        let limit = ConnectLimit(timeout: timeout, deadline: deadline, during: during)
        let addresses: [Address]
        do {
            addresses = try await Resolver.shared.addresses(
                of: first.host, port: first.effectivePort, lifetime: addressLifetime, until: limit.moment)
        } catch is Wait<Resolver.Answer>.TimedOut {
            throw limit.passed
        }
        let socket: Socket
        do {
            socket = try await race(addresses, keepsAlive: route.isKeptAlive, limit: limit)
        } catch {
            Resolver.shared.forget(first.host)
            throw error
        }
        let stream = ByteStream(socket, during: "talking to \(url.host):\(url.effectivePort)")
        if let proxy {
            if proxy.url.isSecure {
                try await secure(stream, proxy.url, proxy.tls, versions: [.http1], limit: limit)
            }
            guard url.isSecure, !proxy.forwardsSecureRequests else { return stream }
            try await tunnel(stream, to: url, proxy, limit: limit)
        }
        if url.isSecure { try await secure(stream, url, route.tls, versions: route.versions, limit: limit) }
        return stream
    }

    /// Connects to whichever address answers first.
    private func race(_ addresses: [Address], keepsAlive: Bool, limit: ConnectLimit) async throws -> Socket {
        if addresses.count == 1 { return try await connect(addresses[0], keepsAlive: keepsAlive, limit: limit) }
        let mailbox = Mailbox<Int>()
        var race = ConnectionRace(count: addresses.count, delay: Self.raceDelay)
        var sockets: [Int: Socket] = [:]
        var lastError = TransportError(.network, during: limit.during, mayHaveBeenSent: false)
        while !race.isLost {
            while let next = race.attempt(now: Moment.now.nanoseconds) {
                do throws(TransportError) {
                    let socket = try Socket(connectingTo: addresses[next], keepsAlive: keepsAlive, during: limit.during)
                    socket.readiness.observeConnect { mailbox.post(next) }
                    sockets[next] = socket
                } catch {
                    lastError = error
                    race.failed(now: Moment.now.nanoseconds)
                }
            }
            if race.isLost { break }
            let due = race.nextAttempt.map { Moment(nanoseconds: $0) } ?? .never
            let answered = try await mailbox.take(until: min(due, limit.moment))
            if answered.isEmpty, Moment.now >= limit.moment { throw limit.passed }
            for index in answered {
                guard let socket = sockets.removeValue(forKey: index) else { continue }
                let fault = socket.connectError
                if fault == 0 { return socket }
                lastError = .system(fault, during: limit.during)
                race.failed(now: Moment.now.nanoseconds)
            }
        }
        throw lastError
    }

    private func connect(_ address: Address, keepsAlive: Bool, limit: ConnectLimit) async throws -> Socket {
        let socket = try Socket(connectingTo: address, keepsAlive: keepsAlive, during: limit.during)
        try await limit.wait(socket, .write)
        let fault = socket.connectError
        guard fault == 0 else { throw TransportError.system(fault, during: limit.during) }
        return socket
    }

    private func secure(
        _ stream: ByteStream, _ url: HTTPURL, _ options: TLSOptions, versions: [HTTPVersion], limit: ConnectLimit
    ) async throws {
        do {
            let context = try trust.context(options, versions: versions)
            stream.add(try TLSSession(context, host: url.host, port: url.effectivePort))
        } catch {
            throw TransportError.wire(error, during: limit.during, mayHaveBeenSent: false)
        }
        defer { trust.keepLog(stream.session, at: options.keyLogPath) }
        do {
            while try !stream.handshake() { try await limit.wait(stream.socket, .read) }
            while try !stream.flush() { try await limit.wait(stream.socket, .write) }
        } catch var error as TransportError {
            // A connection that is reset in the handshake is a handshake that failed.
            if error.code == .connectionClosed { error = .wire(TLSSession.cutHandshake, during: limit.during) }
            error.during = limit.during
            error.mayHaveBeenSent = false
            throw error
        }
    }

    private func tunnel(_ stream: ByteStream, to url: HTTPURL, _ proxy: HTTPProxy, limit: ConnectLimit) async throws {
        do {
            var tunnel = try ProxyTunnel(to: url, authorization: proxy.authorization)
            try await send(tunnel.request, on: stream, limit: limit)
            var received: [UInt8] = []
            while true {
                // One byte at a time would be slow, but none that comes after the answer may be lost: the proxy
                // sends nothing after it before it is spoken to, so whatever does come is an error.
                var chunk = [UInt8](repeating: 0, count: 4096)
                switch try chunk.lendMutable({ (place) throws(TransportError) in try stream.read(into: place) }) {
                case .wouldBlock: try await limit.wait(stream.socket, .read)
                case .end: throw WireError(.proxy, "the proxy closed without answering")
                case .bytes(let count):
                    received += chunk[..<count]
                    let (isOpen, used) = try received.lend { (bytes) throws(WireError) in
                        try tunnel.received(bytes)
                    }
                    received.removeFirst(used)
                    if isOpen { return }
                }
            }
        } catch let error as WireError {
            throw TransportError(
                .proxy, during: limit.during, reason: error.reason, mayHaveBeenSent: false)
        } catch var error as TransportError {
            error.mayHaveBeenSent = false
            throw error
        }
    }

    private func send(_ bytes: [UInt8], on stream: ByteStream, limit: ConnectLimit) async throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = try rest.withUnsafeBytes { try stream.write($0) }
            rest = rest.dropFirst(count)
            if count == 0 { try await limit.wait(stream.socket, .write) }
        }
        while try !stream.flush() { try await limit.wait(stream.socket, .write) }
    }
}

/// By when a connection must be open, and what to say if it is not.
struct ConnectLimit: Sendable {
    let timeout: Moment
    let deadline: Moment
    let during: String

    var moment: Moment { min(timeout, deadline) }

    /// The error that the limit has passed.
    var passed: TransportError {
        TransportError(
            timeout <= deadline ? .connectTimeout : .deadlineExceeded, during: during, mayHaveBeenSent: false)
    }

    func wait(_ socket: Socket, _ interest: Readiness.Interest) async throws {
        switch await socket.wait(for: interest, until: moment) {
        case .ready: return
        case .timedOut: throw passed
        case .shut: throw CancellationError()
        }
    }
}
