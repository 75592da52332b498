import IniaPrimitives
import Testing

@Suite struct BytesTests {
    @Test func `a slice refers to the bytes at its offsets, clamped to the run`() {
        let bytes = Bytes([1, 2, 3, 4, 5])
        #expect(bytes.slice(1..<3) == [2, 3])
        #expect(bytes.slice(3..<99) == [4, 5])
        #expect(bytes.slice(1..<4).slice(1..<2) == [3])
        #expect(bytes.dropFirst(9) == [])
    }

    @Test func `bytes that are not UTF-8 have no valid text`() {
        #expect(Bytes([0xFF]).validText == nil)
        #expect(Bytes([0xFF]).text == "\u{FFFD}")
        #expect(Bytes(utf8: "é").validText == "é")
    }

    @Test func `what a slice lends is its own bytes alone`() {
        let bytes = Bytes([1, 2, 3, 4, 5])
        for (slice, own) in [(bytes, [1, 2, 3, 4, 5]), (bytes.slice(1..<3), [2, 3]), (bytes.slice(9..<9), [])] {
            #expect(slice.withContiguousStorageIfAvailable { Array($0) } == own.map { UInt8($0) })
            #expect([0] + slice == [0] + own.map { UInt8($0) })
        }
    }
}
