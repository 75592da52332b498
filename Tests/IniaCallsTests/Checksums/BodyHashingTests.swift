import Glibc
import IniaDigests
import IniaHost
import IniaPrimitives
import Testing

@testable import IniaCalls

/// Bodies that are read before they are sent.
@Suite struct BodyHashingTests {
    @Test(arguments: [0, 1, 8 << 20, (16 << 20) + 1, (24 << 20) - 5])
    func `the checksum of a file is that of its bytes, however many threads compute it`(count: Int) async throws {
        let path = "/tmp/inia-file-\(SystemEntropy().uuid())"
        defer { unlink(path) }
        let bytes = Bytes((0..<count).map { UInt8(truncatingIfNeeded: $0 ^ $0 >> 8 ^ $0 >> 16) })
        try PosixFiles().replace(path, with: bytes)
        for algorithm in [ChecksumAlgorithm.crc64nvme, .crc32, .sha256] {
            let whole = bytes.withUnsafeBytes { algorithm.digest(of: $0) }
            for body in [Body.file(path), .bytes(bytes)] {
                #expect(try await body.checksum(algorithm, files: PosixFiles()).value() == whole)
                let digest = try await body.digested(into: Checksum(algorithm), files: PosixFiles()) { $0.update($1) }
                #expect(digest.value() == whole)
            }
        }
    }
}
