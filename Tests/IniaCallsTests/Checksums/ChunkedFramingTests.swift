import IniaDigests
import IniaHost
import IniaPrimitives
import Testing

@testable import IniaCalls

@Suite struct ChunkedFramingTests {
    @Test func `a body is cut into chunks with its checksum behind it`() async throws {
        let framing = ChunkedFraming(algorithm: .crc32, chunkSize: 4)
        #expect(
            try await framing.encoded(Bytes(utf8: "123456789")).text
                == "4\r\n1234\r\n4\r\n5678\r\n1\r\n9\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n")
    }

    @Test func `without a checksum the body ends with the empty chunk`() async throws {
        #expect(try await ChunkedFraming().encoded(Bytes(utf8: "ab")).text == "2\r\nab\r\n0\r\n\r\n")
        #expect(try await ChunkedFraming().encoded(Bytes()).text == "0\r\n\r\n")
    }

    @Test func `chunk lengths are in lower-case hexadecimal`() async throws {
        let text = try await ChunkedFraming().encoded(Bytes([UInt8](repeating: 97, count: 171))).text
        #expect(text.hasPrefix("ab\r\n"))
    }

    @Test(arguments: [0, 1, 3, 4, 5, 8, 9, 16, 17, 300])
    func `the length is known beforehand`(count: Int) async throws {
        for framing in [
            ChunkedFraming(chunkSize: 4), ChunkedFraming(algorithm: .crc32, chunkSize: 4),
            ChunkedFraming(algorithm: .sha256, chunkSize: 17), ChunkedFraming(algorithm: .crc64nvme),
        ] {
            let bytes = Bytes([UInt8](repeating: 97, count: count))
            #expect(try await framing.encoded(bytes).count == Int(framing.encodedCount(of: Int64(count))))
        }
    }

    @Test func `a length that no body has is no trap`() {
        for count: Int64 in [.min, -1] { #expect(ChunkedFraming().encodedCount(of: count) == 5) }
        for size in [1, 1 << 20, .max] {
            #expect(ChunkedFraming(algorithm: .crc32, chunkSize: size).encodedCount(of: .max) == .max)
        }
    }

    @Test func `the cut does not depend on the pieces in which a stream comes`() async throws {
        let framing = ChunkedFraming(algorithm: .sha1, chunkSize: 4)
        let whole = try await framing.encoded(Bytes(utf8: "abcdefghij"))
        for pieces in [["abcdefghij"], ["a", "b", "cdef", "ghij"], ["abc", "def", "ghij"]] {
            for count in [nil, 10] as [Int64?] {
                let body = Body(.once(count: count, source: Pieces(pieces)))
                #expect(try await body.chunked(framing, count: count, files: NoFiles()).collect(upTo: 1000) == whole)
            }
        }
    }

    @Test func `a body of another length than was said is cut short, or goes on`() async throws {
        let framing = ChunkedFraming(algorithm: .crc32, chunkSize: 4)
        let short = Body(.once(count: 10, source: Pieces(["abcdef"])))
        await #expect(throws: BodyError(.cutShort)) {
            try await short.chunked(framing, count: 10, files: NoFiles()).collect(upTo: 1000)
        }
        let long = Body(.once(count: 5, source: Pieces(["abcdefgh"])))
        let text = try await long.chunked(framing, count: 5, files: NoFiles()).collect(upTo: 1000).text
        #expect(text.hasPrefix("4\r\nabcd\r\n1\r\ne\r\n3\r\nfgh\r\n0\r\n"))
    }

    @Test func `a body that can be read again is sent again alike`() async throws {
        let body = Body.bytes(Bytes(utf8: "hello")).chunked(
            ChunkedFraming(algorithm: .crc32c), count: 5, files: NoFiles())
        #expect(body.isReplayable)
        #expect(body.count == Int64(try await body.collect(upTo: 1000).count))
        #expect(try await body.collect(upTo: 1000) == body.collect(upTo: 1000))
    }

    @Test func `a body that can be read once stays so`() async throws {
        let body = Body(.once(count: 2, source: Pieces(["ab"]))).chunked(ChunkedFraming(), count: 2, files: NoFiles())
        #expect(!body.isReplayable && body.count == 12)
        #expect(try await body.collect(upTo: 1000).text == "2\r\nab\r\n0\r\n\r\n")
        await #expect(throws: BodyError(.alreadyRead)) { try await body.collect(upTo: 1000) }
    }

    @Test func `chunks and trailer can be signed`() async throws {
        let framing = ChunkedFraming(algorithm: .crc32, chunkSize: 2, signatureCount: 64)
        let body = Body.bytes(Bytes(utf8: "abc")).chunked(framing, count: 3, files: NoFiles()) { CountingSigner() }
        let text = try await body.collect(upTo: 1000).text
        func signature(_ number: Int) -> String { String(repeating: String(number), count: 64) }
        #expect(
            text == """
                2;chunk-signature=\(signature(1))\r\nab\r\n1;chunk-signature=\(signature(2))\r\nc\r\n\
                0;chunk-signature=\(signature(3))\r\nx-amz-checksum-crc32:NSRBwg==\r\n\
                x-amz-trailer-signature:\(signature(4))\r\n\r\n
                """)
        #expect(body.count == Int64(text.utf8.count))
    }

    @Test func `letting go of the chunks lets go of what they are made of`() async throws {
        let pieces = Pieces(["abcdef"])
        let body = Body(.once(count: nil, source: pieces)).chunked(
            ChunkedFraming(chunkSize: 2), count: nil, files: NoFiles())
        let source = try await body.open(files: NoFiles())
        _ = try await source.next()
        source.abandon()
        #expect(pieces.isAbandoned)
    }
}

/// Signs with the number of the signature.
private struct CountingSigner: ChunkSigning {
    private var number = 0

    private mutating func next() -> String {
        number += 1
        return String(repeating: String(number), count: 64)
    }

    mutating func signature(ofChunk digest: Digest) -> String { next() }
    mutating func signature(ofTrailer fields: [(name: String, value: String)]) -> String { next() }
}
