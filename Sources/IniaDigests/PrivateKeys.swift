internal import COpenSSL

/// Private keys in PEM text (RFC 7468).
enum PEM {
    /// Reads a private key, which the caller then owns. Nobody is ever asked for a passphrase.
    static func privateKey(_ text: String, passphrase: String = "") throws(DigestError) -> OpaquePointer {
        var text = text
        let key = text.withUTF8 { memory -> OpaquePointer? in
            guard OpenSSL.isStarted, memory.count <= Int(Int32.max),
                let source = BIO_new_mem_buf(memory.baseAddress, Int32(memory.count))
            else { return nil }
            defer { BIO_free(source) }
            return passphrase.withCString {
                PEM_read_bio_PrivateKey(source, nil, nil, UnsafeMutableRawPointer(mutating: $0))
            }
        }
        guard let key else {
            ERR_clear_error()
            throw DigestError(.malformedKey)
        }
        return key
    }
}

/// Signs the digest of a message, or gives nil where OpenSSL cannot.
func sign(_ key: OpaquePointer, _ function: String, _ message: [UInt8]) -> [UInt8]? {
    guard let state = EVP_MD_CTX_new() else { return nil }
    defer { EVP_MD_CTX_free(state) }
    var count = 0
    guard EVP_DigestSignInit_ex(state, nil, function, nil, nil, key, nil) == 1,
        EVP_DigestSign(state, nil, &count, message, message.count) == 1
    else {
        ERR_clear_error()
        return nil
    }
    var signature = [UInt8](repeating: 0, count: count)
    guard EVP_DigestSign(state, &signature, &count, message, message.count) == 1 else {
        ERR_clear_error()
        return nil
    }
    signature.removeLast(signature.count - count)
    return signature
}
