public import FoundationEssentials
public import Inia
internal import IniaPrimitives
internal import IniaShapes

extension Date {
    /// Creates the date of a timestamp, to the precision of a double: about a ten-millionth of a second in our time.
    public init(_ timestamp: Timestamp) { self.init(timeIntervalSince1970: timestamp.secondsSince1970) }
}

extension Timestamp {
    /// Creates the timestamp of a date, or nil for one that is no finite number of seconds or does not fit.
    public init?(_ date: Date) { self.init(secondsSince1970: date.timeIntervalSince1970) }
}

extension Value {
    /// The time of a date; null for one that is no finite number of seconds or does not fit.
    public init(_ date: Date) { self = Timestamp(date).map { Value($0) } ?? .null }

    /// The date of a timestamp, or nil where this is none.
    public var asDate: Date? { asTimestamp.map { Date($0) } }
}
