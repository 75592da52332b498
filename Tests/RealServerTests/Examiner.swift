import COpenSSL
import Inia
import IniaDigests

/// Judges uploads as AWS's documents say that S3 does, with none of the code that signs them.
///
/// Servers that run locally check some of what S3 checks; this one checks all of it. AWS: "Authenticating requests (AWS
/// Signature Version 4)", with signed chunks and trailing headers, S3 API reference.
struct Examiner {
    /// What an upload is refused for.
    enum Fault: Error, Equatable {
        case malformed(String)
        case signature
        case payload
        case chunk(Int)
        case trailer
        case checksum(String)
    }

    let key: String
    let secret: String

    /// What is wrong with a request; nil where S3 would take it.
    func fault(in request: HTTPRequest, _ body: [UInt8]) -> Fault? {
        do throws(Fault) {
            let proof = try Proof(request)
            guard proof.scope.first == key else { throw .signature }
            let canonical = try proof.canonicalRequest(request)
            let text = "AWS4-HMAC-SHA256\n\(proof.stamp)\n\(proof.scopeText)\n\(hex(sha256(Array(canonical.utf8))))"
            let signer = Signer(key: signingKey(proof), proof: proof)
            guard signer.code(text) == proof.signature else { throw .signature }
            try examine(body, of: request, proof, signer)
            return nil
        } catch {
            return error
        }
    }

    private func signingKey(_ proof: Proof) -> [UInt8] {
        proof.scope.dropFirst().reduce(Array("AWS4\(secret)".utf8)) { hmac($0, Array($1.utf8)) }
    }

    private func examine(_ body: [UInt8], of request: HTTPRequest, _ proof: Proof, _ signer: Signer) throws(Fault) {
        var content = body
        var trailers: [(name: String, value: String)] = []
        let word = proof.isPresigned ? "UNSIGNED-PAYLOAD" : request.headers["X-Amz-Content-SHA256"] ?? ""
        if word.hasPrefix("STREAMING-") {
            let chunked = try ChunkedBody(body)
            let isSigned = word.hasPrefix("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
            guard request.headers["Content-Encoding"]?.hasSuffix("aws-chunked") == true else {
                throw .malformed("the coding is not told")
            }
            guard request.headers["X-Amz-Decoded-Content-Length"] == String(chunked.content.count) else {
                throw .malformed("the length is not the one that was told")
            }
            guard word.hasSuffix("-TRAILER") == !chunked.trailers.isEmpty else { throw .trailer }
            if isSigned { try signer.examine(chunked) }
            content = chunked.content
            trailers = chunked.trailers.filter { $0.name != "x-amz-trailer-signature" }
            guard request.headers["X-Amz-Trailer"] == trailers.first?.name else { throw .trailer }
        } else if word != "UNSIGNED-PAYLOAD", word != hex(sha256(body)) {
            throw .payload
        }
        try examineChecksums(request.headers.fields.map { ($0.name, $0.value) } + trailers, of: content)
    }

    private func examineChecksums(_ fields: [(name: String, value: String)], of content: [UInt8]) throws(Fault) {
        for field in fields {
            let name = field.name.lowercased()
            let word = name == "content-md5" ? "MD5" : String(name.dropFirst("x-amz-checksum-".count))
            guard name == "content-md5" || name.hasPrefix("x-amz-checksum-"),
                let algorithm = ChecksumAlgorithm(name: word)
            else { continue }
            var checksum = Checksum(algorithm)
            checksum.update(Bytes(content))
            guard checksum.base64 == field.value else { throw .checksum(name) }
        }
    }
}

/// What a request says of its signature.
private struct Proof {
    let isPresigned: Bool
    /// The key, then day, region, service and the word at the end.
    let scope: [String]
    let stamp: String
    let signedHeaders: [String]
    let signature: String

    var scopeText: String { scope.dropFirst().joined(separator: "/") }

    init(_ request: HTTPRequest) throws(Examiner.Fault) {
        var parts: [String: String] = [:]
        if let header = request.headers["Authorization"] {
            guard header.hasPrefix("AWS4-HMAC-SHA256 ") else { throw .malformed("another kind of signature") }
            for part in header.dropFirst("AWS4-HMAC-SHA256 ".count).split(separator: ", ") {
                let pair = part.split(separator: "=", maxSplits: 1)
                if pair.count == 2 { parts[String(pair[0])] = String(pair[1]) }
            }
            parts["Date"] = request.headers["X-Amz-Date"]
            isPresigned = false
        } else {
            for pair in Self.pairs(request.url.query) where pair.name.hasPrefix("X-Amz-") {
                parts[String(pair.name.dropFirst("X-Amz-".count))] =
                    pair.value.replacing("%2F", with: "/").replacing("%3B", with: ";")
            }
            isPresigned = true
        }
        guard let scope = parts["Credential"], let stamp = parts["Date"], let headers = parts["SignedHeaders"],
            let signature = parts["Signature"]
        else { throw .malformed("there is no signature") }
        self.scope = scope.split(separator: "/").map(String.init)
        self.stamp = stamp
        self.signature = signature
        signedHeaders = headers.split(separator: ";").map(String.init)
        guard self.scope.count == 5, self.scope[1] == stamp.prefix(8), self.scope[4] == "aws4_request" else {
            throw .malformed("the scope of the signature")
        }
    }

