import Inia
import IniaDigests
import Testing

/// One way to send an object: how its payload is signed, where its checksum stands, and how often its bytes can be read.
struct UploadForm: Sendable, CustomTestStringConvertible {
    /// What the signature says of the payload.
    enum Payload: Sendable, Equatable {
        case hash
        case word(String)

        func matches(_ header: String?) -> Bool {
            switch self {
            case .hash: header?.utf8.count == 64
            case .word(let word): header == word
            }
        }
    }

    /// What tells that a byte of the body is another than the one that was sent.
    enum Guard: Sendable, Hashable {
        case payloadHash
        case chunkSignatures
        case header(ChecksumAlgorithm)
        case contentMD5
        case trailer(ChecksumAlgorithm)
    }

    let name: String
    let isSecure: Bool
    let payload: Payload
    let guards: [Guard]
    var members: [MapEntry] = []
    var isOnce = false
    var count = 1000
    var configure: @Sendable (inout Config) -> Void = { _ in }

    var testDescription: String { name }

    /// The header that stands behind the body, if one does.
    var trailer: String? {
        for case .trailer(let algorithm) in guards { return algorithm.headerName }
        return nil
    }

    /// Whether a fault is one that another byte in the body of this form makes.
    func isFault(_ fault: Examiner.Fault?) -> Bool {
        switch fault {
        case .payload: guards.contains(.payloadHash)
        case .chunk: guards.contains(.chunkSignatures)
        case .checksum(let name):
            guards.contains { given in
                switch given {
                case .header(let algorithm), .trailer(let algorithm): algorithm.headerName == name
                case .contentMD5: name == "content-md5"
                case .payloadHash, .chunkSignatures: false
                }
            }
        default: false
        }
    }

    /// What a body has near its end.
    static let marker = "needle"

    /// Bytes with the marker near their end.
    static func content(_ count: Int) -> Bytes {
        let bytes = (0..<count - 16).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        return Bytes(bytes + Array("..\(marker)........".utf8))
    }

    var content: Bytes { Self.content(count) }

    func input(_ bucket: Value) -> Value {
        let body = isOnce ? Value(Body(once: Pieces(of: content), count: count)) : Value(content)
        return .map(
            [
                MapEntry(key: "Bucket", value: bucket), MapEntry(key: "Key", value: "k"),
                MapEntry(key: "Body", value: body),
            ] + members)
    }

    /// Every form. Those without TLS are signed; with TLS a checksum follows the body, or stands before it.
    static let all = plain + signedTrailers + trailers + headers + secure

    /// The algorithms that a caller can choose; MD5 goes in a header that the caller sets.
    private static let choices = ChecksumAlgorithm.allCases.filter { $0 != .md5 }

    private static func choice(_ algorithm: ChecksumAlgorithm) -> [MapEntry] {
        [MapEntry(key: "ChecksumAlgorithm", value: Value(algorithm.name))]
    }

    private static let plain = [
        UploadForm(name: "signed payload", isSecure: false, payload: .hash, guards: [.payloadHash, .header(.crc32)]),
        UploadForm(
            name: "signed payload without a checksum", isSecure: false, payload: .hash, guards: [.payloadHash],
            configure: { $0.requestChecksumCalculation = .whenRequired }),
        UploadForm(
            name: "signed chunks", isSecure: false, payload: .word("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
            guards: [.chunkSignatures], isOnce: true, count: 1_300_000,
            configure: { $0.requestChecksumCalculation = .whenRequired }),
    ]

    private static let signedTrailers = choices.map { algorithm in
        UploadForm(
            name: "signed chunks and trailer, \(algorithm.name)", isSecure: false,
            payload: .word("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"),
            guards: [.chunkSignatures, .trailer(algorithm)], members: choice(algorithm), isOnce: true,
            count: algorithm == .crc32 ? 1_300_000 : 1000)
    }

    private static let trailers = choices.flatMap { algorithm in
        [false, true].map { isOnce in
            UploadForm(
                name: "unsigned trailer, \(algorithm.name)\(isOnce ? ", once" : "")", isSecure: true,
                payload: .word("STREAMING-UNSIGNED-PAYLOAD-TRAILER"), guards: [.trailer(algorithm)],
                members: choice(algorithm), isOnce: isOnce, count: algorithm == .crc32 ? 1_300_000 : 1000)
        }
    }

    /// The payload is not signed, so that the checksum alone can tell.
    private static let headers =
        ChecksumAlgorithm.allCases.map { header("Checksum\($0.name)", $0, .header($0)) }
        + [header("ContentMD5", .md5, .contentMD5)]

    private static func header(_ member: String, _ algorithm: ChecksumAlgorithm, _ given: Guard) -> UploadForm {
        var checksum = Checksum(algorithm)
        checksum.update(content(1000))
        return UploadForm(
            name: "unsigned payload, \(member)", isSecure: true, payload: .word("UNSIGNED-PAYLOAD"), guards: [given],
            members: [MapEntry(key: member, value: Value(checksum.base64))],
            configure: {
                $0.s3.payloadSigningEnabled = false
                $0.requestChecksumCalculation = .whenRequired
            })
    }

    private static let secure = [
        UploadForm(
            name: "signed payload over TLS", isSecure: true, payload: .hash, guards: [.payloadHash],
            configure: {
                $0.s3.payloadSigningEnabled = true
                $0.requestChecksumCalculation = .whenRequired
            }),
        UploadForm(
            name: "signed chunks over TLS", isSecure: true, payload: .word("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
            guards: [.chunkSignatures], isOnce: true,
            configure: {
                $0.s3.payloadSigningEnabled = true
                $0.requestChecksumCalculation = .whenRequired
            }),
    ]
}
