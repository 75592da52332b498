/// Decides who gets which connection to one host: given requests, connections and limits, what to open, hand over
/// and close.
///
/// The book does nothing and reads no clock; whoever keeps it tells it what happened and carries out its effects in
/// order. Requests are served in the order in which they came. A request that is told to open a connection does so
/// itself and then holds it; until then it holds the place of one.
public struct PoolBook: Sendable {
    /// Names a request that wants a connection.
    public typealias RequestID = UInt64
    /// Names a connection that has been opened.
    public typealias ConnectionID = UInt64

    /// What to do.
    public enum Effect: Sendable, Equatable {
        /// Give a connection to a request.
        case handOver(ConnectionID, to: RequestID)
        /// Let a request open a connection.
        case open(for: RequestID)
        /// Close a connection that carries nothing.
        case close(ConnectionID)
    }

    private struct Entry {
        var active: Int
        var capacity: Int
        var idleSince: Int64
        var isDraining = false
    }

    private let limit: Int
    private let sharesConnections: Bool
    private var entries: [ConnectionID: Entry] = [:]
    /// Connections with room, the one used last at the end.
    private var available: [ConnectionID] = []
    private var waitingList: [RequestID] = []
    private var firstWaiting = 0
    /// Requests that were told to open a connection and have not said how it went.
    public private(set) var opening = 0

    /// Opens a book.
    ///
    /// - Parameters:
    ///   - limit: the most connections at a time, those being opened included.
    ///   - sharesConnections: whether a connection may turn out to carry many requests, so that while one is being
    ///     opened others wait for it.
    public init(limit: Int, sharesConnections: Bool = false) {
        self.limit = max(limit, 1)
        self.sharesConnections = sharesConnections
    }

    /// Connections that carry an exchange.
    public var busy: Int { entries.values.count { $0.active > 0 } }

    /// Connections that carry none.
    public var idle: Int { entries.values.count { $0.active == 0 } }

    /// Requests that wait.
    public var waiting: Int { waitingList.count - firstWaiting }

    /// Whether there is nothing in the book.
    public var isEmpty: Bool { entries.isEmpty && opening == 0 && waiting == 0 }

    /// A request wants a connection.
    public mutating func requested(_ request: RequestID) -> [Effect] {
        waitingList.append(request)
        return assigned()
    }

    /// A request that was given nothing yet has gone.
    public mutating func withdrew(_ request: RequestID) {
        guard let index = waitingList[firstWaiting...].firstIndex(of: request) else { return }
        waitingList.remove(at: index)
    }

    /// A request has opened a connection, and holds it.
    ///
    /// - Parameter capacity: how many exchanges the connection carries at a time.
    public mutating func opened(_ connection: ConnectionID, capacity: Int) -> [Effect] {
        opening = max(opening - 1, 0)
        entries[connection] = Entry(active: 1, capacity: max(capacity, 1), idleSince: 0)
        if capacity > 1 { available.append(connection) }
        return assigned()
    }

    /// A request that was told to open a connection has none to show.
    public mutating func failedToOpen() -> [Effect] {
        opening = max(opening - 1, 0)
        return assigned()
    }

    /// An exchange on a connection has ended.
    ///
    /// - Parameters:
    ///   - isReusable: whether the connection may carry another one.
    ///   - now: the time, in any unit that ``expired(idleBefore:)`` has too.
    public mutating func released(_ connection: ConnectionID, isReusable: Bool, now: Int64) -> [Effect] {
        guard var entry = entries[connection] else { return [] }
        entry.active = max(entry.active - 1, 0)
        entry.idleSince = now
        if !isReusable { entry.isDraining = true }
        return settled(connection, entry)
    }

    /// A connection takes no further exchange, whatever those that it carries come to.
    public mutating func drained(_ connection: ConnectionID) -> [Effect] {
        guard var entry = entries[connection] else { return [] }
        entry.isDraining = true
        return settled(connection, entry)
    }

    /// Closes what has been idle since before a time.
    public mutating func expired(idleBefore time: Int64) -> [Effect] {
        let old = available.filter { id in entries[id].map { $0.active == 0 && $0.idleSince <= time } ?? true }
        return old.flatMap { drained($0) }
    }

    /// When the connection that has been idle for the longest became so, or nil where none is idle.
    public var idleSince: Int64? {
        available.lazy.compactMap { id in entries[id].flatMap { $0.active == 0 ? $0.idleSince : nil } }.min()
    }

    private mutating func settled(_ connection: ConnectionID, _ entry: Entry) -> [Effect] {
        guard entry.isDraining, entry.active == 0 else {
            entries[connection] = entry
            list(connection, entry)
            return waiting == 0 ? [] : assigned()
        }
        entries[connection] = nil
        available.removeAll { $0 == connection }
        return [.close(connection)] + assigned()
    }

    private mutating func list(_ connection: ConnectionID, _ entry: Entry) {
        let hasRoom = !entry.isDraining && entry.active < entry.capacity
        let index = available.lastIndex(of: connection)
        if hasRoom, index == nil { available.append(connection) }
        if !hasRoom, let index { available.remove(at: index) }
    }

    private mutating func assigned() -> [Effect] {
        var effects: [Effect] = []
        while firstWaiting < waitingList.count {
            let request = waitingList[firstWaiting]
            if let connection = available.last, var entry = entries[connection] {
                entry.active += 1
                entries[connection] = entry
                if entry.active >= entry.capacity { available.removeLast() }
                effects.append(.handOver(connection, to: request))
            } else if entries.count + opening < limit, !(sharesConnections && opening > 0) {
                opening += 1
                effects.append(.open(for: request))
            } else {
                break
            }
            firstWaiting += 1
        }
        if firstWaiting == waitingList.count {
            waitingList.removeAll(keepingCapacity: waitingList.count < 1024)
            firstWaiting = 0
        } else if firstWaiting > 1024, firstWaiting * 2 > waitingList.count {
            waitingList.removeFirst(firstWaiting)
            firstWaiting = 0
        }
        return effects
    }
}
