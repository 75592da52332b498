internal import IniaDigests

/// The signature of a request, from which those of its chunks or events go on.
public struct SigningSeed: Sendable {
    /// What signs.
    enum Key: Sendable {
        case symmetric(HMAC)
        case asymmetric(P256PrivateKey)
    }

    let key: Key
    let scope: SigningScope
    var signature: String

    init(_ signature: Signature) {
        key = signature.key
        scope = signature.scope
        self.signature = signature.text
    }

    /// The signature of what comes next, which is then what the one after it goes on from.
    ///
    /// - Parameter kind: what the name of the algorithm is continued with.
    mutating func sign(_ kind: String, stamp: String? = nil, digests: Digest...) throws(SigningError) -> Digest {
        var text: [UInt8] = []
        text.reserveCapacity(512)
        text.append(scope.algorithmName)
        text.append(line: kind)
        text.append(line: stamp ?? scope.time.stamp)
        text.append(line: scope.text)
        text.append(signature)
        for digest in digests {
            text.append(UInt8(ascii: "\n"))
            digest.appendHex(to: &text)
        }
        let code = try key.code(for: text)
        signature = code.hex
        return code
    }
}

extension SigningSeed.Key {
    fileprivate func code(for text: [UInt8]) throws(SigningError) -> Digest {
        switch self {
        case .symmetric(let key): return key.code(for: text)
        case .asymmetric(let key):
            do { return Digest(try key.signature(of: text)) } catch {
                throw SigningError(.cryptography, during: "signing with ECDSA", cause: error)
            }
        }
    }
}

extension SigningSeed: CustomReflectable {
    /// Nothing: the key is a secret.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
