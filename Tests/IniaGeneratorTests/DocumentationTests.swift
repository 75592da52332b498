import IniaPrimitives
import Testing

@testable import IniaGenerator

@Suite struct DocumentationTests {
    @Test(arguments: [
        ("", ""), ("<p></p>", ""), ("plain", "plain"), ("<p>One.</p><p>Two\n   lines.</p>", "One.\n\nTwo lines."),
        ("<p>A <code>b</code>, <b>c</b> and <i>d</i>.</p>", "A `b`, **c** and *d*."),
        (
            "<p>Either:</p><ul><li><p>a</p></li><li>b <a href=\"x\">link</a></li></ul><p>End</p>",
            "Either:\n\n- a\n- b link\n\nEnd"
        ),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  - b"),
        ("a &lt;b&gt; &amp; &#65;&#x42; &none;", "a <b> & AB &none;"),
        ("a < b", "a < b"), ("<p unclosed", "<p unclosed"),
    ])
    func `HTML becomes Markdown`(html: String, markdown: String) {
        #expect(ProseText.markdown(html) == markdown)
    }

    @Test func `prose is bounded`() {
        let text = ProseText.markdown(String(repeating: "<p>word word</p>", count: 100_000))
        #expect(text.count < 8000 && text.hasSuffix(" …"))
    }

    @Test func `prose is found by what it is of`() throws {
        let prose = try ServiceDocumentation(
            Bytes(
                utf8: """
                    {"documentation":"<p>S</p>","operations":{"Get":{"documentation":"<p>O</p>"}},
                    "shapes":{"In":{"documentation":"<p>I</p>","members":{"Key":{"documentation":"<p>K</p>"},"No":{}}}}}
                    """))
        #expect(prose.service() == "S" && prose.operation("Get") == "O" && prose.shape("In") == "I")
        #expect(prose.member("Key", of: "In") == "K" && prose.member("No", of: "In") == nil)
        #expect(prose.operation("None") == nil)
    }
}
