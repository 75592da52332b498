import IniaDigests
import IniaFormats
import IniaHTTP
import IniaPrimitives
import IniaSigning

/// The command `sign`: one signature by itself.
struct Sign {
    private let line: Document
    private let algorithm: String
    private let request: HTTPRequest
    private let body: Bytes
    private let time: Timestamp

    static func answer(_ line: Document) throws -> Document {
        guard let algorithm = line["algorithm"]?.asString else { throw BadLine("no algorithm") }
        return try Sign(line, algorithm).answer()
    }

    private init(_ line: Document, _ algorithm: String) throws {
        self.line = line
        self.algorithm = algorithm
        body = Base64.decode(line["request"]?["bodyBase64"]?.asString ?? "") ?? Bytes()
        time = try Dates.parse(line["now"]?.asString ?? "2026-01-02T03:04:05Z")
        var request = HTTPRequest(
            method: line["request"]?["method"]?.asString ?? "GET",
            url: try Self.url(line["request"]?["url"]?.asString ?? ""), body: .bytes(body))
        for field in line["request"]?["headers"]?.asList ?? [] {
            // The vectors fold header values over several lines, which RFC 9110 section 5.5 lets a client join.
            let value = (field[1]?.asString ?? "").split(whereSeparator: \.isNewline).joined(separator: " ")
            try request.headers.add(field[0]?.asString ?? "", value)
        }
        self.request = request
    }

    private func answer() throws -> Document {
        if algorithm == "bearer" { return try bearer() }
        guard let credentials = credentials() else {
            return .object([("error", .object([("type", .string("credentials")), ("message", .string("none"))]))])
        }
        switch algorithm {
        case "v4", "v4-query", "s3v4", "s3v4-query", "v4a", "v4a-query": return try version4(credentials)
        case "v2": return try version2(credentials)
        case "v3": return .object([("request", report(try SigV3.signed(request, credentials: credentials, at: time)))])
        case "s3": return s3(try S3Signature.signed(request, credentials: credentials, at: time))
        case "s3-query":
            return s3(try S3Signature.presigned(request, expiresIn: expires, credentials: credentials, at: time))
        default: return .object([("unsupported", .string("algorithm \(algorithm)"))])
        }
    }

    private func version4(_ credentials: Credentials) throws -> Document {
        let keys = SigningKeys()
        let isQuery = algorithm.hasSuffix("-query")
        let signer = signer()
        let payload = payload(isQuery: isQuery)
        let signed =
            isQuery
            ? try signer.presigned(
                request, payload: payload, expiresIn: expires, credentials: credentials, at: time, keys: keys)
            : try signer.signed(request, payload: payload, credentials: credentials, at: time, keys: keys)
        var answer: [(String, Document)] = [
            ("canonicalRequest", .string(signed.canonicalRequest)), ("stringToSign", .string(signed.stringToSign)),
            ("signature", .string(signed.signature)), ("request", report(signed.request)),
        ]
        if signer.algorithm == .ecdsa {
            let key = try keys.privateKey(for: credentials).publicKey
            let point: [(String, Document)] = [
                ("x", .string(Digest(key.x).hex)), ("y", .string(Digest(key.y).hex)),
            ]
            answer.append(("publicKey", .object(point)))
        }
        return .object(answer)
    }

    private func signer() -> SigV4 {
        let isS3 = algorithm.hasPrefix("s3")
        let service = line["service"]?.asString ?? ""
        let region = line["region"]?.asString ?? ""
        let kind = algorithm.hasPrefix("v4a") ? SigV4.Algorithm.ecdsa : .hmac
        var signer =
            isS3 ? SigV4.s3(service: service, region: region) : SigV4(service: service, region: region, algorithm: kind)
        if option("normalizePath") != nil || option("doubleEncode") != nil {
            signer.isPathNormalized = option("normalizePath") ?? true
            signer.isPathEncodedTwice = option("doubleEncode") ?? true
        }
        if option("signBody") == true { signer.sendsPayloadHash = true }
        signer.isTokenSigned = option("omitSessionToken") != true
        return signer
    }

    private func payload(isQuery: Bool) -> PayloadHash {
        if option("unsignedPayload") == true || (isQuery && algorithm.hasPrefix("s3")) { return .unsigned }
        return PayloadHash(sha256: SHA256.digest(of: body))
    }

    private func version2(_ credentials: Credentials) throws -> Document {
        let parameters = FormEncoding.decode(body.isEmpty ? request.url.query ?? "" : body.text)
        let signed = try SigV2.signed(
            parameters, method: request.method, url: request.url, credentials: credentials, at: time)
        var request = request
        let text = FormEncoding.encode(signed.parameters)
        if body.isEmpty { request.url.query = text } else { request.body = .bytes(Bytes(utf8: text)) }
        return .object([
            ("stringToSign", .string(signed.stringToSign)), ("signature", .string(signed.signature)),
            ("request", report(request)),
        ])
    }

    private func s3(_ signed: S3Signature.Result) -> Document {
        .object([
            ("stringToSign", .string(signed.stringToSign)), ("signature", .string(signed.signature)),
            ("request", report(signed.request)),
        ])
    }

    private func bearer() throws -> Document {
        guard let token = line["token"]?.asString else {
            return .object([("error", .object([("type", .string("credentials")), ("message", .string("no token"))]))])
        }
        return .object([("request", report(try BearerToken(token).signed(request)))])
    }

    private func credentials() -> Credentials? {
        guard let given = line["credentials"] else {
            return Credentials(
                accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
        }
        guard let id = given["accessKeyId"]?.asString, let secret = given["secretAccessKey"]?.asString else { return nil }
        return Credentials(accessKeyID: id, secretAccessKey: secret, sessionToken: given["sessionToken"]?.asString)
    }

    private func option(_ name: String) -> Bool? { line["options"]?[name]?.asBoolean }

    private var expires: Int { Int(line["options"]?["expires"]?.asInteger ?? 3600) }

    private func report(_ request: HTTPRequest) -> Document {
        let headers = request.headers.fields.map { Document.list([.string($0.name), .string($0.value)]) }
        var body = Bytes()
        if case .bytes(let bytes) = request.body.content { body = bytes }
        return .object([
            ("method", .string(request.method)), ("url", .string(request.url.text)), ("headers", .list(headers)),
            ("bodyBase64", .string(Base64.encode(body))),
        ])
    }

    /// A URL whose path and query may hold what no URL on the wire does; vectors have spaces and letters there.
    private static func url(_ text: String) throws -> HTTPURL {
        let start = text.utf8.firstIndex(of: UInt8(ascii: ":")).flatMap { text.index($0, offsetBy: 3, limitedBy: text.endIndex) }
        guard let start else { throw BadLine("not a URL: \(text)") }
        let end = text[start...].firstIndex { $0 == "/" || $0 == "?" } ?? text.endIndex
        guard var url = HTTPURL(String(text[..<end])) else { throw BadLine("not a URL: \(text)") }
        let mark = text[end...].firstIndex(of: "?") ?? text.endIndex
        url.path = String(text[end..<mark])
        url.query = mark == text.endIndex ? nil : String(text[mark...].dropFirst())
        return url
    }
}
