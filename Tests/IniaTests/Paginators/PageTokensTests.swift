import IniaPrimitives
import IniaShapes
import Testing

@testable import Inia

@Suite struct PageTokensTests {
    @Test func `the text is botocore's`() {
        let tokens = PageTokens([MapEntry(key: "A", value: "x\u{E9}"), MapEntry(key: "B", value: .null)], taken: 2)
        #expect(
            tokens.text == "eyJBIjogInhcdTAwZTkiLCAiQiI6IG51bGwsICJib3RvX3RydW5jYXRlX2Ftb3VudCI6IDJ9")
    }

    @Test func `what was written can be read, bytes too`() throws {
        let key: Value = ["id": ["B": Value([0, 255, 7])], "list": [1, Value([9])], "n": 1.5]
        let tokens = PageTokens([MapEntry(key: "Key", value: key)], taken: 3)
        let text = try #require(tokens.text)
        #expect(PageTokens(text, for: ["Key"]) == tokens)
    }

    @Test func `botocore's text of bytes is read`() {
        // {"Key": {"B": "AP8H"}, "boto_encoded_keys": [["Key", "B"]]}
        let text = "eyJLZXkiOiB7IkIiOiAiQVA4SCJ9LCAiYm90b19lbmNvZGVkX2tleXMiOiBbWyJLZXkiLCAiQiJdXX0="
        #expect(
            PageTokens(text, for: ["Key"])?.entries == [MapEntry(key: "Key", value: ["B": Value([0, 255, 7])])])
    }

    @Test func `the older form is read`() {
        #expect(
            PageTokens("a___None___5", for: ["A", "B"])
                == PageTokens([MapEntry(key: "A", value: "a"), MapEntry(key: "B", value: .null)], taken: 5))
        #expect(
            PageTokens("a", for: ["A", "B"])
                == PageTokens([MapEntry(key: "A", value: "a"), MapEntry(key: "B", value: .null)], taken: 0))
        #expect(PageTokens("a___b", for: ["A"]) == PageTokens([MapEntry(key: "A", value: "a___b")], taken: 0))
    }

    @Test func `more tokens than there are members fit nothing`() {
        #expect(PageTokens("a___b___c___d", for: ["A"]) == nil)
    }

    @Test func `a path to bytes that is none makes the text the service's own`() {
        // {"Key": 1, "boto_encoded_keys": [["Other"]]}
        let text = "eyJLZXkiOiAxLCAiYm90b19lbmNvZGVkX2tleXMiOiBbWyJPdGhlciJdXX0="
        #expect(PageTokens(text, for: ["Key"])?.entries == [MapEntry(key: "Key", value: .string(text))])
    }

    @Test func `a time has no text`() {
        #expect(PageTokens([MapEntry(key: "A", value: .timestamp(Timestamp(seconds: 0)))]).text == nil)
    }
}
