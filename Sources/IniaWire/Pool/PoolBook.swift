/// Decides who gets which connection to one host: given requests, connections and limits, what to open, hand over
/// and close.
///
/// The book does nothing and reads no clock; whoever keeps it tells it what happened, and at what time in a unit of its
/// choice, and carries out its effects in order. Requests are served in the order in which they came. A request that is
/// told to open a connection does so itself and then holds it; until then it holds the place of one.
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
        /// While it carries nothing: when it is to be closed.
        var idleUntil = Int64.max
        var isDraining = false

        func isExpired(at now: Int64) -> Bool { active == 0 && idleUntil <= now }
    }

    private let limit: Int
    private var sharesConnections: Bool
    private var entries: [ConnectionID: Entry] = [:]
    /// Connections with room, the one used last at the end.
    private var available: [ConnectionID] = []
    /// Requests in the order in which they came. Those that have gone meanwhile stay until their turn comes, or until
    /// they are the most; the first of the list is never one of them.
    private var waitingList: [RequestID] = []
    private var firstWaiting = 0
    /// Those of the list that have not gone.
    private var waitingRequests: Set<RequestID> = []
    /// Requests that were told to open a connection and have not said how it went.
    public private(set) var opening = 0
    /// How many more connections may be opened now, by a limit that is shared with other hosts: whoever keeps the book
    /// says so before each event.
    public var room = Int.max

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
    public var waiting: Int { waitingRequests.count }

    /// The request that has waited for the longest.
    public var longestWaiting: RequestID? { waiting > 0 ? waitingList[firstWaiting] : nil }

    /// Connections, and places of connections that are being opened.
    public var places: Int { entries.count + opening }

    /// Whether a request waits for which a connection would be opened, had other hosts left room for it.
    public var isStarved: Bool { waiting > 0 && mayOpen }

    private var mayOpen: Bool { places < limit && !(sharesConnections && opening > 0) }

    /// Whether there is nothing in the book.
    public var isEmpty: Bool { entries.isEmpty && opening == 0 && waiting == 0 }

    /// A request takes a connection that has room, where nobody waits before it: in one step what usually becomes of it.
    ///
    /// - Returns: the connection, or nil where ``requested(_:now:)`` has to follow.
    public mutating func taken(now: Int64) -> ConnectionID? {
        guard waiting == 0, let connection = available.last, var entry = entries[connection], !entry.isExpired(at: now)
        else { return nil }
        entry.active += 1
        entries[connection] = entry
        if entry.active >= entry.capacity { available.removeLast() }
        return connection
    }

    /// A request wants a connection.
    public mutating func requested(_ request: RequestID, now: Int64) -> [Effect] {
        waitingList.append(request)
        let effects = assigned(now, newcomer: request)
        // Whoever came last is served last: where somebody waits, it does.
        if firstWaiting < waitingList.count { waitingRequests.insert(request) }
        return effects
    }

    /// There is more ``room`` than there was.
    public mutating func roomGained(now: Int64) -> [Effect] { assigned(now) }

    /// A request that was given nothing yet has gone.
    public mutating func withdrew(_ request: RequestID) {
        guard waitingRequests.remove(request) != nil else { return }
        while firstWaiting < waitingList.count, !waitingRequests.contains(waitingList[firstWaiting]) {
            firstWaiting += 1
        }
        if waitingList.count - firstWaiting > 2 * waiting + 64 {
            waitingList = waitingList[firstWaiting...].filter(waitingRequests.contains)
            firstWaiting = 0
        }
        tidy()
    }

    /// A request has opened a connection, and holds it.
    ///
    /// - Parameter capacity: how many exchanges the connection carries at a time.
    public mutating func opened(_ connection: ConnectionID, capacity: Int, now: Int64) -> [Effect] {
        opening = max(opening - 1, 0)
        entries[connection] = Entry(active: 1, capacity: max(capacity, 1))
        // One that carries a single exchange is no reason for others to wait for the next to be opened.
        sharesConnections = sharesConnections && capacity > 1
        if capacity > 1 { available.append(connection) }
        return assigned(now)
    }

    /// A connection carries another number of exchanges at a time than was thought; those over it go on.
    public mutating func resized(_ connection: ConnectionID, capacity: Int, now: Int64) -> [Effect] {
        guard var entry = entries[connection] else { return [] }
        entry.capacity = capacity
        // One whose peer wants no exchange would be neither lent nor idle, and hold its place for ever.
        if capacity <= 0 { entry.isDraining = true }
        return settled(connection, entry, now)
    }

    /// A request that was told to open a connection has none to show.
    public mutating func failedToOpen(now: Int64) -> [Effect] {
        opening = max(opening - 1, 0)
        return assigned(now)
    }

    /// An exchange on a connection has ended.
    ///
    /// - Parameter idleUntil: when the connection is to be closed if no other exchange comes, or nil where it may carry
    ///   none.
    public mutating func released(_ connection: ConnectionID, idleUntil: Int64?, now: Int64) -> [Effect] {
        guard var entry = entries[connection] else { return [] }
        entry.active = max(entry.active - 1, 0)
        if let idleUntil { entry.idleUntil = idleUntil } else { entry.isDraining = true }
        return settled(connection, entry, now)
    }

    /// A connection takes no further exchange, whatever those that it carries come to.
    public mutating func drained(_ connection: ConnectionID, now: Int64) -> [Effect] {
        guard var entry = entries[connection] else { return [] }
        entry.isDraining = true
        return settled(connection, entry, now)
    }

    /// Closes what has been idle for as long as it may be.
    public mutating func expired(now: Int64) -> [Effect] {
        let old = available.filter { entries[$0]?.isExpired(at: now) ?? true }
        return old.flatMap { drained($0, now: now) }
    }

    /// Closes the connection that was used least lately of those that carry nothing, for another host's sake.
    public mutating func evicted() -> [Effect] {
        guard let index = available.firstIndex(where: { entries[$0]?.active == 0 }) else { return [] }
        let connection = available.remove(at: index)
        entries[connection] = nil
        return [.close(connection)]
    }

    /// When the first of the idle connections is to be closed, or nil where none is idle.
    public var nextExpiry: Int64? {
        available.lazy.compactMap { id in entries[id].flatMap { $0.active == 0 ? $0.idleUntil : nil } }.min()
    }

    private mutating func settled(_ connection: ConnectionID, _ entry: Entry, _ now: Int64) -> [Effect] {
        guard entry.isDraining, entry.active == 0 else {
            entries[connection] = entry
            list(connection, entry)
            return waiting == 0 ? [] : assigned(now)
        }
        return [close(connection)] + assigned(now)
    }

    private mutating func close(_ connection: ConnectionID) -> Effect {
        entries[connection] = nil
        if let index = available.lastIndex(of: connection) { available.remove(at: index) }
        room = room == .max ? room : room + 1
        return .close(connection)
    }

    private mutating func list(_ connection: ConnectionID, _ entry: Entry) {
        let hasRoom = !entry.isDraining && entry.active < entry.capacity
        let index = available.lastIndex(of: connection)
        if hasRoom, index == nil { available.append(connection) }
        if !hasRoom, let index { available.remove(at: index) }
    }

    private mutating func assigned(_ now: Int64, newcomer: RequestID? = nil) -> [Effect] {
        var effects: [Effect] = []
        while firstWaiting < waitingList.count {
            let request = waitingList[firstWaiting]
            if request != newcomer, !waitingRequests.contains(request) {
                firstWaiting += 1
                continue
            }
            if let connection = available.last, var entry = entries[connection] {
                // A machine that slept, or a process that was stopped, wakes up with connections long dead.
                if entry.isExpired(at: now) {
                    effects.append(close(connection))
                    continue
                }
                entry.active += 1
                entries[connection] = entry
                if entry.active >= entry.capacity { available.removeLast() }
                effects.append(.handOver(connection, to: request))
            } else if room > 0, mayOpen {
                opening += 1
                room -= 1
                effects.append(.open(for: request))
            } else {
                break
            }
            firstWaiting += 1
            if request != newcomer { waitingRequests.remove(request) }
        }
        tidy()
        return effects
    }

    /// Lets go of the list's beginning, where that is worth it.
    private mutating func tidy() {
        if firstWaiting == waitingList.count {
            waitingList.removeAll(keepingCapacity: waitingList.count < 1024)
            firstWaiting = 0
        } else if firstWaiting > 1024, firstWaiting * 2 > waitingList.count {
            waitingList.removeFirst(firstWaiting)
            firstWaiting = 0
        }
    }
}
