import IniaPrimitives
import Testing

@Suite struct TimestampTests {
    private let noon = Timestamp(seconds: 43_200, nanoseconds: 500_000_000)

    @Test func `durations carry nanoseconds over`() {
        #expect(noon.advanced(by: .milliseconds(1500)) == Timestamp(seconds: 43_202))
        #expect(noon.advanced(by: .milliseconds(-501)) == Timestamp(seconds: 43_199, nanoseconds: 999_000_000))
        #expect(noon.duration(to: Timestamp(seconds: 43_201)) == .milliseconds(500))
        #expect(Timestamp(seconds: 43_201).duration(to: noon) == .milliseconds(-500))
    }

    @Test func `no duration is too long, and no two times are too far apart`() {
        let first = Timestamp(seconds: .min)
        let last = Timestamp(seconds: .max, nanoseconds: 999_999_999)
        #expect(noon.advanced(by: .seconds(1e20)) == Timestamp(seconds: .max, nanoseconds: 500_000_000))
        #expect(noon.advanced(by: .seconds(-1e20)) == Timestamp(seconds: .min + 43_200, nanoseconds: 500_000_000))
        #expect(first.duration(to: last) > .seconds(Int64.max))
        #expect(last.duration(to: first) < .seconds(Int64.min))
        #expect(first.advanced(by: first.duration(to: last)) < last)
    }
}
