import IniaWire
import Testing

@Suite struct PoolBookTests {
    @Test func `a request opens a connection and the next one uses it`() {
        var book = PoolBook(limit: 2)
        #expect(book.requested(1, now: 0) == [.open(for: 1)])
        #expect(book.opened(10, capacity: 1, now: 0) == [])
        #expect(book.released(10, idleUntil: 100, now: 0) == [])
        #expect(book.requested(2, now: 0) == [.handOver(10, to: 2)])
        #expect(book.busy == 1)
    }

    @Test func `a request takes what has room, is not out of date and nobody waits for`() {
        var book = PoolBook(limit: 2, sharesConnections: true)
        #expect(book.taken(now: 0) == nil)
        #expect(book.requested(1, now: 0) == [.open(for: 1)])
        #expect(book.requested(2, now: 0) == [])
        #expect(book.taken(now: 0) == nil)
        #expect(book.opened(10, capacity: 3, now: 0) == [.handOver(10, to: 2)])
        #expect(book.taken(now: 0) == 10)
        #expect(book.taken(now: 0) == nil)
        for _ in 0..<3 { #expect(book.released(10, idleUntil: 100, now: 0) == []) }
        #expect(book.idle == 1)
        #expect(book.taken(now: 100) == nil)
        #expect(book.taken(now: 99) == 10)
        #expect(book.busy == 1)
        #expect(book.released(10, idleUntil: nil, now: 99) == [.close(10)])
    }

    @Test func `requests over the limit wait in their order`() {
        var book = PoolBook(limit: 1)
        #expect(book.requested(1, now: 0) == [.open(for: 1)])
        #expect(book.requested(2, now: 0) == [])
        #expect(book.requested(3, now: 0) == [])
        #expect(book.opened(10, capacity: 1, now: 0) == [])
        #expect(book.released(10, idleUntil: 100, now: 0) == [.handOver(10, to: 2)])
        book.withdrew(3)
        #expect(book.released(10, idleUntil: 100, now: 0) == [])
        #expect(book.waiting == 0)
    }

    @Test func `requests that go leave the others in their order, however many they are`() {
        var book = PoolBook(limit: 1)
        _ = book.requested(0, now: 0)
        _ = book.opened(10, capacity: 1, now: 0)
        let count: UInt64 = 100_000
        for request in 1...count { _ = book.requested(request, now: 0) }
        book.withdrew(count + 1)
        // The last first, which lie deepest; all but a few.
        for request in (1...count).reversed() where request % 20_000 != 7 { book.withdrew(request) }
        #expect(book.waiting == 5 && book.longestWaiting == 7)
        book.withdrew(7)
        #expect(book.waiting == 4 && book.longestWaiting == 20_007)
        _ = book.requested(count + 2, now: 0)
        var served: [PoolBook.Effect] = []
        for _ in 0..<6 { served += book.released(10, idleUntil: 100, now: 0) }
        #expect(
            served == [20_007, 40_007, 60_007, 80_007, count + 2].map { .handOver(10, to: $0) })
        #expect(book.waiting == 0 && book.longestWaiting == nil)
    }

    @Test func `a connection that closes makes room for a waiting request`() {
        var book = PoolBook(limit: 1)
        _ = book.requested(1, now: 0)
        _ = book.opened(10, capacity: 1, now: 0)
        #expect(book.requested(2, now: 0) == [])
        #expect(book.released(10, idleUntil: nil, now: 0) == [.close(10), .open(for: 2)])
        #expect(book.failedToOpen(now: 0) == [])
        #expect(book.isEmpty)
    }

    @Test func `the connection used last is used first, and those idle for long are closed`() {
        var book = PoolBook(limit: 3)
        for request in 1...3 { _ = book.requested(UInt64(request), now: 0) }
        for connection in 1...3 { _ = book.opened(UInt64(connection), capacity: 1, now: 0) }
        for connection in 1...3 { _ = book.released(UInt64(connection), idleUntil: Int64(connection), now: 0) }
        #expect(book.nextExpiry == 1)
        #expect(book.expired(now: 2) == [.close(1), .close(2)])
        #expect(book.requested(4, now: 0) == [.handOver(3, to: 4)])
        #expect(book.nextExpiry == nil)
    }

    @Test func `a connection whose peer wants no exchange is closed when its last has ended`() {
        var book = PoolBook(limit: 2, sharesConnections: true)
        _ = book.requested(1, now: 0)
        _ = book.opened(10, capacity: 100, now: 0)
        #expect(book.resized(10, capacity: 0, now: 0) == [])
        #expect(book.released(10, idleUntil: 100, now: 0) == [.close(10)])
        #expect(book.isEmpty)
    }

