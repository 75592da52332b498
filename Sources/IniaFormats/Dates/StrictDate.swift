import IniaPrimitives
internal import IniaText

/// ISO 8601's extended form of a date and time of day with a zone.
enum StrictDate {
    static func time(_ text: String) -> Timestamp? {
        var units = text.utf8[...]
        let isNegative = units.take(UInt8(ascii: "-"))
        let yearDigits = units.prefix(while: \.isDecimalDigit)
        guard yearDigits.count >= 4, yearDigits.count <= 6 else { return nil }
        units.removeFirst(yearDigits.count)
        let year = Int64(yearDigits.decimalNumber)
        guard units.take(UInt8(ascii: "-")), let month = units.takeTwoDigits(), units.take(UInt8(ascii: "-")),
            let day = units.takeTwoDigits(), units.take(UInt8(ascii: "T")) || units.take(UInt8(ascii: "t")),
            let hour = units.takeTwoDigits(), units.take(UInt8(ascii: ":")), let minute = units.takeTwoDigits(),
            units.take(UInt8(ascii: ":")), let second = units.takeTwoDigits(),
            let fraction = units.takeFraction(), let offset = units.takeOffset(), units.isEmpty,
            let civil = CivilTime(isNegative ? -year : year, month, day, hour, minute, second)
        else { return nil }
        return Timestamp(seconds: civil.secondsSince1970 - offset, nanoseconds: fraction)
    }
}

extension Substring.UTF8View {
    fileprivate mutating func take(_ unit: UInt8) -> Bool {
        guard first == unit else { return false }
        removeFirst()
        return true
    }

    fileprivate mutating func takeTwoDigits() -> Int64? {
        let digits = prefix(2)
        guard digits.count == 2, digits.allSatisfy(\.isDecimalDigit) else { return nil }
        removeFirst(2)
        return Int64(digits.decimalNumber)
    }

    /// The nanoseconds of a fraction; none is zero, a point without digits is nil.
    fileprivate mutating func takeFraction() -> Int64? {
        guard take(UInt8(ascii: ".")) else { return 0 }
        let digits = prefix(while: \.isDecimalDigit)
        guard !digits.isEmpty else { return nil }
        self = dropFirst(digits.count)
        let kept = digits.prefix(9)
        return Int64(kept.decimalNumber) * powerOfTen(9 - kept.count)
    }

    /// The seconds by which a zone is ahead of UTC.
    fileprivate mutating func takeOffset() -> Int64? {
        if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
        let isBehind = first == UInt8(ascii: "-")
        guard take(UInt8(ascii: "+")) || take(UInt8(ascii: "-")), let hours = takeTwoDigits(), hours < 24,
            take(UInt8(ascii: ":")), let minutes = takeTwoDigits(), minutes < 60
        else { return nil }
        return (hours * 3600 + minutes * 60) * (isBehind ? -1 : 1)
    }
}
