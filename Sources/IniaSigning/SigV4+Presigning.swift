public import IniaHTTP
public import IniaPrimitives
internal import IniaText

extension SigV4 {
    /// The content type that stands for nothing once a form has moved into the query.
    private static let formType = "application/x-www-form-urlencoded; charset=utf-8"

    /// The request with a signature in its query: a URL that whoever holds it may use until it expires.
    ///
    /// S3 signs the payload as ``PayloadHash/unsigned``; other services sign the hash of the body that will be sent,
    /// which is ``PayloadHash/empty`` once its members have moved.
    ///
    /// - Parameters:
    ///   - parameters: the members of the body, which move into the query and take the form's content type with them;
    ///     of the query's own parameters each name then stands once, with its first value, as botocore has it. Where
    ///     this is nil, body, content type and the query's own text stay as they are.
    ///   - leavesSeparator: whether a query that is otherwise empty begins with an ampersand, which is signed as a
    ///     parameter without a name: botocore leaves it where nothing but empty lists moved.
    ///   - seconds: for how long the URL is valid, in seconds; services take up to 604,800.
    /// - Throws: ``SigningError`` where credentials or time cannot stand in a request.
    public func presigned(
        _ request: HTTPRequest, moving parameters: [(name: String, value: String)]? = nil,
        leavingSeparator leavesSeparator: Bool = false, payload: PayloadHash, expiresIn seconds: Int,
        credentials: Credentials, at time: Timestamp, keys: SigningKeys
    ) throws(SigningError) -> SignedRequest {
        let scope = SigningScope(self, try SigningTime(time))
        var request = request
        request.headers.remove("Authorization")
        if parameters != nil {
            if request.headers["Content-Type"] == Self.formType { request.headers.remove("Content-Type") }
            request.body = .empty
        }
        var query = QueryParameters(verbatim: request.url.query ?? "")
        if let parameters { query = QueryParameters(request.url.query, replacing: parameters) }
        query.append(
            authentication(scope, CanonicalHeaders(request).signed, seconds, credentials),
            afterSeparator: leavesSeparator)
        request.url.query = query.text
        let canonical = CanonicalRequest(
            request, path: canonicalPath(request.url.path), query: CanonicalQuery.text(query.text),
            payload: request.headers["X-Amz-Content-SHA256"] ?? payload.text)
        let signature = try sign(canonical, scope, credentials, keys)
        query.append([("X-Amz-Signature", signature.text)])
        if !isTokenSigned { query.append(token(credentials)) }
        request.url.query = query.text
        return SignedRequest(request: request, canonical: canonical, signature: signature)
    }

    private func authentication(
        _ scope: SigningScope, _ signedHeaders: String, _ seconds: Int, _ credentials: Credentials
    ) -> [(name: String, value: String)] {
        var parameters: [(name: String, value: String)] = [
            ("X-Amz-Algorithm", scope.algorithmName),
            ("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope.text)"),
            ("X-Amz-Date", scope.time.stamp),
            ("X-Amz-Expires", String(seconds)),
            ("X-Amz-SignedHeaders", signedHeaders),
        ]
        if algorithm == .ecdsa { parameters.append(("X-Amz-Region-Set", region)) }
        return isTokenSigned ? parameters + token(credentials) : parameters
    }

    private func token(_ credentials: Credentials) -> [(name: String, value: String)] {
        guard let token = credentials.sessionToken else { return [] }
        return [(tokenName == .security ? "X-Amz-Security-Token" : "X-Amz-S3session-Token", token)]
    }
}

/// The parameters of a query, in order.
struct QueryParameters {
    /// The parameters percent-encoded, with ampersands between them.
    private(set) var text: String

    /// Takes a query as it is written.
    init(verbatim text: String) { self.text = text }

    /// Takes the parameters of a query, the first value of each name, with others in place of those of the same names
    /// or after all of them.
    init(_ query: String?, replacing parameters: [(name: String, value: String)]) {
        let values = Dictionary(parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        var names: Set<String> = []
        var all: [(name: String, value: String)] = []
        for field in FormEncoding.decode(query ?? "") where names.insert(field.name).inserted {
            all.append((field.name, values[field.name] ?? field.value))
        }
        all += parameters.filter { !names.contains($0.name) }
        text = Self.text(all)
    }

    /// Puts parameters after all others, and after an ampersand where there are others or one is wanted.
    mutating func append(_ parameters: [(name: String, value: String)], afterSeparator isSeparated: Bool = false) {
        guard !parameters.isEmpty else { return }
        if isSeparated || !text.isEmpty { text += "&" }
        text += Self.text(parameters)
    }

    static func text(_ parameters: [(name: String, value: String)]) -> String {
        parameters.map { "\(Percent.encode($0.name))=\(Percent.encode($0.value))" }.joined(separator: "&")
    }
}
