/// Memory for what has to be put together before it can be lent: the owner keeps it until its next use.
struct ScratchMemory: ~Copyable {
    private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var count = 0

    /// Memory of at least that many bytes; what was there before is lost.
    mutating func reserve(_ count: Int) -> UnsafeMutableRawBufferPointer {
        if memory.count < count {
            memory.deallocate()
            memory = .allocate(byteCount: max(count, 64), alignment: 1)
        }
        return memory
    }

    var isEmpty: Bool { count == 0 }

    /// What has been appended.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

    mutating func removeAll() { count = 0 }

    mutating func append(_ byte: UInt8) {
        if count == memory.count { grow(to: count + 1) }
        memory[count] = byte
        count += 1
    }

    mutating func append(_ run: UnsafeRawBufferPointer) {
        guard !run.isEmpty else { return }
        if count + run.count > memory.count { grow(to: count + run.count) }
        UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: run)
        count += run.count
    }

    private mutating func grow(to least: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(least, 2 * memory.count, 64), alignment: 1)
        larger.copyMemory(from: bytes)
        memory.deallocate()
        memory = larger
    }

    deinit { memory.deallocate() }
}
