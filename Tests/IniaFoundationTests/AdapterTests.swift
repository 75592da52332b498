import FoundationEssentials
import Inia
import IniaFoundation
import IniaHTTP
import IniaPrimitives
import IniaShapes
import Testing

@Suite struct AdapterTests {
    @Test func `data and bytes become each other, slices too`() {
        let bytes = Bytes(utf8: "a river dolphin").slice(2..<7)
        #expect(Data(bytes) == Data("river".utf8))
        #expect(Bytes(Data("river dolphin".utf8).dropFirst(6)) == Bytes(utf8: "dolphin"))
        #expect(Data(Bytes()).isEmpty && Bytes(Data()) == Bytes())
    }

    @Test func `a body is made of data and read as data, up to a limit`() async throws {
        #expect(try await Body.data(Data("river".utf8)).data(upTo: 5) == Data("river".utf8))
        await #expect(throws: BodyError(.tooLarge)) { try await Body.data(Data("river".utf8)).data(upTo: 4) }
    }

    @Test func `a dynamic value is made of data and of a date, and read as such`() {
        #expect(Value(Data("b".utf8)).asBytes == Bytes(utf8: "b"))
        #expect(Value(Bytes(utf8: "b")).asData == Data("b".utf8) && Value("b").asData == nil)
        let date = Date(timeIntervalSince1970: 1.5)
        #expect(Value(date).asTimestamp == Timestamp(seconds: 1, nanoseconds: 500_000_000))
        #expect(Value(Timestamp(seconds: 1, nanoseconds: 500_000_000)).asDate == date && Value(1).asDate == nil)
    }

    @Test(arguments: [0, 1.25, -0.5, -62_135_596_800, 253_402_300_799])
    func `dates and timestamps become each other`(seconds: Double) {
        let date = Date(timeIntervalSince1970: seconds)
        #expect(Timestamp(date).map { Date($0) } == date)
    }

    @Test(arguments: [Double.infinity, -.infinity, .nan, 1e300])
    func `a date that no timestamp holds is nil`(seconds: Double) {
        #expect(Timestamp(Date(timeIntervalSince1970: seconds)) == nil)
        #expect(Value(Date(timeIntervalSince1970: seconds)).asIsNull)
    }

    @Test func `a URL keeps every byte of what was signed`() throws {
        let text = "https://b.s3.eu-west-1.amazonaws.com/a%20b/%C3%BC%2Bc?X-Amz-Signature=0f&x=%2F"
        let url = try #require(HTTPURL(text))
        #expect(URL(url)?.absoluteString == text)
        #expect(try HTTPURL(#require(URL(string: text))) == url)
        #expect(try HTTPURL(#require(URL(string: "file:///a"))) == nil)
    }

    @Test func `a body is a file by its URL, and of no other URL`() throws {
        guard case .file("/a b", 0, nil)? = Body.file(URL(fileURLWithPath: "/a b"))?.content else {
            Issue.record("not the file")
            return
        }
        #expect(try Body.file(#require(URL(string: "https://a/b"))) == nil)
    }
}
