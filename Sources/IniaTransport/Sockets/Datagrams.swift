internal import Glibc
public import IniaPrimitives

/// Sends datagrams to one listener and never waits: what the listener cannot take is lost.
public final class Datagrams: Sendable {
    private let queue: AsyncStream<Bytes>.Continuation

    /// Prepares a way to a listener; its name is looked up with the first datagram.
    ///
    /// - Parameter port: the UDP port.
    public init(to host: String, port: Int) {
        let (stream, queue) = AsyncStream.makeStream(of: Bytes.self, bufferingPolicy: .bufferingNewest(64))
        self.queue = queue
        // Nobody's child, since no sender waits for it, and detached, since it takes nothing of who happened to be first.
        // It ends when the queue does.
        Task.detached {
            var sender: DatagramSocket?
            for await bytes in stream {
                if sender == nil { sender = await DatagramSocket(to: host, port: port) }
                sender?.send(bytes)
            }
        }
    }

    deinit { queue.finish() }

    /// Sends a datagram soon.
    public func send(_ bytes: Bytes) { queue.yield(bytes) }
}

/// A UDP socket that never blocks: the owner of its descriptor, which closes with it.
private final class DatagramSocket: Sendable {
    private let descriptor: Int32

    /// Opens a socket to a listener, or gives nil where there is no such host.
    init?(to host: String, port: Int) async {
        let deadline = Moment.now.advanced(by: .seconds(5))
        let found = try? await Resolver.shared.addresses(of: host, port: port, lifetime: .zero, until: deadline)
        guard let address = found?.first else { return nil }
        let type = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = Glibc.socket(address.family, type, 0)
        guard descriptor >= 0 else { return nil }
        guard address.withSockaddr({ Glibc.connect(descriptor, $0, $1) }) == 0 else {
            Glibc.close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    deinit { Glibc.close(descriptor) }

    func send(_ bytes: Bytes) {
        _ = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }
}
