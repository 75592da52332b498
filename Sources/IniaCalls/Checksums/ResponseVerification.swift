internal import IniaDigests
internal import IniaHTTP
internal import IniaShapes

/// By which checksums a response may be verified.
struct ResponseVerification: Sendable, Equatable {
    /// The algorithms that the service may use, the quickest first.
    let algorithms: [ChecksumAlgorithm]

    /// A checksum as a response bears it.
    typealias Claim = (algorithm: ChecksumAlgorithm, text: String)

    /// Which algorithms go before which.
    static let priority: [ChecksumAlgorithm] = [
        .xxhash128, .xxhash3, .crc64nvme, .xxhash64, .crc32c, .crc32, .sha1, .sha256, .sha512,
    ]

    /// Creates the verification that an operation's model allows, or nil where there is none.
    init?(_ traits: OperationTraits.Checksum) {
        let modeled = Set(traits.responseAlgorithms.map { $0.lowercased() })
        algorithms = Self.priority.filter { modeled.contains($0.name.lowercased()) }
        if algorithms.isEmpty { return nil }
    }

    /// The checksum that a response bears, if it does: the first by priority.
    ///
    /// One with a hyphen was made of the checksums of an object's parts and says nothing of the body.
    func claim(in headers: HTTPHeaders) -> Claim? {
        guard headers.fields.contains(where: { $0.name.hasPrefixIgnoringCase("x-amz-checksum-") }) else { return nil }
        for algorithm in algorithms {
            guard let text = headers[algorithm.headerName], !text.utf8.contains(UInt8(ascii: "-")) else { continue }
            return (algorithm, text)
        }
        return nil
    }
}
