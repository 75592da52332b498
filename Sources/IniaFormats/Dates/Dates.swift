public import IniaPrimitives
public import IniaText

/// The text forms of points in time that AWS's services use.
///
/// Texts hold the years 1 to 9999; a time outside of them gives ``FormatError/Code/range``.
public enum Dates {
    /// How much of a second is written.
    public enum Precision: Sendable, Hashable {
        /// Microseconds in six digits where they are not zero, else none, as botocore writes.
        case microsecondsIfAny
        /// Milliseconds in three digits, always, the rest cut off.
        case milliseconds
        /// None.
        case seconds
    }

    /// ISO 8601 in UTC: `2015-01-02T03:04:05Z`.
    public static func iso8601(
        _ time: Timestamp, _ precision: Precision = .microsecondsIfAny
    ) throws(FormatError) -> String {
        let civil = try civil(time)
        let fraction: String =
            switch precision {
            case .seconds: ""
            case .milliseconds: "." + (time.nanoseconds / 1_000_000).padded(to: 3)
            case .microsecondsIfAny: time.nanoseconds < 1000 ? "" : "." + (time.nanoseconds / 1000).padded(to: 6)
            }
        return "\(civil.dateText)T\(civil.timeText)\(fraction)Z"
    }

    /// The date of HTTP headers (RFC 9110 section 5.6.7): `Fri, 02 Jan 2015 03:04:05 GMT`.
    public static func httpDate(_ time: Timestamp) throws(FormatError) -> String {
        let civil = try civil(time)
        let weekday = Names.weekdays[civil.weekday]
        let month = Names.months[Int(civil.month) - 1]
        return "\(weekday), \(civil.day.padded(to: 2)) \(month) \(civil.year.padded(to: 4)) \(civil.timeText) GMT"
    }

    /// The form of SigV4's dates, ISO 8601 without punctuation: `20150102T030405Z`.
    public static func basic(_ time: Timestamp) throws(FormatError) -> String {
        let civil = try civil(time)
        // Every signature has one, so its digits go straight to their places.
        return String(unsafeUninitializedCapacity: 16) { text in
            func put(_ number: some FixedWidthInteger, at place: Int, width: Int) {
                var rest = number
                for index in stride(from: place + width - 1, through: place, by: -1) {
                    text[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                    rest /= 10
                }
            }
            put(civil.year, at: 0, width: 4)
            put(civil.month, at: 4, width: 2)
            put(civil.day, at: 6, width: 2)
            text[8] = UInt8(ascii: "T")
            put(civil.hour, at: 9, width: 2)
            put(civil.minute, at: 11, width: 2)
            put(civil.second, at: 13, width: 2)
            text[15] = UInt8(ascii: "Z")
            return 16
        }
    }

    /// Reads a time as leniently as botocore: seconds since 1970, ISO 8601 in its many forms, dates of HTTP and of
    /// mail, and most of what people write; of dates in numbers alone the month comes first where that is open. A time
    /// without a zone, or with one of an unknown name, is in UTC. What is finer than a microsecond is cut off. Unlike
    /// in botocore, the day of the reading takes no part in the result: a date without its year is refused, and one
    /// without its day is the month's first.
    ///
    /// - Parameter currentYear: years of two digits are taken to lie within 50 years of this one.
    public static func parse(_ text: String, currentYear: Int = 2026) throws(FormatError) -> Timestamp {
        // Nobody writes a date so long, and reading one takes many times its length of memory.
        guard text.utf8.count <= longest else { throw FormatError(.tooLarge, "a date or time of over 1,000 bytes") }
        if let time = FixedDate.time(text) ?? EpochText.time(text) { return time }
        var reader = LenientDate(text, currentYear: Int64(currentYear))
        return try reader.read()
    }

    private static let longest = 1000

    /// Reads a time from UTF-8; see ``parse(_:currentYear:)-(String,_)``.
    public static func parse(_ utf8: UnsafeRawBufferPointer, currentYear: Int = 2026) throws(FormatError) -> Timestamp {
        if let time = FixedDate.time(utf8) { return time }
        return try parse(String(decoding: utf8, as: UTF8.self), currentYear: currentYear)
    }

    /// Reads ISO 8601 with date, time and zone, as Smithy's `date-time` has it: years have four digits or more and may
    /// be negative, a fraction of any length is kept to the nanosecond, a leap second is refused.
    public static func parseISO8601(_ text: String) throws(FormatError) -> Timestamp {
        guard let time = StrictDate.time(text) else {
            throw FormatError(.syntax, "not a date and time of ISO 8601 with a zone")
        }
        return time
    }

    /// A time from seconds since 1970, rounded to the microsecond, as botocore reads numbers.
    public static func epoch(_ seconds: Double) throws(FormatError) -> Timestamp {
        let whole = seconds.rounded(.down)
        guard EpochText.range.contains(whole) else {
            throw FormatError(.range, "seconds outside the years 1 to 9999")
        }
        let microseconds = ((seconds - whole) * 1_000_000).rounded(.toNearestOrEven)
        return Timestamp(seconds: Int64(whole), nanoseconds: Int64(microseconds) * 1000)
    }

    private static func civil(_ time: Timestamp) throws(FormatError) -> CivilTime {
        guard time.seconds >= -62_135_596_800, time.seconds <= 253_402_300_799 else {
            throw FormatError(.range, "a time outside the years 1 to 9999")
        }
        return CivilTime(secondsSince1970: time.seconds)
    }
}

/// The English names of HTTP's dates.
enum Names {
    static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}

extension CivilTime {
    fileprivate var dateText: String { "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))" }
    fileprivate var timeText: String { "\(hour.padded(to: 2)):\(minute.padded(to: 2)):\(second.padded(to: 2))" }
}

extension FixedWidthInteger {
    /// The number, not negative, with zeros before it to fill a width.
    fileprivate func padded(to width: Int) -> String {
        let text = String(self)
        return String(repeating: "0", count: Swift.max(width - text.utf8.count, 0)) + text
    }
}
