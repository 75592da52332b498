public import IniaPrimitives

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
    ) throws(FormatError) -> String { "" }

    /// The date of HTTP headers (RFC 9110 section 5.6.7): `Fri, 02 Jan 2015 03:04:05 GMT`.
    public static func httpDate(_ time: Timestamp) throws(FormatError) -> String { "" }

    /// The form of SigV4's dates, ISO 8601 without punctuation: `20150102T030405Z`.
    public static func basic(_ time: Timestamp) throws(FormatError) -> String { "" }

    /// Reads a time as leniently as botocore: seconds since 1970, ISO 8601 in its many forms, dates of HTTP and of
    /// mail, and most of what people write. A time without a zone is in UTC.
    public static func parse(_ text: String) throws(FormatError) -> Timestamp { Timestamp(seconds: 0) }

    /// Reads ISO 8601 with date, time and zone, as Smithy's `date-time` has it; a leap second is refused.
    public static func parseISO8601(_ text: String) throws(FormatError) -> Timestamp { Timestamp(seconds: 0) }

    /// A time from seconds since 1970, to the microsecond, as botocore reads numbers.
    public static func epoch(_ seconds: Double) throws(FormatError) -> Timestamp { Timestamp(seconds: 0) }
}
