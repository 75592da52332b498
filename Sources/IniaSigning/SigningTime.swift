internal import IniaFormats
internal import IniaPrimitives

/// A point in time as signatures spell it.
struct SigningTime: Sendable {
    /// Date and time: `20150830T123600Z`.
    let stamp: String
    /// The date alone: `20150830`.
    let day: String

    init(_ time: Timestamp) throws(SigningError) {
        do { stamp = try Dates.basic(time) } catch {
            throw SigningError(.unusableTime, during: "writing the time of signing", cause: error)
        }
        day = String(decoding: stamp.utf8.prefix(8), as: UTF8.self)
    }

    /// The date of HTTP headers: `Sun, 30 Aug 2015 12:36:00 GMT`.
    static func httpDate(_ time: Timestamp) throws(SigningError) -> String {
        do { return try Dates.httpDate(time) } catch {
            throw SigningError(.unusableTime, during: "writing the time of signing", cause: error)
        }
    }

    /// ISO 8601 to the second: `2015-08-30T12:36:00Z`.
    static func iso8601(_ time: Timestamp) throws(SigningError) -> String {
        do { return try Dates.iso8601(time, .seconds) } catch {
            throw SigningError(.unusableTime, during: "writing the time of signing", cause: error)
        }
    }
}
