internal import IniaDigests
internal import IniaPrimitives
internal import IniaText

/// Passes another source on and computes its checksum, which is compared at the end.
actor VerifyingSource: ByteSource {
    private let base: any ByteSource
    private let expected: String
    private var checksum: Checksum

    init(_ base: any ByteSource, _ algorithm: ChecksumAlgorithm, expected: String) {
        self.base = base
        self.expected = expected
        checksum = Checksum(algorithm)
    }

    func next() async throws -> Bytes? {
        guard let bytes = try await base.next() else {
            try checksum.compare(with: expected)
            return nil
        }
        checksum.update(bytes)
        return bytes
    }

    nonisolated func abandon() { base.abandon() }
}

extension Checksum {
    /// Compares the checksum with a response's claim.
    ///
    /// - Throws: ``CallError`` with code `checksum` where they differ.
    func compare(with expected: String) throws(CallError) {
        guard Base64.decode(expected)?.array == value().bytes else {
            throw CallError(
                .checksum, during: .parse,
                "the response's \(algorithm.name) is \(base64), but its header says \(expected)")
        }
    }
}
