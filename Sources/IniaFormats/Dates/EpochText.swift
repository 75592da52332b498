import IniaPrimitives

/// Seconds since 1970 as a decimal text.
enum EpochText {
    /// The seconds of the years 1 to 9999.
    static let range: ClosedRange<Double> = -62_135_596_800...253_402_300_799

    /// The time of a text that is a number and gives a date in the years 1 to 9999, or nil for any other.
    static func time(_ text: String) -> Timestamp? {
        let trimmed = text.utf8.drop { $0.isSpace }
        let units = Array(trimmed.prefix(trimmed.count - trimmed.reversed().prefix { $0.isSpace }.count))
        guard let first = units.first, first.isDecimalDigit || [0x2B, 0x2D, 0x2E].contains(first) else { return nil }
        if let time = plain(units) { return time }
        let isNumber = units.allSatisfy { $0.isDecimalDigit || "+-.eE".utf8.contains($0) }
        guard isNumber, let value = Double(String(decoding: units, as: UTF8.self)) else { return nil }
        return try? Dates.epoch(value)
    }

    /// A number without an exponent is read digit by digit: a double would lose microseconds of far years.
    private static func plain(_ units: [UInt8]) -> Timestamp? {
        let isNegative = units[0] == UInt8(ascii: "-")
        let isSigned = isNegative || units[0] == UInt8(ascii: "+")
        let parts = units.dropFirst(isSigned ? 1 : 0).split(
            separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let whole = parts[0].drop { $0 == UInt8(ascii: "0") }
        let fraction = parts.count > 1 ? parts[1] : []
        guard parts[0].count + fraction.count > 0, parts.allSatisfy({ $0.allSatisfy(\.isDecimalDigit) }),
            whole.count <= 12
        else { return nil }
        let seconds = Int64(whole.decimalNumber)
        guard range.contains(Double(isNegative ? -seconds : seconds)) else { return nil }
        let microseconds = Int64(fraction.prefix(6).decimalNumber) * powerOfTen(6 - min(fraction.count, 6))
        return isNegative
            ? Timestamp(seconds: -seconds, nanoseconds: -microseconds * 1000)
            : Timestamp(seconds: seconds, nanoseconds: microseconds * 1000)
    }
}

/// Ten to a small power.
func powerOfTen(_ exponent: Int) -> Int64 {
    (0..<max(exponent, 0)).reduce(1) { power, _ in power &* 10 }
}

extension Sequence<UInt8> {
    /// The number that at most 18 digits are.
    var decimalNumber: Int { reduce(0) { $0 &* 10 &+ Int($1 & 0x0F) } }
}

extension UInt8 {
    var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
}
