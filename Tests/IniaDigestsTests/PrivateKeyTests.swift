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

    @Test func `a key is read from PEM text`() throws {
        let key = try P256PrivateKey(pem: ExampleKeys.p256)
        #expect(key.publicKey == (try P256PrivateKey(number: number)).publicKey)
        #expect(throws: DigestError(.malformedKey)) { try P256PrivateKey(pem: ExampleKeys.rsa) }
        #expect(throws: DigestError(.malformedKey)) { try RSAPrivateKey(pem: ExampleKeys.p256) }
    }

    @Test func `RSA signs the SHA-1 of a message, whether its key was encrypted or not`() throws {
        let signature =
            "3f23346f087605434e419365dc9e8be92874dc6dd6a2d4280ed330d8e5dfc9a0da16d792237f27a1aff7874d06126376"
            + "e92cfe2ecdcfdb219bf9e4a982d69bd44c537e5492e4280a69412c22378b52e54ffe8476fbd840da7cd1889897ca80ac"
            + "1444b57213606a713478e1f136d825e3d3074f0171a7ac6f9acda0c950495c6a91ee03d1881b95483da9b6c2770752cc"
            + "8e53ed35cfec1c826cf4cfddf09bf98aeb0bce0c3aeb9e295974ae8e5201b840cd1ef42f590cc2b17f3c9239d48b1693"
            + "572b2befbc753f92a5c425f3167d143f2b72adec53e051b18be7b809ce3bff5564046075d076ed3c33369f826d3a8994"
            + "c206c37b4dbea5ffaa6bf5b5b898ceef"
        let message = [UInt8]("hello".utf8)
        let encrypted = try RSAPrivateKey(pem: ExampleKeys.encryptedRSA, passphrase: "open")
        #expect(Digest(try RSAPrivateKey(pem: ExampleKeys.rsa).sha1Signature(of: message)).hex == signature)
        #expect(Digest(try encrypted.sha1Signature(of: message)).hex == signature)
        #expect(throws: DigestError(.malformedKey)) { try RSAPrivateKey(pem: ExampleKeys.encryptedRSA) }
        #expect(throws: DigestError(.malformedKey)) {
            try RSAPrivateKey(pem: ExampleKeys.encryptedRSA, passphrase: "no")
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
