/// Memory for what has to be put together before it can be lent: the owner keeps it until its next use.
public struct ScratchMemory: ~Copyable {
    @usableFromInline var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    @usableFromInline var count = 0

    /// Memory of no bytes yet.
    @inlinable public init() {}

    /// Memory of at least that many bytes; what was there before is lost.
    @inlinable public mutating func reserve(_ count: Int) -> UnsafeMutableRawBufferPointer {
        if memory.count < count {
            memory.deallocate()
            memory = .allocate(byteCount: max(count, 64), alignment: 1)
        }
        return memory
    }

    /// Whether nothing has been appended.
    @inlinable public var isEmpty: Bool { count == 0 }

    /// What has been appended.
    @inlinable public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

    /// Forgets what has been appended; the memory is kept.
    @inlinable public mutating func removeAll() { count = 0 }

    /// Appends a byte.
    @inlinable public mutating func append(_ byte: UInt8) {
        if count == memory.count { grow(to: count + 1) }
        memory[count] = byte
        count += 1
    }

    /// Appends bytes.
    @inlinable public mutating func append(_ run: UnsafeRawBufferPointer) {
        guard !run.isEmpty else { return }
        if count + run.count > memory.count { grow(to: count + run.count) }
        UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: run)
        count += run.count
    }

    @usableFromInline mutating func grow(to least: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(least, 2 * memory.count, 64), alignment: 1)
        larger.copyMemory(from: bytes)
        memory.deallocate()
        memory = larger
    }

    deinit { memory.deallocate() }
}
