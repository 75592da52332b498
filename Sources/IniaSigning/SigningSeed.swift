internal import IniaDigests

/// The signature of a request, from which those of its chunks or events go on.
public struct SigningSeed: Sendable {
    let key: HMAC
    let scope: SigningScope
    var signature: String

    /// The signature of what comes next, which is then what the one after it goes on from.
    ///
    /// - Parameter kind: what the name of the algorithm is continued with.
    mutating func sign(_ kind: String, stamp: String? = nil, digests: Digest...) -> Digest {
        var text: [UInt8] = []
        text.reserveCapacity(384)
        text.append(scope.algorithmName)
        text.append(line: kind)
        text.append(line: stamp ?? scope.time.stamp)
        text.append(line: scope.text)
        text.append(signature)
        for digest in digests {
            text.append(UInt8(ascii: "\n"))
            digest.appendHex(to: &text)
        }
        let code = key.code(for: text)
        signature = code.hex
        return code
    }
}

extension SigningSeed: CustomReflectable {
    /// Nothing: the key is a secret.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
