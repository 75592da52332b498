import IniaPrimitives
import Testing

@testable import IniaCalls

@Suite struct ClockSkewTests {
    private func correction(_ code: String, date: String?) throws -> Duration? {
        ClockSkew.correction(after: try .refused(code, status: 403, headers: date.map { [("Date", $0)] } ?? []))
    }

    @Test func `the service's date tells by how much the clock is wrong`() throws {
        #expect(try correction("RequestTimeTooSkewed", date: "Fri, 02 Jan 2026 03:24:05 GMT") == .seconds(1200))
        #expect(try correction("RequestExpired", date: "Fri, 02 Jan 2026 03:04:00 GMT") == .seconds(-5))
    }

    @Test func `a refused signature is the clock's fault only where the clocks are far apart`() throws {
        #expect(try correction("SignatureDoesNotMatch", date: "Fri, 02 Jan 2026 03:05:05 GMT") == nil)
        #expect(try correction("SignatureDoesNotMatch", date: "Fri, 02 Jan 2026 02:04:05 GMT") == .seconds(-3600))
    }

    @Test func `a clock that agrees is not corrected`() throws {
        #expect(try correction("RequestTimeTooSkewed", date: "Fri, 02 Jan 2026 03:04:05 GMT") == nil)
    }

    @Test func `other errors, and answers without a readable date, say nothing of the clock`() throws {
        #expect(try correction("AccessDenied", date: "Fri, 02 Jan 2026 03:24:05 GMT") == nil)
        #expect(try correction("RequestTimeTooSkewed", date: nil) == nil)
        #expect(try correction("RequestTimeTooSkewed", date: "yesterday-ish") == nil)
    }
}
