import IniaDigests
import IniaHTTP
import IniaPrimitives
import IniaShapes
import Testing

@testable import IniaCalls

@Suite struct ResponseVerificationTests {
    private func allowed(_ algorithms: [String]) -> ResponseVerification? {
        var traits = OperationTraits.Checksum()
        traits.responseAlgorithms = algorithms
        return ResponseVerification(traits)
    }

    private func headers(_ pairs: [(String, String)]) throws -> HTTPHeaders {
        var headers = HTTPHeaders()
        for (name, value) in pairs { try headers.add(name, value) }
        return headers
    }

    @Test func `the quickest algorithm that the response has is used`() throws {
        let verification = try #require(allowed(["SHA256", "CRC32", "crc64nvme", "UNKNOWN"]))
        #expect(verification.algorithms == [.crc64nvme, .crc32, .sha256])
        let both = try headers([("x-amz-checksum-sha256", "a="), ("X-Amz-Checksum-CRC32", "b=")])
        #expect(verification.claim(in: both)?.algorithm == .crc32)
        #expect(verification.claim(in: HTTPHeaders()) == nil)
    }

    @Test func `a checksum of parts is passed over`() throws {
        let verification = try #require(allowed(["SHA256", "CRC32"]))
        let composite = try headers([("x-amz-checksum-crc32", "abcd==-3"), ("x-amz-checksum-sha256", "a=")])
        #expect(verification.claim(in: composite)?.algorithm == .sha256)
    }

    @Test func `an operation without algorithms is not verified`() {
        #expect(allowed([]) == nil)
    }

    @Test func `a body that is what its checksum says is passed on whole`() async throws {
        let source = VerifyingSource(Pieces(["1234", "56789"]), .crc32, expected: "y/Q5Jg==")
        #expect(try await Body(.once(count: nil, source: source)).collect(upTo: 100).text == "123456789")
    }

    @Test func `a damaged body ends with an error`() async throws {
        let source = VerifyingSource(Pieces(["1234", "56780"]), .crc32, expected: "y/Q5Jg==")
        #expect(try await source.next()?.text == "1234")
        #expect(try await source.next()?.text == "56780")
        let error = await #expect(throws: CallError.self) { try await source.next() }
        #expect(error?.code == .checksum && error?.during == .parse)
    }

    @Test func `a checksum that is no base64 fits no body`() async {
        let source = VerifyingSource(Pieces([]), .crc32, expected: "?")
        await #expect(throws: CallError.self) { try await source.next() }
    }
}
