import Glibc
import LocalServers

/// Opens a tunnel for a client to a port of this machine, and carries bytes both ways until either side closes.
func relay(_ peer: LoopbackServer.Peer, to port: Int) {
    let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
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
    peer.send("HTTP/1.1 200 Connection established\r\n\r\n")
    var sides = [
        pollfd(fd: peer.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: other, events: Int16(POLLIN), revents: 0),
    ]
    var buffer = [UInt8](repeating: 0, count: 65536)
    while poll(&sides, 2, -1) > 0 {
        for (from, to) in [(0, 1), (1, 0)] where sides[from].revents != 0 {
            let count = recv(sides[from].fd, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            _ = send(sides[to].fd, buffer, count, Int32(MSG_NOSIGNAL))
        }
    }
}

/// The text of a small file.
func contents(_ path: String) throws -> String {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { throw Broken(what: path) }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(file, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
}
