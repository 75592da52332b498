import Testing

@testable import IniaGenerator

@Suite struct DocCommentTests {
    @Test func `prose loses its tags, keeps its paragraphs and is wrapped`() {
        let html =
            "<p>Gets an <code>Animal</code> &amp; more.</p> <p>Second " + String(repeating: "word ", count: 30) + "</p>"
        let lines = DocComment.lines(of: html)
        #expect(lines.prefix(2) == ["Gets an `Animal` & more.", ""])
        #expect(lines.count == 4)
        #expect(lines.allSatisfy { $0.count <= 110 })
    }

    @Test func `an open tag or entity stays as it is`() {
        #expect(DocComment.lines(of: "a < b &c") == ["a < b &c"])
    }
}
