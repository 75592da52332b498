import IniaDigests
import Testing

@Suite struct HMACTests {
    @Test func `HMAC-SHA256 gives the codes of RFC 4231`() {
        #expect(
            HMAC(.sha256, key: [UInt8](repeating: 0x0B, count: 20)).code(for: "Hi There").hex
                == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        #expect(
            HMAC(.sha256, key: [UInt8]("Jefe".utf8)).code(for: "what do ya want for nothing?").hex
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(
            HMAC(.sha256, key: [UInt8](repeating: 0xAA, count: 131))
                .code(for: "Test Using Larger Than Block-Size Key - Hash Key First").hex
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test func `HMAC-SHA1 gives the codes of RFC 2202`() {
        #expect(
            HMAC(.sha1, key: [UInt8](repeating: 0x0B, count: 20)).code(for: "Hi There").hex
                == "b617318655057264e28bc0b6fb378c8ef146be00")
        #expect(
            HMAC(.sha1, key: [UInt8]("Jefe".utf8)).code(for: "what do ya want for nothing?").hex
                == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
    }

    @Test func `a key authenticates any number of messages, the same message the same way`() {
        let key = HMAC(.sha256, key: [1, 2, 3])
        let first = key.code(for: "a")
        #expect(key.code(for: "b") != first)
        #expect(key.code(for: "a") == first)
    }
}
