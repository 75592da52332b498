import IniaDigests
import IniaFormats
import IniaHTTP
import IniaPrimitives
import IniaSigning
import Testing

/// The chunks are those of the S3 API reference's examples.
@Suite struct StreamSigningTests {
    private let first = Bytes([UInt8](repeating: UInt8(ascii: "a"), count: 65536))
    private let second = Bytes([UInt8](repeating: UInt8(ascii: "a"), count: 1024))

    private func request(_ headers: [(String, String)]) throws -> HTTPRequest {
        try Examples.request(
            "PUT", "https://s3.amazonaws.com/examplebucket/chunkObject.txt",
            [("x-amz-storage-class", "REDUCED_REDUNDANCY"), ("Content-Encoding", "aws-chunked")] + headers)
    }

    private func seed(_ request: HTTPRequest, _ payload: PayloadHash) throws -> SignedRequest {
        try SigV4.s3(region: "us-east-1").signed(
            request, payload: payload, credentials: Examples.s3Credentials, at: Examples.s3Time, keys: SigningKeys())
    }

    @Test func `chunks get the published signatures`() throws {
        let signed = try seed(
            request([("x-amz-decoded-content-length", "66560"), ("Content-Length", "66824")]), .signedChunks)
        #expect(signed.signature == "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9")
        var signer = ChunkSigner(try #require(signed.seed))
        let chunks = [signer.chunk(first), signer.chunk(second), signer.chunk(Bytes()), signer.end()]
        #expect(
            chunks[0].slice(0..<87).text
                == "10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r")
        #expect(
            chunks[1].slice(0..<85).text
                == "400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r")
        #expect(
            chunks[2].text + chunks[3].text
                == "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n")
        #expect(chunks.reduce(0) { $0 + $1.count } == 66824)
        #expect(ChunkSigner.encodedCount(of: 66560, chunkSize: 65536) == 66824)
    }

    @Test func `a trailer gets the published signature`() throws {
        let signed = try seed(
            request([
                ("x-amz-decoded-content-length", "66560"), ("x-amz-trailer", "x-amz-checksum-crc32c"),
            ]), .signedChunksTrailer)
        #expect(signed.signature == "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e")
        var signer = ChunkSigner(try #require(signed.seed))
        #expect(
            [first, second, Bytes()].map { signer.signature(ofChunk: SHA256.digest(of: $0)) } == [
                "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
                "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
                "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
            ])
        #expect(
            signer.end(trailer: [("x-amz-checksum-crc32c", "sOO8/Q==")]).text
                == "x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:"
                + "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n")
    }

    @Test func `the encoded length is that of the chunks and their end, with a trailer and without`() throws {
        let signed = try seed(request([]), .signedChunksTrailer)
        let trailer = [(name: "x-amz-checksum-crc32c", value: "sOO8/Q==")]
        for count in [0, 1, 15, 16, 100, 160, 161] {
            for fields in [[], trailer] {
                var signer = ChunkSigner(try #require(signed.seed))
                var length = 0
                var start = 0
                let body = first.slice(0..<count)
                while start < count {
                    length += signer.chunk(body.slice(start..<start + 16)).count
                    start += 16
                }
                length += signer.chunk(Bytes()).count + signer.end(trailer: fields).count
                let encoded = ChunkSigner.encodedCount(
                    of: Int64(count), chunkSize: 16, trailerCount: fields.isEmpty ? 0 : 32)
                #expect(encoded == Int64(length), "\(count) bytes")
            }
        }
    }

    @Test func `events are signed one after the other`() throws {
        var signer = SigV4(service: "transcribe", region: "us-east-1")
        signer.sendsPayloadHash = true
        let request = try Examples.request("POST", "https://transcribe.us-east-1.amazonaws.com/")
        let signed = try signer.signed(
            request, payload: .signedEvents, credentials: Examples.credentials, at: Examples.time, keys: SigningKeys())
        #expect(signed.signature == "5550d32661b2ad2b857295a5ed7582c1355ceec7bb2de0f1ff3ccbed57ec7f24")
        var events = EventSigner(try #require(signed.seed))
        let hello = try events.signed(
            Bytes(utf8: "hello"), at: Timestamp(seconds: 1_440_938_161, nanoseconds: 500_000_000))
        let end = try events.signed(Bytes(), at: Timestamp(seconds: 1_440_938_162))
        #expect(hello.headers.map(\.name) == [":date", ":chunk-signature"])
        #expect(hello[":date"] == .timestamp(milliseconds: 1_440_938_161_500))
        #expect(hello.payload == Bytes(utf8: "hello"))
        #expect(hex(hello) == "178dc421100e8766fa13c3f933ffea477b35812a25caadc3f40db9326519438b")
        #expect(end.payload.isEmpty)
        #expect(hex(end) == "0c16389aea6f3cc2d0aa268cfc09cfcbd8cec3345d965dde1d21f653d4f74b9f")
    }

    private func hex(_ frame: EventFrame) -> String? {
        if case .bytes(let bytes) = frame[":chunk-signature"] { Digest(bytes.array).hex } else { nil }
    }
}
