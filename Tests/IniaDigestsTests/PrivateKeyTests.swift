import IniaDigests
import Testing

@Suite struct PrivateKeyTests {
    /// The key of RFC 6979, appendix A.2.5.
    private let number: [UInt8] = hexadecimal("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721")

    @Test func `a public key follows from the private number`() throws {
        let key = try P256PrivateKey(number: number)
        #expect(Digest(key.publicKey.x).hex == "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6")
        #expect(Digest(key.publicKey.y).hex == "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299")
    }

    @Test func `signatures are DER sequences or 64 plain bytes`() throws {
        let key = try P256PrivateKey(number: number)
        let signature = try key.signature(of: [1, 2, 3])
        #expect(signature.first == 0x30)
        #expect(signature.count == Int(signature[1]) + 2)
        #expect(try key.plainSignature(of: [1, 2, 3]).count == 64)
    }

    @Test func `a number outside the curve's order is no key`() {
        let order = hexadecimal("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")
        for number in [[UInt8](repeating: 0, count: 32), [UInt8](repeating: 0xFF, count: 32), order, [], [1]] {
            #expect(throws: DigestError(.malformedKey)) { try P256PrivateKey(number: number) }
        }
    }

    @Test func `text that is no key is refused`() {
        for text in ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
            #expect(throws: DigestError(.malformedKey)) { try P256PrivateKey(pem: text) }
            #expect(throws: DigestError(.malformedKey)) { try RSAPrivateKey(pem: text) }
        }
    }

    @Test func `a key mirrors nothing`() throws {
        var text = ""
        dump(try P256PrivateKey(number: number), to: &text)
        dump(HMAC(.sha256, key: [1]), to: &text)
        #expect(!text.contains("raw") && !text.contains("inner"))
    }
}

private func hexadecimal(_ text: String) -> [UInt8] {
    stride(from: 0, to: text.count, by: 2).compactMap { UInt8(text.dropFirst($0).prefix(2), radix: 16) }
}
