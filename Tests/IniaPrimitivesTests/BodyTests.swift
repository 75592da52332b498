import IniaPrimitives
import Testing

@Suite struct BodyTests {
    /// A body that comes in pieces of a size.
    private func body(_ text: String, by size: Int) -> Body {
        let bytes = Bytes(utf8: text)
        let chunks = stride(from: 0, to: bytes.count, by: size).map { bytes.slice($0..<($0 + size)) }
        return Body(once: Chunks(chunks: chunks), count: nil)
    }

    private func lines(_ body: Body, upTo limit: Int = 1 << 20) async throws -> [String] {
        var lines: [String] = []
        for try await line in body.lines(upTo: limit) { lines.append(line) }
        return lines
    }

    @Test(arguments: [1, 2, 3, 7, 100])
    func `lines are the same wherever the body is cut`(size: Int) async throws {
        #expect(try await lines(body("a\nbé\r\n\n\r\nc\rd\nlast", by: size)) == ["a", "bé", "", "", "c\rd", "last"])
        #expect(try await lines(body("one\n", by: size)) == ["one"])
        #expect(try await lines(body("\r\ntwo\r", by: size)) == ["", "two\r"])
        #expect(try await lines(body("", by: size)) == [])
    }

    @Test func `a line may have as many bytes as the limit says`() async throws {
        for size in [1, 2, 4, 100] {
            #expect(try await lines(body("abc\nde\nfgh\r\n", by: size), upTo: 3) == ["abc", "de", "fgh"])
        }
        for text in ["abcd\n", "abcd", "a\nbcde\nf", "abcd\r\n", "abc\r", "abc\r\r\n"] {
            for size in [1, 2, 100] {
                await #expect(throws: BodyError(.tooLarge)) { try await lines(body(text, by: size), upTo: 3) }
            }
        }
    }

    @Test func `a line that is no text is an error`() async {
        let bytes = Body.bytes(Bytes([0x61, 0x0A, 0xFF, 0x0A]))
        await #expect(throws: BodyError(.notText)) { try await lines(bytes) }
    }

    @Test func `lines of a body that was read already are an error`() async throws {
        let body = body("a\nb", by: 1)
        #expect(try await lines(body) == ["a", "b"])
        await #expect(throws: BodyError(.alreadyRead)) { try await lines(body) }
    }

    private struct Chunks: AsyncSequence, Sendable {
        let chunks: [Bytes]

        struct Iterator: AsyncIteratorProtocol {
            var rest: ArraySlice<Bytes>
            mutating func next() async -> Bytes? { rest.popFirst() }
        }

        func makeAsyncIterator() -> Iterator { Iterator(rest: chunks[...]) }
    }
}
