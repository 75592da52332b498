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
        case .hmac: text = "\(time.day)/\(signer.region)/\(signer.service)/aws4_request"
        case .ecdsa: text = "\(time.day)/\(signer.service)/aws4_request"
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

extension [UInt8] {
    mutating func append(_ text: String) {
        append(contentsOf: text.utf8)
    }

    mutating func append(line text: String) {
        append(contentsOf: text.utf8)
        append(UInt8(ascii: "\n"))
    }
}
