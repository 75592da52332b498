internal import COpenSSL

/// A private key on the elliptic curve P-256, for ECDSA with SHA-256 (FIPS 186-5).
///
/// It owns an OpenSSL key that is never changed after it was made, so threads may share it.
public final class P256PrivateKey: @unchecked Sendable {
    /// The x and y coordinates of a public key, 32 bytes each.
    public struct PublicKey: Hashable, Sendable {
        /// The x coordinate, its most significant byte first.
        public let x: [UInt8]
        /// The y coordinate, its most significant byte first.
        public let y: [UInt8]
    }

    /// The number of bytes in a private key and in a coordinate.
    public static let byteCount = 32

    /// The public half of the key.
    public let publicKey: PublicKey
    private let raw: OpaquePointer

    /// Creates a key from its number, 32 bytes with the most significant first.
    ///
    /// - Throws: ``DigestError`` with ``DigestError/Code/malformedKey`` where it is not between 1 and the curve's
    ///   order.
    public convenience init(number: [UInt8]) throws(DigestError) {
        guard OpenSSL.isStarted, number.count == Self.byteCount, let scalar = BN_secure_new() else {
            throw DigestError(.malformedKey)
        }
        defer { BN_clear_free(scalar) }
        guard BN_bin2bn(number, Int32(number.count), scalar) != nil else { throw DigestError(.malformedKey) }
        inia_bn_mark_secret(scalar)
        let publicKey = try Self.publicKey(of: scalar)
        let point = [4] + publicKey.x + publicKey.y
        guard let raw = inia_p256_key(scalar, point, point.count) else { throw DigestError(.malformedKey) }
        self.init(raw: raw, publicKey: publicKey)
    }

    /// Creates a key from its PEM text, in the SEC 1 or the PKCS #8 form.
    ///
    /// - Throws: ``DigestError`` with ``DigestError/Code/malformedKey`` where the text holds no key on P-256.
    public convenience init(pem: String) throws(DigestError) {
        let raw = try PEM.privateKey(pem)
        var isOurs = false
        defer { if !isOurs { EVP_PKEY_free(raw) } }
        var group = [CChar](repeating: 0, count: 64)
        guard EVP_PKEY_get_group_name(raw, &group, group.count, nil) == 1,
            OBJ_sn2nid(group) == inia_nid_p256(), let publicKey = Self.publicHalf(of: raw)
        else { throw DigestError(.malformedKey) }
        isOurs = true
        self.init(raw: raw, publicKey: publicKey)
    }

    private init(raw: OpaquePointer, publicKey: PublicKey) {
        self.raw = raw
        self.publicKey = publicKey
    }

    deinit { EVP_PKEY_free(raw) }

    /// Signs the SHA-256 of a message; the signature is random and in DER form.
    ///
    /// - Throws: ``DigestError`` with ``DigestError/Code/signing`` where OpenSSL cannot.
    public func signature(of message: [UInt8]) throws(DigestError) -> [UInt8] {
        guard let signature = sign(raw, "SHA256", message) else { throw DigestError(.signing) }
        return signature
    }

    /// Signs the SHA-256 of a message; the signature is random and 64 bytes, r before s (RFC 7518 section 3.4).
    ///
    /// - Throws: ``DigestError`` with ``DigestError/Code/signing`` where OpenSSL cannot.
    public func plainSignature(of message: [UInt8]) throws(DigestError) -> [UInt8] {
        let der = try signature(of: message)
        let pair = der.withUnsafeBufferPointer { buffer in
            var next = buffer.baseAddress
            return d2i_ECDSA_SIG(nil, &next, buffer.count)
        }
        guard let pair else { throw DigestError(.signing) }
        defer { ECDSA_SIG_free(pair) }
        guard let r = ECDSA_SIG_get0_r(pair).flatMap(Self.coordinate),
            let s = ECDSA_SIG_get0_s(pair).flatMap(Self.coordinate)
        else { throw DigestError(.signing) }
        return r + s
    }
}

extension P256PrivateKey {
    private static func publicKey(of scalar: OpaquePointer) throws(DigestError) -> PublicKey {
        guard let group = EC_GROUP_new_by_curve_name(inia_nid_p256()) else { throw DigestError(.malformedKey) }
        defer { EC_GROUP_free(group) }
        guard BN_is_zero(scalar) == 0, let order = EC_GROUP_get0_order(group), BN_cmp(scalar, order) < 0,
            let point = EC_POINT_new(group)
        else { throw DigestError(.malformedKey) }
        defer { EC_POINT_free(point) }
        guard EC_POINT_mul(group, point, scalar, nil, nil, nil) == 1, let x = BN_new(), let y = BN_new() else {
            throw DigestError(.malformedKey)
        }
        defer {
            BN_free(x)
            BN_free(y)
        }
        guard EC_POINT_get_affine_coordinates(group, point, x, y, nil) == 1,
            let first = coordinate(x), let second = coordinate(y)
        else { throw DigestError(.malformedKey) }
        return PublicKey(x: first, y: second)
    }

    private static func publicHalf(of raw: OpaquePointer) -> PublicKey? {
        var x: OpaquePointer?
        var y: OpaquePointer?
        defer {
            BN_free(x)
            BN_free(y)
        }
        guard EVP_PKEY_get_bn_param(raw, "qx", &x) == 1, EVP_PKEY_get_bn_param(raw, "qy", &y) == 1,
            let first = x.flatMap(coordinate), let second = y.flatMap(coordinate)
        else { return nil }
        return PublicKey(x: first, y: second)
    }

    private static func coordinate(_ number: OpaquePointer) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: byteCount)
        return BN_bn2binpad(number, &bytes, Int32(byteCount)) == Int32(byteCount) ? bytes : nil
    }
}

extension P256PrivateKey: CustomReflectable {
    /// Nothing: a private key is a secret.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
