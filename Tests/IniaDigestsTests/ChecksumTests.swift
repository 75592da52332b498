import IniaDigests
import IniaPrimitives
import Testing

@Suite struct ChecksumTests {
    @Test(arguments: [
        (ChecksumAlgorithm.crc32, "cbf43926"),
        (.crc32c, "e3069283"),
        (.crc64nvme, "ae8b14860a799888"),
        (.md5, "25f9e794323b453885f5181f1b624d0b"),
        (.sha1, "f7c3bc1d808e04732adf679965ccc34ca7ae3441"),
        (.sha256, "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"),
        (
            .sha512,
            "d9e6762dd1c8eaf6d61b3c6192fc408d4d6d5f1176d0c29169bc24e71c3f274a"
                + "d27fcd5811b313d681f7e55ec02d73d499c95455b6b5bb503acf574fba8ffe85"
        ),
        (.xxhash64, "8cb841db40e6ae83"),
        (.xxhash3, "72dcb18b67a17dff"),
        (.xxhash128, "33119477ede5dcd5e9716427681d5860"),
    ])
    func `each algorithm gives the check value of the digits one to nine`(_ algorithm: ChecksumAlgorithm, _ hex: String)
    {
        var checksum = Checksum(algorithm)
        checksum.update(Bytes(utf8: "123456789"))
        #expect(checksum.value().hex == hex)
        #expect(checksum.value().bytes.count == algorithm.byteCount)
    }

    @Test func `CRC32C gives the values of RFC 3720`() {
        #expect(CRC32C.digest(of: [UInt8](repeating: 0, count: 32)).hex == "8a9136aa")
        #expect(CRC32C.digest(of: [UInt8](repeating: 0xFF, count: 32)).hex == "62a8ab43")
        #expect(CRC32C.digest(of: [UInt8](0..<32)).hex == "46dd794e")
        #expect(CRC32C.digest(of: [UInt8]((0..<32).reversed())).hex == "113fdb5c")
    }

    @Test(arguments: ChecksumAlgorithm.allCases)
    func `pieces give the same checksum as the whole, wherever it is cut`(_ algorithm: ChecksumAlgorithm) {
        for count in [1, 15, 16, 17, 31, 32, 63, 64, 65, 127, 128, 240, 241, 255, 256, 257, 1024, 1025, 2500, 70_000] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 / 251) }
            let whole = bytes.withUnsafeBytes { algorithm.digest(of: $0) }
            for size in [1, 7, 64, 100, 256, 300, 1024] where size < count {
                var checksum = Checksum(algorithm)
                var start = 0
                while start < count {
                    checksum.update(Bytes(bytes).slice(start..<start + size))
                    start += size
                }
                #expect(checksum.value() == whole, "\(count) bytes in pieces of \(size)")
            }
        }
    }

    @Test func `a copy goes on without the original`() {
        var original = Checksum(.sha256)
        original.update(Bytes(utf8: "ab"))
        var copy = original
        copy.update(Bytes(utf8: "c"))
        #expect(copy.value() == SHA256.digest(of: "abc"))
        #expect(original.value() == SHA256.digest(of: "ab"))
    }

    @Test func `the checksums of two parts combine to that of the whole`() {
        let bytes = [UInt8]("123456789".utf8)
        for cut in 0...9 {
            let (first, second) = (Array(bytes[..<cut]), Array(bytes[cut...]))
            #expect(combined(CRC32.self, CRC32.combined, first, second) == 0xCBF4_3926)
            #expect(combined(CRC32C.self, CRC32C.combined, first, second) == 0xE306_9283)
            #expect(combined(CRC64NVME.self, CRC64NVME.combined, first, second) == 0xAE8B_1486_0A79_9888)
        }
    }

    @Test func `a checksum takes in what another knows, where its algorithm allows for it`() {
        let bytes = Bytes(utf8: "123456789")
        for algorithm in ChecksumAlgorithm.allCases where algorithm.isJoinable {
            for cut in 0...9 {
                var (whole, next) = (Checksum(algorithm), Checksum(algorithm))
                whole.update(bytes.slice(0..<cut))
                next.update(bytes.dropFirst(cut))
                whole.join(next, count: Int64(9 - cut))
                #expect(whole.value() == bytes.withUnsafeBytes { algorithm.digest(of: $0) })
            }
        }
        #expect(ChecksumAlgorithm.allCases.filter(\.isJoinable) == [.crc32, .crc32c, .crc64nvme])
    }

    private func combined<Number: FixedWidthInteger>(
        _ kind: (some IncrementalDigest).Type, _ combine: (Number, Number, UInt64) -> Number, _ first: [UInt8],
        _ second: [UInt8]
    ) -> Number {
        combine(number(kind.digest(of: first)), number(kind.digest(of: second)), UInt64(second.count))
    }

    private func number<Number: FixedWidthInteger>(_ digest: Digest) -> Number {
        digest.bytes.reduce(0) { $0 << 8 | Number($1) }
    }

    @Test func `a tree hash is the SHA-256 of a short input and of pairs of hashes of a long one`() {
        #expect(TreeHash.digest(of: "abc") == SHA256.digest(of: "abc"))
        #expect(TreeHash.digest(of: "") == SHA256.digest(of: ""))
        let leaf = [UInt8](repeating: 7, count: 1 << 20)
        let hash = SHA256.digest(of: leaf).bytes
        let pair = SHA256.digest(of: hash + hash).bytes
        #expect(TreeHash.digest(of: leaf).bytes == hash)
        #expect(TreeHash.digest(of: leaf + leaf).bytes == pair)
        #expect(TreeHash.digest(of: leaf + leaf + leaf).bytes == SHA256.digest(of: pair + hash).bytes)
        #expect(
            TreeHash.digest(of: leaf + leaf + leaf + [1]).bytes
                == SHA256.digest(of: pair + SHA256.digest(of: hash + SHA256.digest(of: [1]).bytes).bytes).bytes)
    }

    @Test func `an algorithm is known by its name in any case and names its header`() {
        #expect(ChecksumAlgorithm(name: "crc64Nvme") == .crc64nvme)
        #expect(ChecksumAlgorithm(name: "crc16") == nil)
        #expect(ChecksumAlgorithm.sha256.headerName == "x-amz-checksum-sha256")
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy"),
    ])
    func `a value in base64 is padded as in RFC 4648`(_ text: String, _ encoded: String) {
        #expect(Digest([UInt8](text.utf8)).base64 == encoded)
    }
}
