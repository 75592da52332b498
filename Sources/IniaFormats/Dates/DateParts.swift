/// The numbers and the month's name of a date, in the order in which they were written.
struct DateParts {
    private struct Part {
        var value: Int64
        /// Written with more than two digits, or too large for a day.
        var isYear: Bool
        var hasTwoDigits: Bool
    }

    private var parts: [Part] = []
    private var monthPlace: Int?

    var count: Int { parts.count }

    /// Adds a number, and tells whether there can be so many.
    mutating func add(_ digits: some Collection<UInt8>) -> Bool {
        let value = Int64(digits.decimalNumber)
        parts.append(Part(value: value, isYear: digits.count > 2 || value > 31, hasTwoDigits: digits.count <= 2))
        return parts.count <= 3
    }

    /// Adds a month that was named, and tells whether there can be one more.
    mutating func add(month: Int64) -> Bool {
        guard monthPlace == nil else { return false }
        monthPlace = parts.count
        parts.append(Part(value: month, isYear: false, hasTwoDigits: true))
        return parts.count <= 3
    }

    /// Year, month and day, or nil where the year is not told.
    func resolved(currentYear: Int64) -> (year: Int64, month: Int64, day: Int64)? {
        guard let places = places else { return nil }
        var year = parts[places.year].value
        if parts[places.year].hasTwoDigits {
            year += currentYear - currentYear % 100
            if year >= currentYear + 50 { year -= 100 } else if year < currentYear - 50 { year += 100 }
        }
        return (year, parts[places.month].value, places.day.map { parts[$0].value } ?? 1)
    }

    /// Which part is what.
    private var places: (year: Int, month: Int, day: Int?)? {
        switch (parts.count, monthPlace) {
        case (3, let month?):
            let others = [0, 1, 2].filter { $0 != month }
            // "Jan 2 15" and "02-Jan-15" have the day first; so has what could be either, but for "15-02-Jan".
            let isYearFirst = parts[others[0]].isYear || (month == 2 && !parts[others[1]].isYear)
            return isYearFirst ? (others[0], month, others[1]) : (others[1], month, others[0])
        case (3, nil):
            if parts[0].isYear { return (0, 1, 2) }
            if parts[1].isYear { return nil }
            return parts[0].value > 12 ? (2, 1, 0) : (2, 0, 1)
        case (2, let month?): return parts[1 - month].isYear ? (1 - month, month, nil) : nil
        case (2, nil):
            if parts[0].isYear { return (0, 1, nil) }
            return parts[1].isYear ? (1, 0, nil) : nil
        default: return nil
        }
    }
}
