internal import IniaFormats
internal import IniaHTTP
internal import IniaPrimitives

/// When a service says that it wants to be asked again.
enum RetryHint {
    /// How much longer than the backoff `x-amz-retry-after` may make a pause, in seconds.
    static let addition = 5.0

    /// The seconds that `x-amz-retry-after` asks for in milliseconds; nil where it is missing or malformed.
    static func amazon(_ headers: HTTPHeaders) -> Double? {
        guard let text = headers["x-amz-retry-after"], let milliseconds = Int64(trimmed(text)), milliseconds >= 0 else {
            return nil
        }
        return Double(milliseconds) / 1000
    }

    /// The seconds that `Retry-After` asks for, as a number or a date (RFC 9110 section 10.2.3); nil where it is
    /// missing or malformed.
    static func standard(_ headers: HTTPHeaders, now: Timestamp) -> Double? {
        guard let text = headers["Retry-After"].map(trimmed) else { return nil }
        if let seconds = Int64(text) { return seconds >= 0 ? Double(seconds) : nil }
        guard let date = try? Dates.parse(String(text)) else { return nil }
        return max(date.secondsSince1970 - now.secondsSince1970, 0)
    }

    private static func trimmed(_ text: String) -> Substring {
        var rest = text[...]
        while rest.first == " " || rest.first == "\t" { rest.removeFirst() }
        while rest.last == " " || rest.last == "\t" { rest.removeLast() }
        return rest
    }
}
