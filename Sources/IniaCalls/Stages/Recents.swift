internal import Synchronization

/// Values that were asked for lately, a bounded number of them.
///
/// There are two generations: what is kept or asked for joins the young one, and when that is full it becomes the old
/// one, whose values are forgotten. So the last `limit` values that were in use are there, and never more than twice
/// as many.
package final class Recents<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Generations {
        var young: [Key: Value] = [:]
        var old: [Key: Value] = [:]
        /// What was in use last, for a task that asks for the same again and again: comparing takes a fraction of hashing.
        var last: (key: Key, value: Value)?

        mutating func value(for key: Key, limit: Int) -> Value? {
            if let last, last.key == key { return last.value }
            if let value = young[key] {
                last = (key, value)
                return value
            }
            guard let value = old[key] else { return nil }
            keep(value, for: key, limit: limit)
            return value
        }

        mutating func keep(_ value: Value, for key: Key, limit: Int) {
            last = (key, value)
            if young.count >= limit { (old, young) = (young, [:]) }
            young[key] = value
        }
    }

    private let generations = Mutex(Generations())
    private let limit: Int

    package init(limit: Int) { self.limit = limit }

    /// The value of a key, or nil where it was not in use lately.
    package func value(for key: Key) -> Value? {
        generations.withLock { $0.value(for: key, limit: limit) }
    }

    /// The value of a key where there is one, or else this one, which is kept.
    package func value(for key: Key, orKeep value: Value) -> Value {
        generations.withLock { generations in
            if let known = generations.young[key] ?? generations.old[key] { return known }
            generations.keep(value, for: key, limit: limit)
            return value
        }
    }

    /// Forgets the value of a key.
    func forget(_ key: Key) {
        generations.withLock { generations in
            generations.last = nil
            generations.young[key] = nil
            generations.old[key] = nil
        }
    }

    /// Keeps the value of a key.
    func keep(_ value: Value, for key: Key) {
        generations.withLock { $0.keep(value, for: key, limit: limit) }
    }
}
