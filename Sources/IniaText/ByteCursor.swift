/// A place in memory that somebody else owns, which must outlive it; no read goes beyond its end.
public struct ByteCursor {
    @usableFromInline let memory: UnsafeRawBufferPointer
    /// The number of bytes.
    public let count: Int
    /// Where it stands, in bytes from the start.
    public var offset = 0

    /// Stands at the start of memory.
    @inlinable public init(_ memory: UnsafeRawBufferPointer) {
        self.memory = memory
        count = memory.count
    }

    /// Whether nothing is left.
    @inlinable public var isAtEnd: Bool { offset >= count }

    /// How many bytes are left.
    @inlinable public var remaining: Int { count - offset }

    /// The next byte, or nil at the end.
    @inlinable public func peek() -> UInt8? { offset < count ? memory[offset] : nil }

    /// The byte at a place, or nil beyond the ends.
    @inlinable public func byte(at place: Int) -> UInt8? {
        place >= 0 && place < count ? memory[place] : nil
    }

    /// Eight bytes at a place in the machine's order, or nil where fewer are left.
    @inlinable public func word(at place: Int) -> UInt64? {
        place >= 0 && place <= count - 8 ? memory.loadUnaligned(fromByteOffset: place, as: UInt64.self) : nil
    }

    /// Sixteen bytes at a place, or nil where fewer are left.
    @inlinable public func vector(at place: Int) -> SIMD16<UInt8>? {
        guard let base = memory.baseAddress, place >= 0, place <= count - 16 else { return nil }
        return base.loadUnaligned(fromByteOffset: place, as: SIMD16<UInt8>.self)
    }

    /// Moves over the next byte and gives it, or nil at the end.
    @inlinable public mutating func next() -> UInt8? {
        guard let byte = peek() else { return nil }
        offset += 1
        return byte
    }

    /// Moves over a byte if it is next.
    @inlinable public mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        offset += 1
        return true
    }

    /// Moves over a word if it is next.
    @inlinable public mutating func take(_ word: StaticString) -> Bool {
        guard starts(with: word) else { return false }
        offset += word.utf8CodeUnitCount
        return true
    }

    /// Whether a word is next.
    @inlinable public func starts(with word: StaticString) -> Bool {
        guard remaining >= word.utf8CodeUnitCount else { return false }
        for position in 0..<word.utf8CodeUnitCount
        where memory[offset + position] != word.utf8Start[position] { return false }
        return true
    }

    /// Whether the bytes at two places, both with that many before the end, are the same.
    @inlinable public func hasSame(_ count: Int, at place: Int, and other: Int) -> Bool {
        guard place >= 0, other >= 0, count >= 0, place <= self.count - count, other <= self.count - count else {
            return false
        }
        if count > 0, count <= 8, let word = word(at: place), let same = self.word(at: other) {
            // Of these eight bytes only the first count.
            return UInt64(littleEndian: word ^ same) &<< UInt64(64 - 8 * count) == 0
        }
        var done = 0
        while done + 8 <= count {
            guard
                memory.loadUnaligned(fromByteOffset: place + done, as: UInt64.self)
                    == memory.loadUnaligned(fromByteOffset: other + done, as: UInt64.self)
            else { return false }
            done += 8
        }
        if done > 0, done < count {
            // The last eight of the bytes, of which some have been compared.
            return memory.loadUnaligned(fromByteOffset: place + count - 8, as: UInt64.self)
                == memory.loadUnaligned(fromByteOffset: other + count - 8, as: UInt64.self)
        }
        while done < count {
            guard memory[place + done] == memory[other + done] else { return false }
            done += 1
        }
        return true
    }

    /// The memory between two places, cut at the ends.
    @inlinable public func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        let lower = min(max(range.lowerBound, 0), count)
        let upper = min(max(range.upperBound, lower), count)
        return UnsafeRawBufferPointer(rebasing: memory[lower..<upper])
    }
}
