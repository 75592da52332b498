internal import Synchronization

/// A value that a part of the benchmark changes each time that it is done.
final class Kept<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>

    init(_ value: Value) { mutex = Mutex(value) }

    var value: Value { mutex.withLock { $0 } }

    func change(_ body: (inout sending Value) -> Void) { mutex.withLock { body(&$0) } }
}

/// Gives one number after another.
final class Counter: Sendable {
    private let value: Atomic<Int64>

    init(_ first: Int64) { value = Atomic(first) }

    func next() -> Int64 { value.add(1, ordering: .relaxed).oldValue }
}
