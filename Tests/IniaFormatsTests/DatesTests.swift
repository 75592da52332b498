import IniaFormats
import IniaPrimitives
import IniaText
import Testing

@Suite struct DatesTests {
    private let time = Timestamp(seconds: 1_420_167_845, nanoseconds: 6_789_999)

    @Test func `a time has its forms for bodies, headers and signatures`() throws {
        #expect(try Dates.iso8601(time) == "2015-01-02T03:04:05.006789Z")
        #expect(try Dates.iso8601(time, .milliseconds) == "2015-01-02T03:04:05.006Z")
        #expect(try Dates.iso8601(time, .seconds) == "2015-01-02T03:04:05Z")
        #expect(try Dates.iso8601(Timestamp(seconds: 0)) == "1970-01-01T00:00:00Z")
        #expect(try Dates.iso8601(Timestamp(seconds: -1), .milliseconds) == "1969-12-31T23:59:59.000Z")
        #expect(try Dates.httpDate(time) == "Fri, 02 Jan 2015 03:04:05 GMT")
        #expect(try Dates.basic(time) == "20150102T030405Z")
    }

    @Test func `texts hold the years 1 to 9999`() throws {
        let first = Timestamp(seconds: -62_135_596_800)
        let last = Timestamp(seconds: 253_402_300_799)
        #expect(try Dates.iso8601(first) == "0001-01-01T00:00:00Z")
        #expect(try Dates.httpDate(last) == "Fri, 31 Dec 9999 23:59:59 GMT")
        for outside in [first.seconds - 1, last.seconds + 1, .min, .max] {
            #expect(throws: FormatError(.range, "a time outside the years 1 to 9999")) {
                try Dates.iso8601(Timestamp(seconds: outside))
            }
        }
    }

    @Test func `every day of eight centuries is written and read back`() throws {
        for day in stride(from: Int64(-141_000), to: 151_000, by: 1) {
            let time = Timestamp(seconds: day * 86_400 + 3661)
            #expect(try Dates.parseISO8601(try Dates.iso8601(time)) == time)
        }
    }

    @Test(arguments: [
        "2015-01-02T03:04:05Z", "2015-01-02T03:04:05.000Z", "2015-01-02t03:04:05z", "2015-01-02 03:04:05",
        "2015-01-02T03:04:05", "2015-01-02T04:04:05+01:00", "2015-01-02T04:04:05+0100", "2015-01-02T01:04:05-02",
        "20150102T030405Z", "20150102T030405", "20150102030405", "Fri, 02 Jan 2015 03:04:05 GMT",
        "Friday, 02-Jan-15 03:04:05 GMT", "Fri Jan  2 03:04:05 2015", "Fri, 2 Jan 2015 04:04:05 +0100",
        "Thu, 01 Jan 2015 22:04:05 -0500 (EST)", "Jan 2, 2015 3:04:05 AM", "January 2nd 2015 at 3:04:05am",
        "01/02/2015 03:04:05", "2015/01/02 03:04:05 UTC", "2 January 2015, 03:04:05 Z", "02.01.2015T03:04:05",
        "1420167845", " 1420167845.0 ", "1.420167845e9", "2015-01-02 03:04:05 GMT-1:00",
        "Fri Jan 02 03:04:05 UTC 2015", "Fri, 02 Jan 2015 03:04:05 PST", "2015 Jan 2 03:04:05",
    ])
    func `the same second is read from many forms`(text: String) throws {
        let offset: Int64 = text.hasSuffix("GMT-1:00") ? -3600 : text.hasPrefix("02.01.") ? 30 * 86_400 : 0
        #expect(try Dates.parse(text) == Timestamp(seconds: 1_420_167_845 + offset))
    }

    @Test func `fractions are kept to the microsecond`() throws {
        let expected = Timestamp(seconds: 1_420_167_845, nanoseconds: 123_456_000)
        for text in [
            "2015-01-02T03:04:05.123456789Z", "2015-01-02T03:04:05,123456Z", "20150102T030405.123456Z",
            "Fri, 02 Jan 2015 03:04:05.123456 GMT", "1420167845.123456",
        ] { #expect(try Dates.parse(text) == expected, "\(text)") }
        #expect(try Dates.parse("-1.5") == Timestamp(seconds: -2, nanoseconds: 500_000_000))
        #expect(try Dates.epoch(1_420_167_845.123456) == expected)
    }

    @Test func `dates without a time, a day or a century are filled up without a look at the clock`() throws {
        // A number is seconds wherever that gives a date.
        #expect(try Dates.iso8601(Dates.parse("2015-01-02")) == "2015-01-02T00:00:00Z")
        #expect(try Dates.iso8601(Dates.parse("20150102")) == "1970-08-22T05:15:02Z")
        #expect(try Dates.iso8601(Dates.parse("2015-03")) == "2015-03-01T00:00:00Z")
        #expect(try Dates.iso8601(Dates.parse("31/12/2015")) == "2015-12-31T00:00:00Z")
        #expect(try Dates.iso8601(Dates.parse("12 PM 2015-01-02")) == "2015-01-02T12:00:00Z")
        #expect(try Dates.iso8601(Dates.parse("02-Jan-75", currentYear: 2026)) == "2075-01-02T00:00:00Z")
        #expect(try Dates.iso8601(Dates.parse("02-Jan-76", currentYear: 2026)) == "1976-01-02T00:00:00Z")
    }

    @Test(arguments: [
        "", " ", "x", "nan", "inf", "2015-02-30", "2015-13-01T00:00:00Z", "2015-01-02T24:00:00Z",
        "2015-01-02T03:60:00Z", "2015-01-02T03:04:60Z", "2015-01-02T03:04:05+24:00", "03:04:05", "Jan 2", "Monday",
        "2015-01-02T03:04:05Z trailing", "2015-01-02T03:04", "1e300", "99999999999999999999", "0000-01-01",
        "2015-01-02T03:04:05+", "2015-01-02T:04", "1-2-3-4", "2015-01-02 13:00 pm", "é",
    ])
    func `what is no date is refused`(text: String) throws {
        // One of these is a date after all: minutes suffice.
        if text == "2015-01-02T03:04" {
            #expect(try Dates.iso8601(Dates.parse(text)) == "2015-01-02T03:04:00Z")
        } else {
            #expect(throws: FormatError.self) { try Dates.parse(text) }
        }
    }

    @Test func `the strict form wants date, time and zone, and takes years of any sign`() throws {
        #expect(try Dates.parseISO8601("2015-01-02T03:04:05.006789999Z") == time)
        #expect(try Dates.parseISO8601("-0001-11-22T09:21:33+00:01").seconds == -62_170_641_567)
        for text in [
            "2015-01-02", "2015-01-02T03:04:05", "2015-01-02T03:04:05.Z", "2015-01-02T03:04:60Z", "15-01-02T03:04:05Z",
            "2015-1-2T03:04:05Z", "2015-01-02T03:04:05Z ", "2015-02-29T00:00:00Z", "", "2015-01-02T03:04:05+1",
        ] { #expect(throws: FormatError.self, "\(text)") { try Dates.parseISO8601(text) } }
    }

    @Test func `no cut or change of a date traps`() {
        for text in [
            "Fri, 02 Jan 2015 03:04:05.5 +0100 (CET)", "2015-01-02T03:04:05.006Z", "Jan 2nd, 2015 3:04 PM GMT+3",
        ] {
            let units = Array(text.utf8)
            for place in units.indices {
                _ = try? Dates.parse(String(decoding: units[..<place], as: UTF8.self))
                for byte in UInt8.min...UInt8.max {
                    var changed = units
                    changed[place] = byte
                    _ = try? Dates.parse(String(decoding: changed, as: UTF8.self))
                    _ = try? Dates.parseISO8601(String(decoding: changed, as: UTF8.self))
                }
            }
        }
    }

    @Test func `a text too long for a date is refused unread`() throws {
        let time = "2015-01-02T03:04:05Z"
        let padding = String(repeating: " ", count: 1000 - time.utf8.count)
        #expect(try Dates.parse(time + padding) == Timestamp(seconds: 1_420_167_845))
        #expect(throws: FormatError(.tooLarge, "a date or time of over 1,000 bytes")) {
            try Dates.parse(time + padding + " ")
        }
    }
}
