internal import IniaFormats
internal import IniaPrimitives
internal import IniaText

/// Dates in all their forms, base64 and percent-encoding: what was read can be written and read again.
enum DatesTarget {
    static func run(_ bytes: Bytes) {
        let text = bytes.text
        for time in [try? Dates.parse(text), try? Dates.parseISO8601(text)] {
            guard let time, let written = try? Dates.iso8601(time) else { continue }
            let micros = Timestamp(seconds: time.seconds, nanoseconds: Int64(time.nanoseconds) / 1000 * 1000)
            expect((try? Dates.parse(written)) == micros, "ISO 8601 is read as what it was written for")
            expect((try? Dates.parseISO8601(written)) == micros, "ISO 8601 is read as what it was written for")
        }
        if let decoded = Base64.decode(text) {
            expect(Base64.decode(Base64.encode(decoded)) == decoded, "base64 is read as what it was written for")
        }
        expect(Base64.decode(Base64.encode(bytes)) == bytes, "base64 is read as what it was written for")
    }
}
