// A head is gone through several times, from end to end. Words of eight bytes make that cheap.
extension UnsafeRawBufferPointer {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// The place of the first line feed in a range, or the range's end where there is none.
    func lineFeed(in range: Range<Int>) -> Int {
        var place = range.lowerBound
        while place + 8 <= range.upperBound {
            let word = word(at: place) ^ (Self.ones &* 10)
            // The lowest top bit that the subtraction sets is that of the first byte which is zero now.
            let found = (word &- Self.ones) & ~word & Self.tops
            if found != 0 { return place + found.trailingZeroBitCount / 8 }
            place += 8
        }
        while place < range.upperBound, self[place] != 10 { place += 1 }
        return place
    }

    /// Whether all bytes are ASCII and none a control character.
    var isPlain: Bool {
        var place = 0
        while place + 8 <= count {
            let word = word(at: place)
            // Less than 0x20, 0x7F, or more: each leaves a top bit behind.
            guard ((word &- (Self.ones &* 0x20)) | (word &+ Self.ones) | word) & Self.tops == 0 else { return false }
            place += 8
        }
        while place < count, self[place] >= 0x20, self[place] < 0x7F { place += 1 }
        return place == count
    }

    private func word(at place: Int) -> UInt64 {
        UInt64(littleEndian: loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
}
