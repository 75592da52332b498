internal import IniaDigests

/// The private key of SigV4A, which follows from an ordinary secret key.
enum AsymmetricKey {
    private static let label = "AWS4-ECDSA-P256-SHA256"
    /// The order of P-256 less two (FIPS 186-5): the largest number that gives a key when one is added.
    private static let limit: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x4F,
    ]

    /// Derives the key by NIST SP 800-108's counter mode; a candidate outside the curve's order is passed over.
    static func derived(from credentials: Credentials) throws(SigningError) -> P256PrivateKey {
        let source = HMAC(.sha256, key: [UInt8]("AWS4A\(credentials.secretAccessKey)".utf8))
        for attempt in UInt8(1)...254 {
            var input: [UInt8] = [0, 0, 0, 1]
            input += [UInt8](label.utf8) + [0]
            input += [UInt8](credentials.accessKeyID.utf8) + [attempt]
            input += [0, 0, 1, 0]
            let candidate = source.code(for: input).bytes
            guard !isGreater(candidate, than: limit) else { continue }
            do { return try P256PrivateKey(number: incremented(candidate)) } catch {
                throw SigningError(.cryptography, during: "deriving a key for ECDSA", cause: error)
            }
        }
        throw SigningError(.cryptography, during: "deriving a key for ECDSA")
    }

    /// Compares in constant time: the candidate is a secret.
    private static func isGreater(_ left: [UInt8], than right: [UInt8]) -> Bool {
        var isGreater: UInt8 = 0
        var isEqual: UInt8 = 1
        for (left, right) in zip(left, right) {
            let (left, right) = (Int32(left), Int32(right))
            isGreater |= UInt8(truncatingIfNeeded: (right - left) >> 31) & isEqual
            isEqual &= UInt8(truncatingIfNeeded: ((left ^ right) - 1) >> 31)
        }
        return isGreater & 1 == 1
    }

    private static func incremented(_ number: [UInt8]) -> [UInt8] {
        var number = number
        var carry: UInt16 = 1
        for place in number.indices.reversed() {
            let sum = UInt16(number[place]) + carry
            number[place] = UInt8(truncatingIfNeeded: sum)
            carry = sum >> 8
        }
        return number
    }
}
