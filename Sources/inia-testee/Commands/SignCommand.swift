import IniaDigests
import IniaHTTP
import IniaPrimitives
import IniaSigning
import IniaText

/// `sign`: one signature by itself.
struct SignCommand: Command {
    static let name = "sign"

    func answer(_ line: Line) async throws -> Document { try SignLine(line).answer() }
}

/// A line of the command `sign`.
private struct SignLine {
    let algorithm: String
    let request: HTTPRequest
    let body: Bytes
    let time: Timestamp
    let service: String
    let region: String
    let options: Document
    let credentials: LineCredentials
    let token: String?

    init(_ line: Line) throws {
        algorithm = try line.requiredText("algorithm")
        time = try line.now
        service = try line.text("service") ?? ""
        region = try line.text("region") ?? ""
        options = try line.document("options") ?? .null
        credentials = try line.credentials
        token = try line.token
        let given = try line.document("request") ?? .null
        body = Base64.decode(given["bodyBase64"]?.asString ?? "") ?? Bytes()
        var request = HTTPRequest(
            method: given["method"]?.asString ?? "GET", url: try Self.url(given["url"]?.asString ?? ""),
            body: .bytes(body))
        for field in given["headers"]?.asList ?? [] {
            // Some vectors fold a value over several lines; RFC 9110 section 5.5 has spaces in place of the folds.
            let value = (field[1]?.asString ?? "").split(whereSeparator: \.isNewline).joined(separator: " ")
            try request.headers.add(field[0]?.asString ?? "", value)
        }
        self.request = request
    }

    func answer() throws -> Document {
        if algorithm == "bearer" {
            guard let token else { return .error("credentials", "there is no token") }
            return .answer(["request": report(try BearerToken(token).signed(request))])
        }
        guard case .fixed(let id, let secret, let session, _) = credentials else {
            return .error("credentials", "there are no credentials")
        }
        let credentials = Credentials(accessKeyID: id, secretAccessKey: secret, sessionToken: session)
        switch algorithm {
        case "v4", "v4-query", "s3v4", "s3v4-query", "v4a", "v4a-query": return try version4(credentials)
        case "v2": return try version2(credentials)
        case "v3": return .answer(["request": report(try SigV3.signed(request, credentials: credentials, at: time))])
        case "s3": return s3(try S3Signature.signed(request, credentials: credentials, at: time))
        case "s3-query":
            return s3(try S3Signature.presigned(request, expiresIn: expires, credentials: credentials, at: time))
        default: throw Unsupported("algorithm \(algorithm)")
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
                request, moving: movesParameters ? [] : nil, payload: payload, expiresIn: expires,
                credentials: credentials, at: time, keys: keys)
            : try signer.signed(request, payload: payload, credentials: credentials, at: time, keys: keys)
        let answer = Document.answer([
            "canonicalRequest": .string(signed.canonicalRequest), "stringToSign": .string(signed.stringToSign),
            "signature": .string(signed.signature), "request": report(signed.request),
        ])
        guard signer.algorithm == .ecdsa else { return answer }
        let key = try keys.privateKey(for: credentials).publicKey
        let point = Document.map(["x": .string(Digest(key.x).hex), "y": .string(Digest(key.y).hex)])
        return .map(answer.asEntries + [.init(key: "publicKey", value: point)])
    }

    private func signer() -> SigV4 {
        let isS3 = algorithm.hasPrefix("s3")
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

    /// Whether presigning goes as botocore does it, which knows neither SigV4A nor a body beside the query.
    private var movesParameters: Bool { !algorithm.hasPrefix("v4a") && body.isEmpty }

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
        return .answer([
            "stringToSign": .string(signed.stringToSign), "signature": .string(signed.signature),
            "request": report(request),
        ])
    }

    private func s3(_ signed: S3Signature.Result) -> Document {
        .answer([
            "stringToSign": .string(signed.stringToSign), "signature": .string(signed.signature),
            "request": report(signed.request),
        ])
    }

    private func option(_ name: String) -> Bool? { options[name]?.asBoolean }

    private var expires: Int { Int(options["expires"]?.asInteger ?? 3600) }

    private func report(_ request: HTTPRequest) -> Document {
        let headers = request.headers.fields.map { Document.list([.string($0.name), .string($0.value)]) }
        var body = Bytes()
        if case .bytes(let bytes) = request.body.content { body = bytes }
        return .answer([
            "method": .string(request.method), "url": .string(request.url.text), "headers": .list(headers),
            "bodyBase64": .string(Base64.encode(body)),
        ])
    }

    /// A URL whose path and query may hold what no URL on the wire does; vectors have spaces and letters there.
    private static func url(_ text: String) throws -> HTTPURL {
        guard let start = text.firstIndex(of: ":").flatMap({ text.index($0, offsetBy: 3, limitedBy: text.endIndex) })
        else { throw MalformedLine("not a URL: \(text)") }
        let end = text[start...].firstIndex { $0 == "/" || $0 == "?" } ?? text.endIndex
        guard var url = HTTPURL(String(text[..<end])) else { throw MalformedLine("not a URL: \(text)") }
        let mark = text[end...].firstIndex(of: "?") ?? text.endIndex
        url.path = String(text[end..<mark])
        url.query = mark == text.endIndex ? nil : String(text[mark...].dropFirst())
        return url
    }
}
