/// A stack of plain values in memory of its own, without the look for other owners that an array takes at each change.
package struct PlainStack<Element: BitwiseCopyable>: ~Copyable {
    @usableFromInline var memory = UnsafeMutableBufferPointer<Element>(start: nil, count: 0)
    @usableFromInline package private(set) var count = 0

    /// An empty stack.
    @inlinable package init() {}

    @inlinable package var isEmpty: Bool { count == 0 }

    @inlinable package var last: Element? { count > 0 ? memory[count - 1] : nil }

    @inlinable package mutating func append(_ element: Element) {
        if count == memory.count { grow() }
        memory[count] = element
        count += 1
    }

    @inlinable package mutating func popLast() -> Element? {
        guard count > 0 else { return nil }
        count -= 1
        return memory[count]
    }

    @inlinable mutating func grow() {
        let larger = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(2 * count, 16))
        _ = larger.update(fromContentsOf: memory[..<count])
        memory.deallocate()
        memory = larger
    }

    @inlinable deinit { memory.deallocate() }
}
