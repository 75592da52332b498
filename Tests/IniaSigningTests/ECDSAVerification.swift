import COpenSSL
import IniaDigests

/// Whether a signature in hexadecimal digits was made of a text with a private key.
func isSignature(_ hex: String, of text: String, by key: P256PrivateKey) -> Bool {
    let digits = Array(hex.utf8).map { $0 > 0x60 ? $0 - 0x57 : $0 - 0x30 }
    let signature = stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    // An uncompressed point in the frame of a public key's DER (RFC 5480), which begins alike for every key of P-256.
    let frame: [UInt8] = [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48,
        0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ]
    let der = frame + key.publicKey.x + key.publicKey.y
    return der.withUnsafeBufferPointer { der in
        var start = der.baseAddress
        guard let read = d2i_PUBKEY(nil, &start, der.count) else { return false }
        defer { EVP_PKEY_free(read) }
        guard let state = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(state) }
        guard EVP_DigestVerifyInit_ex(state, nil, "SHA256", nil, nil, read, nil) == 1 else { return false }
        let message = Array(text.utf8)
        return EVP_DigestVerify(state, signature, signature.count, message, message.count) == 1
    }
}
