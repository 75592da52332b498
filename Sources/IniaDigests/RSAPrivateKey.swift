internal import COpenSSL

/// An RSA private key, for the signatures of CloudFront (PKCS #1 version 1.5, RFC 8017 section 8.2).
///
/// It owns an OpenSSL key that is never changed after it was made, so threads may share it.
public final class RSAPrivateKey: @unchecked Sendable {
    private let raw: OpaquePointer

    /// Creates a key from its PEM text, in the PKCS #1 or the PKCS #8 form.
    ///
    /// - Parameter passphrase: what an encrypted key is decrypted with.
    /// - Throws: ``DigestError`` with ``DigestError/Code/malformedKey`` where the text holds no RSA key or the
    ///   passphrase is wrong.
    public init(pem: String, passphrase: String = "") throws(DigestError) {
        raw = try PEM.privateKey(pem, passphrase: passphrase)
        guard EVP_PKEY_is_a(raw, "RSA") == 1 else { throw DigestError(.malformedKey) }
    }

    deinit { EVP_PKEY_free(raw) }

    /// Signs the SHA-1 of a message, which is what CloudFront verifies.
    ///
    /// - Throws: ``DigestError`` with ``DigestError/Code/signing`` where OpenSSL cannot.
    public func sha1Signature(of message: [UInt8]) throws(DigestError) -> [UInt8] {
        guard let signature = sign(raw, "SHA1", message) else { throw DigestError(.signing) }
        return signature
    }
}

extension RSAPrivateKey: CustomReflectable {
    /// Nothing: a private key is a secret.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
