import Testing

@testable import IniaGenerator

@Suite struct DocCommentTests {
    @Test func `prose keeps its paragraphs and is wrapped`() {
        let lines = DocComment.lines(
            of: "Gets an `Animal` & more.\n\nSecond " + String(repeating: "word ", count: 30))
        #expect(lines.prefix(2) == ["Gets an `Animal` & more.", ""])
        #expect(lines.count == 4)
        #expect(lines.allSatisfy { $0.count <= 110 })
    }

    @Test func `what belongs to an item of a list is indented like it`() {
        let lines = DocComment.lines(of: "- a\n  - " + String(repeating: "word ", count: 30))
        #expect(lines.map { $0.prefix(7) } == ["- a", "  - wor", "    wor"])
    }

    @Test func `what looks like markup is text`() {
        let markdown = ProseText.markdown("<p>The <code>&lt;prefix&gt;</code> of <i>keys</i>:</p><ul><li>a</li></ul>")
        #expect(DocComment.lines(of: markdown) == ["The `<prefix>` of *keys*:", "", "- a"])
        #expect(DocComment.lines(of: "") == [""])
    }
}
