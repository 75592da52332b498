internal import IniaDigests

/// When and where a signature holds.
struct SigningScope: Sendable {
    let time: SigningTime
    /// What follows the access key ID in a credential: `20150830/us-east-1/iam/aws4_request`.
    let text: String
    let algorithmName: String

    init(_ signer: SigV4, _ time: SigningTime) {
        self.time = time
        algorithmName = signer.algorithm.name
        switch signer.algorithm {
        case .hmac: text = String(joining: time.day, "/", signer.region, "/", signer.service, "/aws4_request")
        case .ecdsa: text = String(joining: time.day, "/", signer.service, "/aws4_request")
        }
    }

    func stringToSign(digest: Digest) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(200)
        bytes.append(line: algorithmName)
        bytes.append(line: time.stamp)
        bytes.append(line: text)
        digest.appendHex(to: &bytes)
        return bytes
    }
}

/// A signature and what it was made of.
struct Signature: Sendable {
    /// The signature in hexadecimal digits.
    let text: String
    let stringToSign: [UInt8]
    let scope: SigningScope
    /// The key that signs what follows the request.
    let key: SigningSeed.Key
}

extension String {
    /// Texts one after another. An interpolation would grow the text piece by piece, which is most of what it costs.
    init(joining parts: String...) {
        self.init(unsafeUninitializedCapacity: parts.reduce(0) { $0 + $1.utf8.count }) { memory in
            var end = 0
            for var part in parts {
                end = part.withUTF8 { memory[end...].update(fromContentsOf: $0) }
            }
            return end
        }
    }
}

extension [UInt8] {
    mutating func append(_ text: String) {
        // The text's memory is appended at once; its UTF-8 view is by a detour.
        var text = text
        text.withUTF8 { append(contentsOf: $0) }
    }

    mutating func append(line text: String) {
        append(text)
        append(UInt8(ascii: "\n"))
    }
}