    @Test func `a connection with room takes several requests, and while it is opened others wait for it`() {
        var book = PoolBook(limit: 4, sharesConnections: true)
        #expect(book.requested(1, now: 0) == [.open(for: 1)])
        #expect(book.requested(2, now: 0) == [])
        #expect(book.opened(10, capacity: 2, now: 0) == [.handOver(10, to: 2)])
        #expect(book.requested(3, now: 0) == [.open(for: 3)])
        #expect(book.drained(10, now: 0) == [])
        #expect(book.released(10, idleUntil: 100, now: 0) == [])
        #expect(book.released(10, idleUntil: 100, now: 0) == [.close(10)])
    }

    @Test func `a connection that was idle for too long is never handed over, whoever was to close it`() {
        var book = PoolBook(limit: 2)
        for request in 1...2 { _ = book.requested(UInt64(request), now: 0) }
        for connection in 1...2 { _ = book.opened(UInt64(connection), capacity: 1, now: 0) }
        _ = book.released(1, idleUntil: 100, now: 0)
        _ = book.released(2, idleUntil: 50, now: 0)
        // The time may have jumped: the machine slept, or the process was stopped.
        #expect(book.requested(3, now: 99) == [.close(2), .handOver(1, to: 3)])
        _ = book.released(1, idleUntil: 200, now: 100)
        #expect(book.requested(4, now: 5000) == [.close(1), .open(for: 4)])
    }

    @Test func `a limit that is shared with other hosts keeps requests waiting in their order`() {
        var book = PoolBook(limit: 3)
        book.room = 1
        #expect(book.requested(1, now: 0) == [.open(for: 1)])
        #expect(book.requested(2, now: 0) == [] && book.requested(3, now: 0) == [])
        #expect(book.isStarved && book.longestWaiting == 2)
        book.room = 1
        #expect(book.roomGained(now: 0) == [.open(for: 2)])
        #expect(book.opened(10, capacity: 1, now: 0) == [])
        #expect(book.released(10, idleUntil: 100, now: 0) == [.handOver(10, to: 3)])
        #expect(!book.isStarved)
        #expect(book.evicted() == [])
        #expect(book.released(10, idleUntil: 100, now: 0) == [])
        #expect(book.evicted() == [.close(10)])
        #expect(book.places == 1 && book.room == 0)
    }

    @Test func `a connection that learns its capacity takes so many requests, and those over it go on`() {
        var book = PoolBook(limit: 2, sharesConnections: true)
        #expect(book.requested(1, now: 0) == [.open(for: 1)])
        #expect(book.opened(10, capacity: 100, now: 0) == [])
        #expect(book.requested(2, now: 0) == [.handOver(10, to: 2)])
        #expect(book.resized(10, capacity: 1, now: 0) == [])
        #expect(book.requested(3, now: 0) == [.open(for: 3)])
        #expect(book.requested(4, now: 0) == [])
        #expect(book.resized(10, capacity: 3, now: 0) == [.handOver(10, to: 4)])
    }

    @Test func `where connections turn out not to be shared, several are opened at once`() {
        var book = PoolBook(limit: 3, sharesConnections: true)
        #expect(book.requested(1, now: 0) == [.open(for: 1)])
        #expect(book.requested(2, now: 0) == [])
        #expect(book.requested(3, now: 0) == [])
        #expect(book.opened(10, capacity: 1, now: 0) == [.open(for: 2), .open(for: 3)])
    }
}

@Suite struct ConnectionRaceTests {
    @Test func `addresses are tried one after another until all have failed`() {
        var race = ConnectionRace(count: 3, delay: 250)
        #expect(race.attempt(now: 0) == 0)
        #expect(race.attempt(now: 249) == nil)
        #expect(race.nextAttempt == 250)
        #expect(race.attempt(now: 250) == 1)
        race.failed(now: 300)
        #expect(race.attempt(now: 300) == 2)
        #expect(race.nextAttempt == nil)
        #expect(race.attempt(now: 900) == nil)
        race.failed(now: 900)
        #expect(!race.isLost)
        race.failed(now: 900)
        #expect(race.isLost)
    }

    @Test func `families take turns`() {
        #expect(ConnectionRace.interleaved([61, 62, 63, 41, 42], isIPv6: { $0 > 60 }) == [61, 41, 62, 42, 63])
        #expect(ConnectionRace.interleaved([41, 61], isIPv6: { $0 > 60 }) == [41, 61])
        #expect(ConnectionRace.interleaved([Int](), isIPv6: { $0 > 60 }) == [])
    }
}
