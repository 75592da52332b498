import IniaPrimitives
import IniaText
import Testing

@Suite struct TextEncodingTests {
    @Test func `percent-encoding keeps unreserved characters and those asked for`() {
        #expect(Percent.encode("aZ09-._~ /+%é😀\0") == "aZ09-._~%20%2F%2B%25%C3%A9%F0%9F%98%80%00")
        #expect(Percent.encode("a/b c~", keeping: "/") == "a/b%20c~")
        var bytes: [UInt8] = [0x3D]
        Percent.append("é:", keeping: ":", to: &bytes)
        #expect(bytes == Array("=%C3%A9:".utf8))
    }

    @Test func `percent-decoding leaves what is no triplet and replaces what is no UTF-8`() {
        #expect(Percent.decode("%41%c3%A9+%zz%4%") == "Aé+%zz%4%")
        #expect(Percent.decode("a+b%2B", plusIsSpace: true) == "a b+")
        #expect(Percent.decode("%ff") == "\u{FFFD}")
    }

    @Test func `a form is written with plus for space and read back`() {
        let text = FormEncoding.encode([("Action", "Do It"), ("a.1", "é&=~*"), ("empty", "")])
        #expect(text == "Action=Do+It&a.1=%C3%A9%26%3D~%2A&empty=")
        let fields = FormEncoding.decode(text + "&&flag")
        #expect(fields.map(\.name) == ["Action", "a.1", "empty", "flag"])
        #expect(fields.map(\.value) == ["Do It", "é&=~*", "", ""])
    }

    @Test func `base64 of every length is read back`() {
        for length in 0..<70 {
            let bytes = Bytes((0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ length) })
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
        #expect(Base64.encode([0xFB, 0xFF]) == "+/8=")
        #expect(Base64.encode([]) == "")
    }

    @Test(
        arguments: [
            ("aGk=", "hi"), ("aGk", nil), ("a", nil), ("aG", nil), ("aGkh", "hi!"), ("a G\nk=", "hi"), ("=aGk=", "hi"),
            ("aGk=aGk=", "hi"), ("aGk*=", "hi"), ("aG=k", "hi!".isEmpty ? "" : nil), ("aA==", "h"), ("aA=", nil),
            ("", ""),
            ("====", ""), ("é", nil), ("aGké=", nil), ("aGk=é", nil), ("\u{7F}aGk=\0", "hi"),
        ] as [(String, String?)])
    func `base64 is read as leniently as Python does`(text: String, expected: String?) {
        #expect(Base64.decode(text)?.text == expected)
    }
}
