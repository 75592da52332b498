import IniaPrimitives
import Testing

@testable import IniaCalls

@Suite struct DeferredSourceTests {
    @Test func `a source is opened with the first reading`() async throws {
        let pieces = Pieces(["a", "b"])
        let source = DeferredSource { pieces }
        var read: [String?] = []
        for _ in 0..<3 { read.append(try await source.next()?.text) }
        #expect(read == ["a", "b", nil])
    }

    @Test func `one that is abandoned before it was read is never opened`() async throws {
        let source = DeferredSource { throw BodyError(.noFiles) }
        source.abandon()
        #expect(try await source.next() == nil)
    }

    @Test func `letting go lets go of what was opened`() async throws {
        let pieces = Pieces(["a"])
        let source = DeferredSource { pieces }
        _ = try await source.next()
        source.abandon()
        #expect(pieces.isAbandoned)
    }
}
