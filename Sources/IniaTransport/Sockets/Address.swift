internal import Glibc

/// An address with its port, as the socket calls take it.
struct Address: Sendable, Hashable {
    private let bytes: [UInt8]

    /// Copies an address of a family of the internet's; gives nil for another.
    init?(_ address: UnsafePointer<sockaddr>, length: socklen_t, port: Int) {
        var bytes = [UInt8](UnsafeRawBufferPointer(start: address, count: Int(length)))
        let family = Int32(address.pointee.sa_family)
        guard family == AF_INET || family == AF_INET6, bytes.count >= MemoryLayout<sockaddr_in>.size,
            let port = UInt16(exactly: port)
        else { return nil }
        // The port stands at the same place in both families, in network order.
        bytes[2] = UInt8(port >> 8)
        bytes[3] = UInt8(port & 0xFF)
        self.bytes = bytes
    }

    /// The same address with another port.
    func withPort(_ port: Int) -> Address? {
        withSockaddr { Address($0, length: $1, port: port) }
    }

    var family: Int32 { Int32(bytes[0]) | Int32(bytes[1]) << 8 }

    var isIPv6: Bool { family == AF_INET6 }

    /// Lends the address to a socket call.
    func withSockaddr<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        bytes.withUnsafeBytes { raw in
            withUnsafeTemporaryAllocation(of: sockaddr_storage.self, capacity: 1) { storage in
                let place = UnsafeMutableRawBufferPointer(storage)
                place.copyMemory(from: UnsafeRawBufferPointer(rebasing: raw.prefix(place.count)))
                let length = socklen_t(min(raw.count, place.count))
                return UnsafeRawPointer(storage.baseAddress.unsafelyUnwrapped).withMemoryRebound(
                    to: sockaddr.self, capacity: 1
                ) { body($0, length) }
            }
        }
    }
}
