/// A stack of plain values in memory of its own, without the look for other owners that an array takes at each change.
public struct PlainStack<Element: BitwiseCopyable>: ~Copyable {
    @usableFromInline var memory = UnsafeMutableBufferPointer<Element>(start: nil, count: 0)
    @usableFromInline var height = 0

    /// An empty stack.
    @inlinable public init() {}

    /// How many elements there are.
    @inlinable public var count: Int { height }

    /// Whether there is none.
    @inlinable public var isEmpty: Bool { count == 0 }

    /// What was put on last, or nil where nothing is left.
    @inlinable public var last: Element? { count > 0 ? memory[count - 1] : nil }

    /// Puts an element on the others.
    @inlinable public mutating func append(_ element: Element) {
        if count == memory.count { grow() }
        memory[count] = element
        height += 1
    }

    /// Takes off what was put on last, or gives nil where nothing is left.
    @inlinable public mutating func popLast() -> Element? {
        guard count > 0 else { return nil }
        height -= 1
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
