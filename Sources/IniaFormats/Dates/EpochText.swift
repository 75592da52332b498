import IniaPrimitives
internal import IniaText

/// Seconds since 1970 as a decimal text.
enum EpochText {
    /// The seconds of the years 1 to 9999.
    static let range: ClosedRange<Double> = -62_135_596_800...253_402_300_799

    /// The time of a text that is a number and gives a date in the years 1 to 9999, or nil for any other.
    ///
    /// The number is taken as a double, as botocore does; in this century that is exact to the microsecond.
    static func time(_ text: String) -> Timestamp? {
        let trimmed = text.utf8.drop { $0.isSpace }
        let units = trimmed.prefix(trimmed.count - trimmed.reversed().prefix { $0.isSpace }.count)
        guard units.allSatisfy({ $0.isDecimalDigit || "+-.eE".utf8.contains($0) }), let value = Double(Substring(units))
        else { return nil }
        return try? Dates.epoch(value)
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
