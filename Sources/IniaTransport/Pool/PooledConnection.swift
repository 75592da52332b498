internal import IniaWire
internal import Synchronization

/// A connection of either version of HTTP, as the pool sees it.
enum PooledConnection: Sendable {
    case http1(Connection)
    case http2(HTTP2Connection)

    var id: UInt64 {
        switch self {
        case .http1(let connection): connection.id
        case .http2(let connection): connection.id
        }
    }

    var key: ConnectionKey {
        switch self {
        case .http1(let connection): connection.key
        case .http2(let connection): connection.key
        }
    }

    /// How many exchanges the connection carries at a time, as far as is known when it is opened.
    var capacity: Int {
        switch self {
        case .http1: 1
        case .http2: HTTP2Connection.initialCapacity
        }
    }

    /// How many responses wait for their bodies to be read.
    var unreadBodies: Int {
        switch self {
        case .http1(let connection): connection.hasUnreadBody.load(ordering: .relaxed) ? 1 : 0
        case .http2(let connection): connection.unreadBodies.load(ordering: .relaxed)
        }
    }

    /// Whether another exchange could begin, whatever the one that has just ended came to.
    var isReusable: Bool {
        switch self {
        case .http1: false
        case .http2(let connection): connection.isOpen.load(ordering: .relaxed)
        }
    }

    /// Marks the connection as idle or in use; gives whether it is still of use.
    func setIdle(_ isIdle: Bool) -> Bool {
        switch self {
        case .http1(let connection): connection.socket.readiness.setIdle(isIdle)
        case .http2(let connection): connection.isOpen.load(ordering: .relaxed)
        }
    }

    /// Whether the peer has said nothing while nobody read; an HTTP/2 connection is read at all times.
    var isQuiet: Bool {
        switch self {
        case .http1(let connection): connection.socket.isQuiet
        case .http2: true
        }
    }

    /// The same of a connection that goes from one request to the next at once, as far as the loop has heard: it looks only
    /// where something has arrived since.
    var isStill: Bool {
        switch self {
        case .http1(let connection): !connection.socket.readiness.hasArrivals || connection.socket.isQuiet
        case .http2: true
        }
    }

    /// Until when the connection may be idle from now on: no longer than its peer keeps it, or than it may live.
    func idleEnd(_ now: Moment, idleTimeout: Duration, lifetime: Duration) -> Moment {
        switch self {
        case .http1(let connection):
            let patience = Duration.nanoseconds(connection.peerPatience.load(ordering: .relaxed))
            return min(
                now.advanced(by: min(idleTimeout, patience)), connection.openedAt.advanced(by: lifetime))
        case .http2(let connection):
            return min(now.advanced(by: idleTimeout), connection.openedAt.advanced(by: lifetime))
        }
    }

    func close() {
        switch self {
        case .http1(let connection): connection.socket.shut(.discarded)
        case .http2(let connection): connection.socket.shut(.discarded)
        }
    }
}
