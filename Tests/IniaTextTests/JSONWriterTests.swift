import IniaPrimitives
import IniaText
import Testing

@Suite struct JSONWriterTests {
    private let document = Document.map([
        .init(key: "a", value: .list([.integer(-1), .float(1.5), .boolean(true), .null])),
        .init(key: "é\"\\", value: .string("\u{0}\u{8}\t\n\u{C}\r\u{1F}\u{7F}/é😀\u{2028}")),
        .init(key: "e", value: .map([])), .init(key: "f", value: .list([])), .init(key: "g", value: .decimal("1.50")),
    ])

    @Test func `the style of Python's dumps has spaces and escapes all that is not ASCII`() {
        #expect(
            JSONWriter.text(document, style: .python)
                == #"{"a": [-1, 1.5, true, null], "\u00e9\"\\": "\u0000\b\t\n\f\r\u001f"# + "\u{7F}"
                + #"/\u00e9\ud83d\ude00\u2028", "e": {}, "f": [], "g": 1.50}"#)
    }

    @Test func `the compact styles have no spaces, with UTF-8 or with escapes`() {
        #expect(
            JSONWriter.text(document)
                == #"{"a":[-1,1.5,true,null],"é\"\\":"\u0000\b\t\n\f\r\u001f"# + "\u{7F}/é😀\u{2028}"
                + #"","e":{},"f":[],"g":1.50}"#)
        #expect(JSONWriter.text(.list([.string("é"), .null]), style: .compactASCII) == #"["\u00e9",null]"#)
    }

    @Test func `what is written is read back`() throws {
        for style in [JSONWriter.Style.python, .compact, .compactASCII] {
            var expected = document.asEntries
            expected[4].value = .float(1.5)
            #expect(try JSONReader.document(Bytes(JSONWriter.bytes(document, style: style))) == .map(expected))
        }
    }

    @Test(
        arguments: [
            (0.0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (-1.5, "-1.5"), (0.1, "0.1"), (1e15, "1000000000000000.0"),
            (1e16, "1e+16"), (1.5e16, "1.5e+16"), (9007199254740992, "9007199254740992.0"),
            (12345678901234568, "1.2345678901234568e+16"), (0.0001, "0.0001"), (0.00001, "1e-05"),
            (0.000123456, "0.000123456"), (1.23e-7, "1.23e-07"), (1e100, "1e+100"), (.leastNonzeroMagnitude, "5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e+308"), (123456.789, "123456.789"), (100, "100.0"),
            (1e22, "1e+22"), (.infinity, "Infinity"), (-.infinity, "-Infinity"), (.nan, "NaN"),
        ] as [(Double, String)])
    func `floats are spelled as Python's repr spells them`(value: Double, text: String) {
        #expect(value.pythonText == text)
    }

    @Test func `bytes are written as base64`() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("b")
        writer.base64(Bytes(utf8: "hi"))
        writer.endObject()
        #expect(writer.bytes == Array(#"{"b":"aGk="}"#.utf8))
    }
}
