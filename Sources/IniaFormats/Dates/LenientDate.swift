import IniaPrimitives
internal import IniaText

/// Reads dates and times as people and programs write them.
///
/// The text is cut into words, numbers and signs. A number with a colon after it begins a time of day, a sign after
/// a time of day begins an offset from UTC, names tell what they are by themselves; all other numbers are parts of
/// the date, which are told apart when all are known.
struct LenientDate {
    private var tokens: [Token]
    private var place = 0
    private let currentYear: Int64
    private var date = DateParts()
    private var hour: Int64?
    private var minute: Int64 = 0
    private var second: Int64 = 0
    private var microseconds: Int64 = 0
    private var offset: Int64?
    private var hasZone = false

    enum Token: Equatable {
        /// Digits, with those after a point or comma that follows.
        case number(digits: [UInt8], fraction: [UInt8]?)
        case word(String)
        case sign(UInt8)
    }

    init(_ text: String, currentYear: Int64) {
        tokens = Self.tokens(Array(text.utf8))
        self.currentYear = currentYear
    }

    mutating func read() throws(FormatError) -> Timestamp {
        while place < tokens.count {
            let isUnderstood =
                switch tokens[place] {
                case .number(let digits, let fraction): readNumber(digits, fraction)
                case .word(let word): readWord(word)
                case .sign(let sign): readSign(sign)
                }
            guard isUnderstood else { throw Self.notADate }
        }
        guard let (year, month, day) = date.resolved(currentYear: currentYear) else { throw Self.notADate }
        guard let civil = CivilTime(year, month, day, hour ?? 0, minute, second), civil.year >= 1, civil.year <= 9999
        else { throw FormatError(.range, "no such date or time of day") }
        return Timestamp(seconds: civil.secondsSince1970 - (offset ?? 0), nanoseconds: microseconds * 1000)
    }

    private static let notADate = FormatError(.syntax, "not a date or time")
}

extension LenientDate {
    private mutating func readNumber(_ digits: [UInt8], _ fraction: [UInt8]?) -> Bool {
        place += 1
        guard digits.count <= 14 else { return false }
        if takeSign(":") { return hour == nil && readTimeOfDay(hour: digits, fraction) }
        if hour == nil, let isPM = takeHalfOfDay() { return set(hour: digits, fraction, isPM: isPM) }
        if hour == nil, date.count == 3 || digits.count > 8 { return readCompact(digits, fraction) }
        if fraction != nil { return false }
        if date.count == 0, digits.count == 8 || digits.count == 6 {
            let yearLength = digits.count - 4
            return date.add(digits[..<yearLength]) && date.add(digits[yearLength...].prefix(2))
                && date.add(digits.suffix(2))
        }
        guard digits.count <= 4, date.add(digits[...]) else { return false }
        // Between the parts of a date a minus is no sign of an offset, even where the time came first.
        if date.count < 3 { _ = takeSign("-") }
        return true
    }

    /// Reads what follows the colon after the hour.
    private mutating func readTimeOfDay(hour digits: [UInt8], _ fraction: [UInt8]?) -> Bool {
        guard fraction == nil, digits.count <= 2, case .number(let minutes, nil)? = token(), minutes.count <= 2 else {
            return false
        }
        place += 1
        hour = Int64(digits.decimalNumber)
        minute = Int64(minutes.decimalNumber)
        guard takeSign(":") else { return true }
        guard case .number(let seconds, let fraction)? = token(), seconds.count <= 2 else { return false }
        place += 1
        set(seconds: seconds, fraction)
        return true
    }

    /// Reads a time of day without colons, perhaps with the date before it: the length tells.
    private mutating func readCompact(_ digits: [UInt8], _ fraction: [UInt8]?) -> Bool {
        var time = digits[...]
        if digits.count == 12 || digits.count == 14 {
            guard date.count == 0, date.add(digits[..<4]), date.add(digits[4..<6]), date.add(digits[6..<8]) else {
                return false
            }
            time = digits[8...]
        }
        guard time.count == 6 || (fraction == nil && (time.count == 4 || time.count == 2)) else { return false }
        hour = Int64(time.prefix(2).decimalNumber)
        minute = Int64(time.dropFirst(2).prefix(2).decimalNumber)
        set(seconds: Array(time.dropFirst(4)), fraction)
        return true
    }

    private mutating func set(seconds: [UInt8], _ fraction: [UInt8]?) {
        second = Int64(seconds.decimalNumber)
        let kept = (fraction ?? []).prefix(6)
        microseconds = Int64(kept.decimalNumber) * powerOfTen(6 - kept.count)
    }

    private mutating func set(hour digits: [UInt8], _ fraction: [UInt8]?, isPM: Bool) -> Bool {
        hour = Int64(digits.prefix(3).decimalNumber)
        return fraction == nil && adjustHour(isPM: isPM)
    }

    private mutating func adjustHour(isPM: Bool) -> Bool {
        guard let clock = hour, clock <= 12 else { return false }
        hour = clock % 12 + (isPM ? 12 : 0)
        return true
    }
}

