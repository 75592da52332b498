import IniaPrimitives

/// The two forms in which nearly every time comes over the wire: `2015-01-02T03:04:05Z`, with or without a fraction, in
/// bodies, and `Fri, 02 Jan 2015 03:04:05 GMT` in headers.
enum FixedDate {
    /// The time, or nil for a text in any other form. A fraction counts to the microsecond.
    static func time(_ text: String) -> Timestamp? {
        text.utf8.withContiguousStorageIfAvailable { memory in
            let bytes = UnsafeRawBufferPointer(memory)
            return bytes.count == 29 && bytes[3] == UInt8(ascii: ",") ? httpDate(bytes) : time(bytes)
        } ?? nil
    }

    private static func httpDate(_ bytes: UnsafeRawBufferPointer) -> Timestamp? {
        let month = Names.months.firstIndex { $0.utf8.elementsEqual(bytes[8..<11]) }
        guard Names.weekdays.contains(where: { $0.utf8.elementsEqual(bytes[0..<3]) }),
            bytes[4] == 0x20, bytes[7] == 0x20, bytes[11] == 0x20, bytes[16] == 0x20,
            bytes[19] == UInt8(ascii: ":"), bytes[22] == UInt8(ascii: ":"), bytes[25...].elementsEqual(" GMT".utf8),
            let day = number(bytes, 5, 2), let month, let year = number(bytes, 12, 4), year >= 1,
            let hour = number(bytes, 17, 2), let minute = number(bytes, 20, 2), let second = number(bytes, 23, 2),
            let civil = CivilTime(year, Int64(month + 1), day, hour, minute, second)
        else { return nil }
        return Timestamp(seconds: civil.secondsSince1970)
    }

    /// The time of a text in UTF-8.
    static func time(_ bytes: UnsafeRawBufferPointer) -> Timestamp? {
        guard bytes.count >= 20, bytes.count <= 30, bytes[bytes.count - 1] == UInt8(ascii: "Z"),
            bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let year = number(bytes, 0, 4), year >= 1, let month = number(bytes, 5, 2), let day = number(bytes, 8, 2),
            let hour = number(bytes, 11, 2), let minute = number(bytes, 14, 2), let second = number(bytes, 17, 2),
            let nanoseconds = fraction(bytes), let civil = CivilTime(year, month, day, hour, minute, second)
        else { return nil }
        return Timestamp(seconds: civil.secondsSince1970, nanoseconds: nanoseconds)
    }

    /// A number of so many digits. Inlined, it is a few steps without a loop where their count is known.
    @inline(__always)
    private static func number(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: Int) -> Int64? {
        var number: Int64 = 0
        for place in start..<(start + count) {
            let digit = bytes[place] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            number = number * 10 + Int64(digit)
        }
        return number
    }

    private static func fraction(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        if bytes.count == 20 { return 0 }
        let digits = bytes.count - 21
        guard bytes[19] == UInt8(ascii: "."), digits > 0, var number = number(bytes, 20, digits) else { return nil }
        for _ in digits..<max(digits, 9) { number *= 10 }
        return number / 1000 * 1000
    }
}
