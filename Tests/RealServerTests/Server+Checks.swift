import Inia
import IniaDigests

/// What a server compares with a body, as it was found out by sending another one; an entry that ceases to be true fails
/// the test of upload forms.
extension Server {
    private static let known: [ChecksumAlgorithm] = [.crc32, .crc32c, .crc64nvme, .sha1, .sha256]

    /// Whether the server takes the form at all. A checksum that it does not know is refused in a trailer, and kept
    /// unread in a header; boto3 finds the same.
    func knows(_ form: UploadForm) -> Bool {
        form.guards.allSatisfy { given in
            if case .trailer(let algorithm) = given { Self.known.contains(algorithm) } else { true }
        }
    }

    /// Whether the server notices another byte in the body of a form. Neither SeaweedFS nor ministack compares a body
    /// with a signed hash.
    func looks(at form: UploadForm) -> Bool {
        form.guards.contains { given in
            switch given {
            case .payloadHash: false
            case .chunkSignatures, .contentMD5: true
            case .header(let algorithm), .trailer(let algorithm): Self.known.contains(algorithm)
            }
        }
    }

    /// Whether the server computes a checksum of an object of several parts: to ministack it is one of their checksums,
    /// whatever type was asked for.
    func knowsWholeChecksum(_ type: String) -> Bool { name.hasPrefix("seaweedfs") || type == "COMPOSITE" }

    /// An examiner that knows the server's keys.
    var examiner: Examiner { Examiner(key: key, secret: secret) }

    var isSecure: Bool { url.hasPrefix("https") }

    /// Sends a request that is ready as it is.
    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        var options = HTTPExchangeOptions()
        if let authority {
            var tls = TLSOptions()
            tls.verification = .authorities(path: authority)
            options.route = HTTPRoute(tls: tls)
        }
        return try await session.httpClient.send(request, options: options)
    }
}
