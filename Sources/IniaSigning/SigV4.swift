internal import IniaDigests
public import IniaHTTP
public import IniaPrimitives

/// Signature Version 4, and its asymmetric form 4A, for one service in one region.
///
/// AWS: "Create a signed AWS API request", IAM user guide. Time, payload hash and credentials are arguments; nothing
/// here reads a clock or a body.
public struct SigV4: Hashable, Sendable {
    /// What the signature is made with.
    public enum Algorithm: Hashable, Sendable {
        /// HMAC-SHA256 with a key for one day, region and service: SigV4.
        case hmac
        /// ECDSA on P-256 with a key that holds in a set of regions: SigV4A.
        case ecdsa

        /// The name under which signatures of the kind go.
        var name: String {
            switch self {
            case .hmac: "AWS4-HMAC-SHA256"
            case .ecdsa: "AWS4-ECDSA-P256-SHA256"
            }
        }
    }

    /// How a session token is called where it stands in a request.
    public enum TokenName: Hashable, Sendable {
        /// `X-Amz-Security-Token`, of temporary credentials.
        case security
        /// `X-Amz-S3session-Token`, of the sessions of S3 Express.
        case s3Session
    }

    /// What the signature is made with.
    public var algorithm = Algorithm.hmac
    /// The service's signing name.
    public var service: String
    /// The region, or for ``Algorithm/ecdsa`` the set of regions with commas between them; `*` is all of them.
    public var region: String
    /// Whether dot segments and repeated slashes are taken out of the path that is signed; not so for S3.
    public var isPathNormalized = true
    /// Whether the path, percent-encoded as it is, is encoded once more for the signature; not so for S3.
    public var isPathEncodedTwice = true
    /// Whether `X-Amz-Content-SHA256` is sent with every signature in headers, as S3 needs it. It is sent in any case
    /// where it holds no hash: for a payload that is not signed, and for a stream of signed events.
    public var sendsPayloadHash = false
    /// How a session token is called.
    public var tokenName = TokenName.security
    /// Whether the signature covers the session token; where it does not, the token is added after signing.
    public var isTokenSigned = true

    /// Creates a signer by the rules that hold for most services.
    public init(service: String, region: String, algorithm: Algorithm = .hmac) {
        self.service = service
        self.region = region
        self.algorithm = algorithm
    }

    /// A signer by the rules of S3: the path is signed as it is sent, and the payload hash is always sent.
    public static func s3(service: String = "s3", region: String, algorithm: Algorithm = .hmac) -> SigV4 {
        var signer = SigV4(service: service, region: region, algorithm: algorithm)
        signer.isPathNormalized = false
        signer.isPathEncodedTwice = false
        signer.sendsPayloadHash = true
        return signer
    }

    /// A signer by the rules of S3 for the sessions of directory buckets.
    public static func s3Express(service: String = "s3express", region: String) -> SigV4 {
        var signer = s3(service: service, region: region)
        signer.tokenName = .s3Session
        return signer
    }

    /// The request with a signature in its headers, which replace those of an earlier signature.
    ///
    /// A `Date` header is set to the time and stands in for `X-Amz-Date`. An `X-Amz-Content-SHA256` that the request
    /// has already is what is signed, unless the payload hash itself is sent.
    ///
    /// - Parameter payload: the body's hash, or the word that says why there is none.
    /// - Throws: ``SigningError`` where credentials or time cannot stand in a request.
    public func signed(
        _ request: HTTPRequest, payload: PayloadHash, credentials: Credentials, at time: Timestamp, keys: SigningKeys
    ) throws(SigningError) -> SignedRequest {
        var request = request
        let (canonical, signature) = try authorize(
            &request, payload: payload, credentials: credentials, at: time, keys: keys)
        return SignedRequest(request: request, canonical: canonical, signature: signature)
    }

