/// A place in memory that somebody else owns, which must outlive it; no read goes beyond its end.
struct ByteCursor {
    private let memory: UnsafeRawBufferPointer
    let count: Int
    var offset = 0

    init(_ memory: UnsafeRawBufferPointer) {
        self.memory = memory
        count = memory.count
    }

    var isAtEnd: Bool { offset >= count }

    var remaining: Int { count - offset }

    func peek() -> UInt8? { offset < count ? memory[offset] : nil }

    /// The byte at a place, or nil beyond the ends.
    func byte(at place: Int) -> UInt8? {
        place >= 0 && place < count ? memory[place] : nil
    }

    /// Eight bytes at a place in the machine's order, or nil where fewer are left.
    func word(at place: Int) -> UInt64? {
        place >= 0 && place <= count - 8 ? memory.loadUnaligned(fromByteOffset: place, as: UInt64.self) : nil
    }

    /// Moves to the next byte that may mean something within the text of XML, and gives it; nil at the end.
    mutating func moveToMarkup() -> UInt8? {
        var place = offset
        defer { offset = place }
        while place < count {
            let byte = memory[place]
            if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "]") { return byte }
            place += 1
        }
        return nil
    }

    mutating func next() -> UInt8? {
        guard let byte = peek() else { return nil }
        offset += 1
        return byte
    }

    /// Moves over a byte if it is next.
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        offset += 1
        return true
    }

    /// Moves over a word if it is next.
    mutating func take(_ word: StaticString) -> Bool {
        guard starts(with: word) else { return false }
        offset += word.utf8CodeUnitCount
        return true
    }

    func starts(with word: StaticString) -> Bool {
        guard remaining >= word.utf8CodeUnitCount else { return false }
        for position in 0..<word.utf8CodeUnitCount
        where memory[offset + position] != word.utf8Start[position] { return false }
        return true
    }

    /// The memory between two places, cut at the ends.
    func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        let lower = min(max(range.lowerBound, 0), count)
        let upper = min(max(range.upperBound, lower), count)
        return UnsafeRawBufferPointer(rebasing: memory[lower..<upper])
    }
}

/// Memory for what has to be put together before it can be lent: the owner keeps it until its next use.
struct ScratchMemory: ~Copyable {
    private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    /// Memory of at least that many bytes; what was there before is lost.
    mutating func reserve(_ count: Int) -> UnsafeMutableRawBufferPointer {
        if memory.count < count {
            memory.deallocate()
            memory = .allocate(byteCount: max(count, 64), alignment: 1)
        }
        return memory
    }

    deinit { memory.deallocate() }
}