extension LenientDate {
    private mutating func readWord(_ word: String) -> Bool {
        place += 1
        let lower = word.lowercased()
        if Self.weekdays.contains(lower) || Self.fillers.contains(lower) { return true }
        if let month = Self.month(lower) { return date.add(month: month) }
        if let isPM = Self.halvesOfDay[lower] { return adjustHour(isPM: isPM) }
        guard hour != nil, !hasZone, offset == nil, word.utf8.count <= 5 else { return false }
        let isUTC = ["utc", "gmt", "z"].contains(lower)
        guard isUTC || word.utf8.allSatisfy({ $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }) else {
            return false
        }
        hasZone = true
        // POSIX counts offsets after a name the other way: with "GMT+3" one is to add three hours to come to GMT.
        if token() == .sign(UInt8(ascii: "+")) { return readOffset(isAhead: false) }
        if token() == .sign(UInt8(ascii: "-")) { return readOffset(isAhead: true) }
        return true
    }

    private mutating func readSign(_ sign: UInt8) -> Bool {
        switch sign {
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            if hour != nil, offset == nil { return readOffset(isAhead: sign == UInt8(ascii: "+")) }
            guard sign == UInt8(ascii: "-") else { return false }
        case UInt8(ascii: "("):
            // A zone's name after its offset: mail has such comments.
            guard offset != nil, case .word? = token(1), token(2) == .sign(UInt8(ascii: ")")) else { return false }
            place += 2
        case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "/"),
            UInt8(ascii: "'"):
            break
        default: return false
        }
        place += 1
        return true
    }

    /// Reads the offset from UTC whose sign is next: `+0100`, `+01:00` or `+1`.
    private mutating func readOffset(isAhead: Bool) -> Bool {
        place += 1
        guard case .number(let digits, nil)? = token() else { return false }
        place += 1
        var hours = Int64(digits.prefix(2).decimalNumber)
        var minutes: Int64 = 0
        if digits.count == 4 {
            minutes = Int64(digits.suffix(2).decimalNumber)
        } else if takeSign(":") {
            guard digits.count <= 2, case .number(let more, nil)? = token(), more.count <= 2 else { return false }
            place += 1
            minutes = Int64(more.decimalNumber)
        } else if digits.count > 2 {
            return false
        }
        hours = hours * 60 + minutes
        guard hours < 24 * 60 else { return false }
        offset = hours * (isAhead ? 60 : -60)
        return true
    }

    private func token(_ ahead: Int = 0) -> Token? {
        place + ahead < tokens.count ? tokens[place + ahead] : nil
    }

    private mutating func takeSign(_ sign: Unicode.Scalar) -> Bool {
        guard token() == .sign(UInt8(ascii: sign)) else { return false }
        place += 1
        return true
    }

    /// Takes "am" or "pm", which a space may stand before; true is afternoon.
    private mutating func takeHalfOfDay() -> Bool? {
        let spaces = token() == .sign(UInt8(ascii: " ")) ? 1 : 0
        guard case .word(let word)? = token(spaces), let isPM = Self.halvesOfDay[word.lowercased()] else { return nil }
        place += spaces + 1
        return isPM
    }

    private static let halvesOfDay = ["am": false, "a": false, "pm": true, "p": true]
    private static let fillers: Set = ["at", "on", "and", "ad", "m", "t", "of", "st", "nd", "rd", "th"]
    private static let weekdays: Set = [
        "mon", "monday", "tue", "tuesday", "wed", "wednesday", "thu", "thursday", "fri", "friday", "sat", "saturday",
        "sun", "sunday",
    ]
    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    /// A month by its name, or by the three letters with which that begins; one has another short form.
    private static func month(_ word: String) -> Int64? {
        let isShort = word.utf8.count == 3 || word == "sept"
        let place = months.firstIndex { $0 == word || isShort && $0.hasPrefix(word) }
        return place.map { Int64($0 + 1) }
    }
}

extension LenientDate {
    private static func tokens(_ units: [UInt8]) -> [Token] {
        var tokens: [Token] = []
        var rest = units[...]
        while let unit = rest.first {
            if unit.isDecimalDigit {
                let digits = rest.prefix(while: \.isDecimalDigit)
                rest = rest.dropFirst(digits.count)
                let isSeconds = tokens.last == .sign(UInt8(ascii: ":")) || digits.count >= 6
                let fraction = isSeconds ? takeFraction(from: &rest) : nil
                tokens.append(.number(digits: Array(digits), fraction: fraction))
            } else if unit.isLetter {
                let word = rest.prefix(while: \.isLetter)
                rest = rest.dropFirst(word.count)
                tokens.append(.word(String(decoding: word, as: UTF8.self)))
            } else {
                tokens.append(.sign(unit.isSpace ? UInt8(ascii: " ") : unit))
                rest = rest.dropFirst()
            }
        }
        return tokens
    }

    /// Only seconds have a fraction: elsewhere a point or comma parts a date.
    private static func takeFraction(from rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard let unit = rest.first, unit == UInt8(ascii: ".") || unit == UInt8(ascii: ",") else { return nil }
        let fraction = rest.dropFirst().prefix(while: \.isDecimalDigit)
        guard !fraction.isEmpty else { return nil }
        rest = rest.dropFirst(fraction.count + 1)
        return Array(fraction)
    }
}

extension UInt8 {
    var isLetter: Bool { (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z") }
}
