import IniaFormats
import IniaPrimitives
import IniaText
import Testing

/// Input of the kinds that make careless readers slow: read here in full, so that a quadratic reader would not end.
@Suite struct HostileInputTests {
    private let size = 1 << 20

    private func repeated(_ text: String) -> String { String(repeating: text, count: size / text.utf8.count) }

    @Test func `long JSON of one thing is read in the time of its length`() throws {
        let texts = [
            "[" + repeated("1,") + "1]", "\"" + repeated("\\u0041") + "\"", "\"" + repeated("\\ud800") + "\"",
            "[" + repeated("[],") + "1]", repeated(" ") + "1", "{" + repeated("\"a\":1,") + "\"a\":1}",
            "{" + (0..<(size / 16)).map { "\"k\($0)\":1," }.joined() + "\"a\":1}",
            "\"" + repeated("é") + "\"", "1" + repeated("0"), "1." + repeated("3"), "0." + repeated("0") + "1",
            "1e" + repeated("9"),
        ]
        for text in texts { #expect(throws: Never.self) { try JSONReader.document(Bytes(utf8: text)) } }
    }

    @Test func `long XML of one thing is read in the time of its length`() throws {
        let texts = [
            "<a>" + repeated("&#65;") + "</a>", "<a>" + repeated("<b/>") + "</a>", "<a>" + repeated("<!---->") + "</a>",
            "<a>" + repeated("<![CDATA[x]]>") + "</a>", "<a>" + repeated("]") + "</a>", "<a>" + repeated("\r") + "</a>",
            "<a" + (0..<(size / 16)).map { " k\($0)=''" }.joined() + "/>", "<a b='" + repeated("&lt;") + "'/>",
            "<a" + repeated(" ") + "/>", "<a>" + repeated("<b xmlns:p='u'/>") + "</a>",
        ]
        for text in texts { #expect(throws: Never.self) { try XMLReader.document(Bytes(utf8: text)) } }
    }

    @Test func `long CBOR of one thing is read in the time of its length`() throws {
        let texts: [[UInt8]] = [
            [0x9F] + [UInt8](repeating: 0x00, count: size) + [0xFF],
            [0x7F] + [UInt8](repeating: 0x60, count: size) + [0xFF],
            [0xBF] + [[UInt8]](repeating: [0x60, 0xF6], count: size / 2).flatMap { $0 } + [0xFF],
        ]
        for text in texts {
            try Bytes(text).withUnsafeBytes { memory in
                var reader = CBORReader(memory)
                try reader.skipItem()
                try reader.finish()
            }
        }
    }

    @Test func `an event that arrives byte by byte is read in the time of its length`() throws {
        let event = try EventFrame(payload: Bytes([UInt8](repeating: 7, count: size))).encoded()
        var decoder = EventFrameDecoder()
        for place in event.indices { decoder.append(event.slice(place..<(place + 1))) }
        #expect(try decoder.next()?.payload.count == size)
    }

    @Test func `long dates and base64 are refused or read in the time of their length`() {
        for text in [repeated("1 "), repeated("-"), repeated("a "), repeated("1"), "1" + repeated(".1"), repeated("(")]
        {
            #expect(throws: FormatError.self) { try Dates.parse(text) }
        }
        #expect(Base64.decode(repeated("=")) == [])
    }
}
