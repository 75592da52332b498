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
            request([("x-amz-decoded-content-length", "66560"), ("Content-Length", "66824")]), .signedChunks())
        #expect(signed.signature == "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9")
        var signer = ChunkSigner(signed.seed)
        #expect(
            try [first, second, Bytes()].map { try signer.signature(ofChunk: SHA256.digest(of: $0)) } == [
                "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
                "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
                "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
            ])
    }

    @Test func `a trailer gets the published signature`() throws {
        let signed = try seed(
            request([
                ("x-amz-decoded-content-length", "66560"), ("x-amz-trailer", "x-amz-checksum-crc32c"),
            ]), .signedChunksTrailer())
        #expect(signed.signature == "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e")
        var signer = ChunkSigner(signed.seed)
        #expect(
            try [first, second, Bytes()].map { try signer.signature(ofChunk: SHA256.digest(of: $0)) } == [
                "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
                "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
                "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
            ])
        #expect(
            try signer.signature(ofTrailer: [("x-amz-checksum-crc32c", "sOO8/Q==")])
                == "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435")
    }

    @Test func `chunks and trailer of SigV4A go on from one another, and all signatures have one length`() throws {
        let keys = SigningKeys()
        let signed = try SigV4.s3(region: "*", algorithm: .ecdsa).signed(
            try request([("x-amz-trailer", "x-amz-checksum-crc32c")]), payload: .signedChunksTrailer(.ecdsa),
            credentials: Examples.s3Credentials, at: Examples.s3Time, keys: keys)
        #expect(signed.canonicalRequest.hasSuffix("\nSTREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER"))
        let key = try keys.privateKey(for: Examples.s3Credentials)
        let head = "20130524T000000Z\n20130524/s3/aws4_request\n"
        let nothing = SHA256.digest(of: []).hex
        var signer = ChunkSigner(signed.seed)
        var last = signed.signature
        for bytes in [first, second, Bytes()] {
            let digest = SHA256.digest(of: bytes)
            let signature = try signer.signature(ofChunk: digest)
            #expect(signature.utf8.count == ChunkSigner.signatureCount(.ecdsa))
            let text = "AWS4-ECDSA-P256-SHA256-PAYLOAD\n\(head)\(last)\n\(nothing)\n\(digest.hex)"
            last = String(signature.prefix { $0 != "*" })
            #expect(isSignature(last, of: text, by: key))
        }
        let signature = try signer.signature(ofTrailer: [("X-Amz-Checksum-Crc32c", " sOO8/Q== ")])
        let trailer = SHA256.digest(of: Array("x-amz-checksum-crc32c:sOO8/Q==\n".utf8)).hex
        let text = "AWS4-ECDSA-P256-SHA256-TRAILER\n\(head)\(last)\n\(trailer)"
        #expect(isSignature(String(signature.prefix { $0 != "*" }), of: text, by: key))
        #expect(!isSignature(last, of: text, by: key))
    }

    @Test func `events of SigV4A are signed with the private key`() throws {
        let keys = SigningKeys()
        let request = try Examples.request("POST", "https://transcribe.us-east-1.amazonaws.com/")
        let signed = try SigV4(service: "transcribe", region: "*", algorithm: .ecdsa).signed(
            request, payload: .signedEvents(.ecdsa), credentials: Examples.credentials, at: Examples.time, keys: keys)
        #expect(signed.canonicalRequest.hasSuffix("\nSTREAMING-AWS4-ECDSA-P256-SHA256-EVENTS"))
        var events = EventSigner(signed.seed)
        let event = try events.signed(Bytes(utf8: "hello"), at: Timestamp(seconds: 1_440_938_161))
        let date = SHA256.digest(of: try EventFrame.encodedHeaders([event.headers[0]])).hex
        let text =
            "AWS4-ECDSA-P256-SHA256-PAYLOAD\n20150830T123601Z\n20150830/transcribe/aws4_request\n\(signed.signature)\n"
            + "\(date)\n\(SHA256.digest(of: Array("hello".utf8)).hex)"
        #expect(isSignature(hex(event) ?? "", of: text, by: try keys.privateKey(for: Examples.credentials)))
    }

    @Test func `events are signed one after the other`() throws {
        var signer = SigV4(service: "transcribe", region: "us-east-1")
        signer.sendsPayloadHash = true
        let request = try Examples.request("POST", "https://transcribe.us-east-1.amazonaws.com/")
        let signed = try signer.signed(
            request, payload: .signedEvents(), credentials: Examples.credentials, at: Examples.time, keys: SigningKeys()
        )
        #expect(signed.signature == "5550d32661b2ad2b857295a5ed7582c1355ceec7bb2de0f1ff3ccbed57ec7f24")
        var events = EventSigner(signed.seed)
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
