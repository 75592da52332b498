internal import COpenSSL
internal import Glibc
internal import Synchronization

/// An HTTP/2 server on 127.0.0.1 that does with each connection what a test says, on a thread of its own: with prior
/// knowledge, or over TLS.
public final class HTTP2Server: Sendable {
    /// What the server has seen and done so far.
    public struct Record: Sendable {
        /// Heads of requests.
        public var requests = 0
        /// The codes of streams that ended before their time.
        public var resets: [UInt32] = []
        /// The bytes that each connection was sent, TLS apart.
        public var sent: [Int: Int] = [:]
        /// The bytes of bodies that each stream of the last connection was sent.
        public var bodies: [Int32: Int] = [:]
        /// Connections that have ended.
        public var ended = 0
    }

    private final class State: Sendable {
        let posts = Mutex<[@Sendable (HTTP2Peer) -> Void]>([])
        let record = Mutex(Record())
    }

    private let state: State
    private let listener: LoopbackServer

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - tls: whose certificate `good` is shown; nil for plain text.
    ///   - http1: what clients of TLS are answered that do not offer HTTP/2; nil to close their connections.
    ///   - cut: after how many bytes it closes a connection, by the connection's number; nil for never.
    ///   - handler: what is done at each event of a connection.
    public init(
        _ options: HTTP2Peer.Options = HTTP2Peer.Options(), tls: Certificates? = nil,
        http1: String? = nil, cut: @escaping @Sendable (Int) -> Int? = { _ in nil },
        handler: @escaping @Sendable (HTTP2Peer, HTTP2Peer.Event) -> Void
    ) throws {
        let identity = try tls.map { try ServerIdentity($0) }
        let state = State()
        self.state = state
        listener = LoopbackServer { peer in
            guard let channel = ServerChannel(peer.descriptor, identity) else { return }
            if channel.speaksHTTP2 {
                Self.serve(peer, channel, HTTP2Peer(options), cut(peer.number), state, handler)
            } else if let http1 {
                while channel.readHead() { guard channel.write(Array(http1.utf8)) else { break } }
            }
            state.record.withLock { $0.ended += 1 }
        }
    }

    /// The port that it listens on.
    public var port: Int { listener.port }

    /// The number of connections so far.
    public var accepted: Int { listener.accepted }

    /// What it has seen and done so far.
    public var record: Record { state.record.withLock { $0 } }

    /// Does something on every connection, soon.
    public func post(_ action: @escaping @Sendable (HTTP2Peer) -> Void) { state.posts.withLock { $0.append(action) } }

    /// Waits until what it has seen and done is as a test wants it.
    public func reaches(_ isReached: @Sendable (Record) -> Bool) async {
        while !isReached(record) { try? await Task.sleep(for: .milliseconds(1)) }
    }

    private static func serve(
        _ socket: LoopbackServer.Peer, _ channel: ServerChannel, _ peer: HTTP2Peer, _ cut: Int?, _ state: State,
        _ handler: (HTTP2Peer, HTTP2Peer.Event) -> Void
    ) {
        var (sent, posted) = (0, state.posts.withLock(\.count))
        while true {
            for action in state.posts.withLock({ Array($0[posted...]) }) {
                posted += 1
                action(peer)
            }
            let output = peer.output()
            let bytes = cut.map { Array(output.prefix(max($0 - sent, 0))) } ?? output
            guard channel.write(bytes) else { return }
            sent += bytes.count
            if !bytes.isEmpty {
                let (total, bodies) = (sent, peer.sentBodyBytes)
                state.record.withLock { record in
                    record.sent[socket.number] = total
                    record.bodies = bodies
                }
            }
            if bytes.count < output.count { return }
            guard let received = channel.read() else { return }
            if !received.isEmpty { peer.receive(received) }
            let events = peer.events
            peer.events = []
            for event in events {
                state.record.withLock { record in
                    if case .request = event { record.requests += 1 }
                    if case .closed(_, let code) = event, code != 0 { record.resets.append(code) }
                }
                handler(peer, event)
            }
        }
    }
}

/// What a server shows to its clients: an owner of OpenSSL's context.
final class ServerIdentity: @unchecked Sendable {
    // Sendable because OpenSSL counts references atomically and nothing changes after `init`.
    let context: OpaquePointer

    init(_ certificates: Certificates) throws {
        guard inia_tls_start() == 1, let context = SSL_CTX_new(TLS_server_method()) else {
            throw Broken(what: "a context")
        }
        self.context = context
        guard SSL_CTX_use_certificate_chain_file(context, "\(certificates.folder)/good.pem") == 1,
            SSL_CTX_use_PrivateKey_file(context, "\(certificates.folder)/good.key", SSL_FILETYPE_PEM) == 1
        else { throw Broken(what: "a certificate") }
        SSL_CTX_set_alpn_select_cb(
            context,
            { _, chosen, length, offer, offerLength, _ in
                let mine: StaticString = "\u{2}h2"
                var place: UnsafeMutablePointer<UInt8>?
                let result = SSL_select_next_proto(&place, length, mine.utf8Start, 3, offer, offerLength)
                guard result == OPENSSL_NPN_NEGOTIATED else { return SSL_TLSEXT_ERR_NOACK }
                chosen?.pointee = UnsafePointer(place)
                return SSL_TLSEXT_ERR_OK
            }, nil)
    }

    deinit { SSL_CTX_free(context) }
}

/// A server's end of a connection, with TLS or without; it belongs to one thread.
private final class ServerChannel {
    private let descriptor: Int32
    private var session: OpaquePointer?

    init?(_ descriptor: Int32, _ identity: ServerIdentity?) {
        self.descriptor = descriptor
        // Answers that leave in parts would wait for each other to be acknowledged.
        var isOn: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        guard let identity else { return }
        session = SSL_new(identity.context)
        SSL_set_fd(session, descriptor)
        if SSL_accept(session) != 1 { return nil }
    }

    deinit { SSL_free(session) }

    /// Whether HTTP/2 was agreed on, or known beforehand.
    var speaksHTTP2: Bool {
        guard let session else { return true }
        var (name, length): (UnsafePointer<UInt8>?, UInt32) = (nil, 0)
        SSL_get0_alpn_selected(session, &name, &length)
        return length == 2
    }

    /// Reads the head of a request that has no body; gives whether there was one.
    func readHead() -> Bool {
        var head: [UInt8] = []
        while let bytes = read() {
            head += bytes
            if head.suffix(4) == [13, 10, 13, 10] { return true }
        }
        return false
    }

    func write(_ bytes: [UInt8]) -> Bool {
        if bytes.isEmpty { return true }
        guard let session else {
            var sent = 0
            while sent < bytes.count {
                let count = bytes.withUnsafeBytes {
                    send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
                }
                if count <= 0 { return false }
                sent += count
            }
            return true
        }
        return SSL_write(session, bytes, Int32(bytes.count)) == bytes.count
    }

    /// What has arrived, nothing after a moment without; nil where the client has closed.
    func read() -> [UInt8]? {
        if session == nil || SSL_pending(session) == 0 {
            var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&entry, 1, 2) == 0 { return [] }
        }
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = session.map { Int(SSL_read($0, &buffer, 65536)) } ?? recv(descriptor, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : nil
    }
}
