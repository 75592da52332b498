internal import IniaDigests
internal import IniaHTTP
internal import IniaShapes

/// Which checksum a request bears, and where.
struct RequestChecksum: Sendable, Equatable {
    /// Where a checksum stands.
    enum Place: Sendable { case header, trailer }

    var algorithm: ChecksumAlgorithm
    var place: Place
    /// The header that names the algorithm where it is the default one, not the caller's choice.
    var announcement: String?

    /// What decides about a request's checksum.
    struct Question: Sendable {
        /// What the operation's model says.
        var traits: OperationTraits
        /// The name of the algorithm that the caller chose, if any.
        var chosen: String?
        /// The header in which the caller's choice travels.
        var choiceHeader: String?
        /// Whether the request bears a checksum already.
        var hasChecksum: Bool
        var mode: ChecksumMode
        /// Whether the payload is a blob, the URL `https` and the signature one that leaves payloads alone.
        var allowsTrailer: Bool
    }

    /// Chooses a checksum, or gives nil where the request needs none or the caller brings one.
    ///
    /// - Throws: ``CallError`` where the caller chose an algorithm that cannot be computed.
    init?(_ question: Question) throws(CallError) {
        guard !question.hasChecksum else { return nil }
        let traits = question.traits
        let isRequired = traits.isChecksumRequired || traits.checksum?.isRequestRequired ?? false
        let isSupported = traits.checksum?.requestAlgorithmMember != nil
        place = question.allowsTrailer ? .trailer : .header
        if let name = question.chosen {
            guard let chosen = ChecksumAlgorithm(name: name), chosen != .md5 else {
                throw CallError(.checksum, during: .address, "there is no checksum algorithm \(name)")
            }
            algorithm = chosen
        } else if isRequired || (isSupported && question.mode == .whenSupported) {
            algorithm = .crc32
            announcement = question.choiceHeader
        } else {
            return nil
        }
    }

    /// The names that follow `x-amz-checksum-` in headers, in lower case.
    static func given(in headers: HTTPHeaders) -> [String] {
        let prefix = "x-amz-checksum-"
        return headers.fields.compactMap { field in
            guard field.name.hasPrefixIgnoringCase(prefix) else { return nil }
            let name = field.name.utf8.dropFirst(prefix.utf8.count)
            return name.allSatisfy(\.isASCIIAlphanumeric) ? String(Substring(name)).lowercased() : nil
        }
    }
}
