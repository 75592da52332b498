internal import COpenSSL
internal import Glibc
internal import Synchronization

/// A proxy on 127.0.0.1 that is reached over TLS, and opens a tunnel to whatever port of this machine it is asked for.
public final class SecureProxy: Sendable {
    private let server: LoopbackServer
    private let asked: Targets

    /// The port that it listens on.
    public var port: Int { server.port }
    /// What tunnels were asked for, in order.
    public var targets: [String] { asked.all.withLock { $0 } }

    /// Begins to listen with one of the certificates.
    public init(_ certificates: Certificates, _ name: String) throws {
        let asked = Targets()
        self.asked = asked
        let context = try ServerContext(certificates, name)
        server = LoopbackServer { peer in
            guard let ssl = SSL_new(context.handle) else { return }
            defer { SSL_free(ssl) }
            SSL_set_fd(ssl, peer.descriptor)
            guard SSL_accept(ssl) == 1, let target = Self.request(ssl), let port = Self.port(target) else { return }
            asked.all.withLock { $0.append(target) }
            Self.relay(ssl, peer.descriptor, to: port)
        }
        signal(SIGPIPE, SIG_IGN)
    }

    deinit { server.stop() }

    private final class Targets: Sendable {
        let all = Mutex<[String]>([])
    }

    /// Reads a request for a tunnel; gives its target.
    private static func request(_ ssl: OpaquePointer) -> String? {
        var head: [UInt8] = []
        var byte: UInt8 = 0
        while head.suffix(4) != [13, 10, 13, 10] {
            guard SSL_read(ssl, &byte, 1) == 1 else { return nil }
            head.append(byte)
        }
        let words = String(decoding: head, as: UTF8.self).split(separator: " ")
        return words.count > 2 && words[0] == "CONNECT" ? String(words[1]) : nil
    }

    private static func port(_ target: String) -> in_port_t? {
        target.split(separator: ":").last.flatMap { in_port_t($0) }
    }

    private static func relay(_ ssl: OpaquePointer, _ client: Int32, to port: in_port_t) {
        let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(other) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        address.sin_port = port.bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(other, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        let greeting = "HTTP/1.1 200 Connection established\r\n\r\n"
        guard result == 0, SSL_write(ssl, greeting, Int32(greeting.utf8.count)) > 0 else { return }
        var sides = [
            pollfd(fd: client, events: Int16(POLLIN), revents: 0), pollfd(fd: other, events: Int16(POLLIN), revents: 0),
        ]
        var buffer = [UInt8](repeating: 0, count: 65536)
        while SSL_pending(ssl) > 0 || poll(&sides, 2, -1) > 0 {
            if SSL_pending(ssl) > 0 || sides[0].revents != 0 {
                let count = SSL_read(ssl, &buffer, Int32(buffer.count))
                guard count > 0, send(other, buffer, Int(count), Int32(MSG_NOSIGNAL)) == Int(count) else { return }
            }
            if sides[1].revents != 0 {
                let count = recv(other, &buffer, buffer.count, 0)
                guard count > 0, SSL_write(ssl, buffer, Int32(count)) > 0 else { return }
            }
            sides[0].revents = 0
            sides[1].revents = 0
        }
    }
}
