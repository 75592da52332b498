import IniaHTTP
import Testing

@Suite struct HTTPHeadersTests {
    @Test func `names are looked up in any case, and all fields of a name are found`() throws {
        var headers = HTTPHeaders()
        try headers.add("Content-Type", "a")
        try headers.add("X-Amz-Meta-Long-Name", "b")
        try headers.add("x-amz-meta-long-name", "c")
        #expect(headers["content-TYPE"] == "a")
        #expect(headers["content-typ"] == nil)
        #expect(headers.values(of: "X-AMZ-META-LONG-NAME") == ["b", "c"])
        #expect(headers.joined("X-Amz-Meta-Long-Name") == "b, c")
        try headers.set("X-Amz-Meta-long-name", "d")
        #expect(headers.fields.map(\.value) == ["a", "d"])
        headers.remove("CONTENT-type")
        #expect(headers.fields.map(\.name) == ["X-Amz-Meta-long-name"])
    }

    // A tilde and a circumflex differ in the bit in which the cases of a letter do.
    @Test(arguments: 0..<20)
    func `letters alone have cases, wherever they stand`(place: Int) {
        var (lower, upper) = (Array("abcdefghijklmnopqrst".utf8), Array("ABCDEFGHIJKLMNOPQRST".utf8))
        #expect(String(decoding: lower, as: UTF8.self).equalsIgnoringCase(String(decoding: upper, as: UTF8.self)))
        (lower[place], upper[place]) = (0x7E, 0x5E)
        #expect(!String(decoding: lower, as: UTF8.self).equalsIgnoringCase(String(decoding: upper, as: UTF8.self)))
        #expect(!String(decoding: lower, as: UTF8.self).hasPrefixIgnoringCase(String(decoding: upper, as: UTF8.self)))
        upper[place] = 0x7E
        let prefix = String(decoding: upper[...place], as: UTF8.self)
        #expect(String(decoding: lower, as: UTF8.self).hasPrefixIgnoringCase(prefix))
    }

    @Test(arguments: 0..<20)
    func `a value with a line end is refused, wherever it stands`(place: Int) throws {
        for byte in [0, 10, 13] as [UInt8] {
            var value = [UInt8](repeating: 0x61, count: 20)
            value[place] = byte
            #expect(throws: InvalidHeader.self) { try field(value) }
            if place > 0 {
                value[place - 1] = 9
                #expect(throws: InvalidHeader.self) { try field(value) }
            }
            value[place] = 0xC3
            #expect(throws: Never.self) { try field(value) }
        }
    }

    private func field(_ value: [UInt8]) throws {
        _ = try HTTPHeaders.Field(validating: "a", String(decoding: value, as: UTF8.self))
    }
}