    /// Signs a request where it stands, as ``signed(_:payload:credentials:at:keys:)`` signs a copy.
    ///
    /// - Returns: what streams that follow the request go on from.
    package func sign(
        _ request: inout HTTPRequest, payload: PayloadHash, credentials: Credentials, at time: Timestamp,
        keys: SigningKeys
    ) throws(SigningError) -> SigningSeed {
        let (_, signature) = try authorize(
            &request, payload: payload, credentials: credentials, at: time, keys: keys)
        return SigningSeed(signature)
    }

    private func authorize(
        _ request: inout HTTPRequest, payload: PayloadHash, credentials: Credentials, at time: Timestamp,
        keys: SigningKeys
    ) throws(SigningError) -> (CanonicalRequest, Signature) {
        let scope = SigningScope(self, try SigningTime(time))
        try setHeaders(of: &request.headers, payload, credentials, scope, time)
        let canonical = CanonicalRequest(
            request, path: canonicalPath(request.url.path), query: CanonicalQuery.text(request.url.query),
            payload: request.headers["X-Amz-Content-SHA256"] ?? payload.text)
        let signature = try sign(canonical, scope, credentials, keys)
        try request.headers.replace(
            "Authorization",
            String(
                joining: scope.algorithmName, " Credential=", credentials.accessKeyID, "/", scope.text,
                ", SignedHeaders=", canonical.signedHeaders, ", Signature=", signature.text))
        if !isTokenSigned { try setToken(of: &request.headers, credentials) }
        return (canonical, signature)
    }

    private func setHeaders(
        of headers: inout HTTPHeaders, _ payload: PayloadHash, _ credentials: Credentials, _ scope: SigningScope,
        _ time: Timestamp
    ) throws(SigningError) {
        headers.remove("Authorization")
        headers.remove("X-Amz-Security-Token")
        headers.remove("X-Amz-Date")
        if algorithm == .hmac, headers.contains("Date") {
            // Zone "-0000" is what botocore sends here; servers read it as GMT.
            try headers.replace("Date", try SigningTime.httpDate(time).replacingGMT)
        } else {
            try headers.replace("X-Amz-Date", scope.time.stamp)
        }
        if algorithm == .ecdsa { try headers.replace("X-Amz-Region-Set", region) }
        if isTokenSigned { try setToken(of: &headers, credentials) }
        let isHashSent = sendsPayloadHash || payload == .unsigned || payload == .signedEvents(algorithm)
        if isHashSent { try headers.replace("X-Amz-Content-SHA256", payload.text) }
    }

    private func setToken(of headers: inout HTTPHeaders, _ credentials: Credentials) throws(SigningError) {
        guard let token = credentials.sessionToken, !token.isEmpty else { return }
        try headers.replace(tokenName == .security ? "X-Amz-Security-Token" : "x-amz-s3session-token", token)
    }

    /// The path as it is signed; an empty one is `/`, as it is on the wire.
    func canonicalPath(_ path: String) -> String {
        let path = isPathNormalized ? CanonicalPath.normalized(path) : path.isEmpty ? "/" : path
        return isPathEncodedTwice ? CanonicalPath.encoded(path) : path
    }

    func sign(
        _ canonical: CanonicalRequest, _ scope: SigningScope, _ credentials: Credentials, _ keys: SigningKeys
    ) throws(SigningError) -> Signature {
        let text = scope.stringToSign(digest: SHA256.digest(of: canonical.bytes))
        switch algorithm {
        case .hmac:
            let key = keys.key(for: credentials, day: scope.time.day, region: region, service: service)
            return Signature(text: key.code(for: text).hex, stringToSign: text, scope: scope, key: .symmetric(key))
        case .ecdsa:
            do {
                let key = try keys.privateKey(for: credentials)
                let signature = try key.signature(of: text)
                return Signature(
                    text: Digest(signature).hex, stringToSign: text, scope: scope, key: .asymmetric(key))
            } catch {
                throw SigningError(.cryptography, during: "signing with ECDSA", cause: error)
            }
        }
    }
}

extension String {
    /// A date of HTTP headers with its zone as a number.
    fileprivate var replacingGMT: String { hasSuffix("GMT") ? "\(dropLast(3))-0000" : self }
}
