internal import Synchronization

/// Pieces of shared work by their keys: of each there is one at a time, however many callers want it.
///
/// Nothing is remembered: who comes after the end begins anew, be it after a result or after a failure.
package final class Flights<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let running = Mutex<[Key: Flight<Value>]>([:])

    /// Creates a set without work.
    package init() {}

    /// Waits for the work of a key, which is begun where nobody has begun it.
    ///
    /// - Throws: what the work throws, or `CancellationError` where this caller was cancelled.
    package func value(for key: Key, _ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        while true {
            let flight = flight(for: key, work)
            defer { forget(key) }
            // Nil where the last of those who waited was cancelled before this caller came.
            if let value = try await flight.join() { return value }
        }
    }

    /// How many callers wait for the work of a key.
    package func waiterCount(for key: Key) -> Int { running.withLock { $0[key]?.waiterCount ?? 0 } }

    private func flight(for key: Key, _ work: @escaping @Sendable () async throws -> Value) -> Flight<Value> {
        running.withLock { running in
            if let flight = running[key], !flight.isOver { return flight }
            let flight = Flight(work)
            running[key] = flight
            return flight
        }
    }

    private func forget(_ key: Key) {
        running.withLock { running in
            if running[key]?.isOver ?? false { running[key] = nil }
        }
    }
}