    static func pairs(_ query: String?) -> [(name: String, value: String)] {
        (query ?? "").split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count == 2 ? String(parts[1]) : "")
        }
    }

    func canonicalRequest(_ request: HTTPRequest) throws(Examiner.Fault) -> String {
        var values: [String: String] = ["host": request.url.hostHeader]
        for field in request.headers.fields {
            let words = field.value.split(separator: " ").joined(separator: " ")
            let name = field.name.lowercased()
            values[name] = values[name].map { "\($0),\(words)" } ?? words
        }
        // S3 wants all of its own headers signed, and the host.
        for name in values.keys where name == "host" || name.hasPrefix("x-amz-") {
            guard signedHeaders.contains(name) else { throw .malformed("\(name) is not signed") }
        }
        let query = Self.pairs(request.url.query).filter { $0.name != "X-Amz-Signature" }
            .sorted { ($0.name, $0.value) < ($1.name, $1.value) }.map { "\($0.name)=\($0.value)" }
        var lines = [request.method, request.url.path, query.joined(separator: "&")]
        for name in signedHeaders {
            guard let value = values[name] else { throw .malformed("\(name) is signed and not there") }
            lines.append("\(name):\(value)")
        }
        let payload = isPresigned ? "UNSIGNED-PAYLOAD" : values["x-amz-content-sha256"] ?? ""
        return (lines + ["", signedHeaders.joined(separator: ";"), payload]).joined(separator: "\n")
    }
}

/// Signs texts with the key that a request's proof leads to.
private struct Signer {
    let key: [UInt8]
    let proof: Proof

    func code(_ text: String) -> String { hex(hmac(key, Array(text.utf8))) }

    /// Follows the signatures of the chunks, and that of the trailer, from the request's own.
    func examine(_ body: ChunkedBody) throws(Examiner.Fault) {
        var last = proof.signature
        for (number, chunk) in body.chunks.enumerated() {
            let text =
                "AWS4-HMAC-SHA256-PAYLOAD\n\(proof.stamp)\n\(proof.scopeText)\n\(last)\n"
                + "\(hex(sha256([])))\n\(hex(sha256(chunk.content)))"
            last = code(text)
            guard chunk.signature == last else { throw .chunk(number) }
        }
        guard let signature = body.trailers.first(where: { $0.name == "x-amz-trailer-signature" })?.value else {
            if body.trailers.isEmpty { return }
            throw .trailer
        }
        let lines = body.trailers.filter { $0.name != "x-amz-trailer-signature" }.map { "\($0.name):\($0.value)\n" }
        let text =
            "AWS4-HMAC-SHA256-TRAILER\n\(proof.stamp)\n\(proof.scopeText)\n\(last)\n"
            + hex(sha256(Array(lines.joined().utf8)))
        guard signature == code(text) else { throw .trailer }
    }
}

/// A body in the coding `aws-chunked`, taken apart.
private struct ChunkedBody {
    private(set) var chunks: [(content: [UInt8], signature: String?)] = []
    private(set) var trailers: [(name: String, value: String)] = []

    var content: [UInt8] { chunks.flatMap(\.content) }

    init(_ bytes: [UInt8]) throws(Examiner.Fault) {
        var rest = bytes[...]
        repeat {
            let head = try Self.line(&rest).split(separator: ";chunk-signature=")
            guard let count = head.first.flatMap({ Int($0, radix: 16) }), count <= rest.count else {
                throw .malformed("the head of a chunk")
            }
            chunks.append((Array(rest.prefix(count)), head.count > 1 ? String(head[1]) : nil))
            rest = rest.dropFirst(count)
            if count > 0, try !Self.line(&rest).isEmpty { throw .malformed("the end of a chunk") }
        } while chunks.last?.content.isEmpty == false
        while true {
            let line = try Self.line(&rest)
            if line.isEmpty { break }
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { throw .malformed("a trailer") }
            trailers.append((String(parts[0]), String(parts[1])))
        }
        guard rest.isEmpty else { throw .malformed("there is more after the end") }
    }

    private static func line(_ rest: inout ArraySlice<UInt8>) throws(Examiner.Fault) -> String {
        guard let end = rest.firstIndex(of: 13), end + 1 < rest.endIndex, rest[end + 1] == 10 else {
            throw .malformed("a line without an end")
        }
        defer { rest = rest[(end + 2)...] }
        return String(decoding: rest[..<end], as: UTF8.self)
    }
}

private func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
    return digest
}

private func hmac(_ key: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: 32)
    COpenSSL.HMAC(EVP_sha256(), key, Int32(key.count), bytes, bytes.count, &code, nil)
    return code
}

private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
