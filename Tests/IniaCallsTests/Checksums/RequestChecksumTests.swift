import IniaDigests
import IniaHTTP
import IniaShapes
import Testing

@testable import IniaCalls

@Suite struct RequestChecksumTests {
    private func choice(
        isRequired: Bool = false, member: String? = "ChecksumAlgorithm", chosen: String? = nil,
        header: (String, String)? = nil, mode: ChecksumMode = .whenSupported, allowsTrailer: Bool = false,
        isOldTrait: Bool = false
    ) throws -> RequestChecksum? {
        var traits = OperationTraits()
        var checksum = OperationTraits.Checksum()
        checksum.isRequestRequired = isRequired
        checksum.requestAlgorithmMember = member
        traits.checksum = isOldTrait ? nil : checksum
        traits.isChecksumRequired = isOldTrait
        var headers = HTTPHeaders()
        if let header { try headers.add(header.0, header.1) }
        return try RequestChecksum(
            RequestChecksum.Question(
                traits: traits, chosen: chosen, choiceHeader: member.map { _ in "x-amz-sdk-checksum-algorithm" },
                hasChecksum: !RequestChecksum.given(in: headers).isEmpty, mode: mode, allowsTrailer: allowsTrailer))
    }

    @Test func `CRC-32 is the default, and is announced`() throws {
        let checksum = try #require(try choice())
        #expect(checksum.algorithm == .crc32 && checksum.place == .header)
        #expect(checksum.announcement == "x-amz-sdk-checksum-algorithm")
    }

    @Test func `streams over TLS have their checksum behind them`() throws {
        #expect(try choice(allowsTrailer: true)?.place == .trailer)
    }

    @Test func `the caller's choice needs no announcement of ours`() throws {
        let checksum = try #require(try choice(chosen: "SHA256"))
        #expect(checksum.algorithm == .sha256 && checksum.announcement == nil)
    }

    @Test(arguments: ["MD5", "CRC7", ""])
    func `an algorithm that cannot be is refused`(name: String) {
        #expect(throws: CallError.self) { try choice(chosen: name) }
    }

    @Test func `only what is required is computed if the client says so`() throws {
        #expect(try choice(mode: .whenRequired) == nil)
        #expect(try choice(isRequired: true, mode: .whenRequired) != nil)
        #expect(try choice(chosen: "SHA1", mode: .whenRequired) != nil)
    }

    @Test func `an operation without checksums gets none, one with the older trait does`() throws {
        #expect(try choice(member: nil) == nil)
        #expect(try choice(member: nil, isOldTrait: true) != nil)
    }

    @Test func `a checksum of the caller's own is left alone`() throws {
        #expect(try choice(isRequired: true, header: ("X-Amz-Checksum-Sha256", "abc=")) == nil)
        #expect(try choice(isRequired: true, header: ("x-amz-sdk-checksum-algorithm", "CRC32")) != nil)
        #expect(try choice(isRequired: true, header: ("x-amz-checksum-a-b", "c")) != nil)
    }
}
