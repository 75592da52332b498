internal import IniaHTTP
internal import Synchronization

/// The hosts that turned HTTP/2 down after they had agreed on it (`HTTP_1_1_REQUIRED`, RFC 9113 section 7), so that each
/// is asked once.
final class HTTP1Requirements: Sendable {
    private static let limit = 256

    private let hosts = Mutex<Set<ConnectionKey>>([])

    /// The way to a host: with HTTP/1.1 alone, where the host is known to want that.
    func met(by key: ConnectionKey) -> ConnectionKey {
        // What speaks HTTP/1.1 anyway, which is nearly everything, costs nothing.
        guard let other = key.withHTTP1, hosts.withLock({ $0.contains(key) }) else { return key }
        return other
    }

    /// A host wants HTTP/1.1; gives the way to it, or nil where there is none.
    func note(_ key: ConnectionKey) -> ConnectionKey? {
        guard let other = key.withHTTP1 else { return nil }
        hosts.withLock { hosts in
            if hosts.count >= Self.limit { hosts = [] }
            hosts.insert(key)
        }
        return other
    }
}

extension ConnectionKey {
    /// The same host by HTTP/1.1 alone, where that is one of several ways.
    fileprivate var withHTTP1: ConnectionKey? {
        guard route.versions.count > 1, route.versions.contains(.http1) else { return nil }
        return ConnectionKey(self, route: route.speaking([.http1]))
    }
}
