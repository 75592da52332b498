import Synchronization
import Testing

@testable import IniaHost

@Suite struct BlockingThreadsTests {
    @Test func `no more work is done at a time than there are threads`() async {
        let threads = BlockingThreads(limit: 3)
        let gauge = Gauge()
        let results = await withTaskGroup(of: Int.self) { group in
            for index in 0..<200 {
                group.addTask {
                    await threads.run {
                        gauge.during { index }
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.sorted() == Array(0..<200))
        #expect((1...3).contains(gauge.most))
    }
}

/// Measures how much is done at a time.
private final class Gauge: Sendable {
    private let counts = Mutex((running: 0, most: 0))

    var most: Int { counts.withLock { $0.most } }

    func during<Result>(_ body: () -> Result) -> Result {
        counts.withLock { counts in
            counts.running += 1
            counts.most = max(counts.most, counts.running)
        }
        defer { counts.withLock { $0.running -= 1 } }
        return body()
    }
}
