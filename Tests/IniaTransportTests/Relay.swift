import Glibc
import LocalServers

/// What a relay does to the bytes that pass it.
struct Mischief: Sendable {
    /// Which way bytes go.
    enum Direction: Sendable, CaseIterable { case toServer, toClient }

    /// After how many bytes of which direction the relay ends both connections, if ever.
    var cut: (direction: Direction, after: Int)?
    /// Whether it resets them instead of closing.
    var resets = false
    /// How many bytes it passes at a time.
    var step = 65536
}

/// Opens a tunnel for a client to a port of this machine, and carries bytes both ways until either side closes.
func relay(_ peer: LoopbackServer.Peer, to port: Int) {
    relay(peer, to: port, greeting: "HTTP/1.1 200 Connection established\r\n\r\n")
}

/// Carries bytes between a client and a port of this machine until either side closes, or as long as it is to.
func relay(_ peer: LoopbackServer.Peer, to port: Int, _ mischief: Mischief = Mischief(), greeting: String = "") {
    let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { close(other) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    address.sin_port = in_port_t(port).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(other, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    guard result == 0 else { return }
    if !greeting.isEmpty { peer.send(greeting) }
    var noDelay: Int32 = 1
    for side in [peer.descriptor, other] {
        setsockopt(side, Int32(IPPROTO_TCP), TCP_NODELAY, &noDelay, socklen_t(MemoryLayout<Int32>.size))
    }
    var sides = [
        pollfd(fd: peer.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: other, events: Int16(POLLIN), revents: 0),
    ]
    var passed = [0, 0]
    func isOver(_ side: Int) -> Bool {
        guard let (direction, count) = mischief.cut, (direction == .toServer) == (side == 0) else { return false }
        return passed[side] >= count
    }
    defer { if mischief.resets { peer.reset() } }
    guard !isOver(0), !isOver(1) else { return }
    var buffer = [UInt8](repeating: 0, count: mischief.step)
    while poll(&sides, 2, -1) > 0 {
        for (from, to) in [(0, 1), (1, 0)] where sides[from].revents != 0 {
            var room = buffer.count
            if let (direction, count) = mischief.cut, (direction == .toServer) == (from == 0) {
                room = min(room, count - passed[from])
            }
            let count = recv(sides[from].fd, &buffer, room, 0)
            guard count > 0 else { return }
            _ = send(sides[to].fd, buffer, count, Int32(MSG_NOSIGNAL))
            passed[from] += count
            if isOver(from) { return }
        }
    }
}
/// The text of a file, up to a number of bytes.
func contents(_ path: String, upTo limit: Int = 65536) throws -> String {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { throw Broken(what: path) }
    defer { close(file) }
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while all.count < limit {
        let count = read(file, &buffer, buffer.count)
        guard count > 0 else { break }
        all += buffer[..<count]
    }
    return String(decoding: all, as: UTF8.self)
}
