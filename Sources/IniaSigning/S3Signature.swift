internal import IniaDigests
public import IniaHTTP
public import IniaPrimitives
internal import IniaText

/// The old signature of S3: HMAC-SHA1 over a few headers and the resource.
///
/// AWS: "Signing and authenticating REST requests", S3 user guide (Signature Version 2). Newer regions refuse it.
public enum S3Signature {
    /// A request with its signature, and the text that was signed.
    public struct Result: Sendable {
        /// The request, ready to be sent.
        public let request: HTTPRequest
        /// The signature in base64.
        public let signature: String
        /// The text that was signed.
        public let stringToSign: String
    }

    /// The request with a signature in its `Authorization` header.
    ///
    /// - Parameter resource: the path with the bucket's name at its start, where the URL has it in the host instead.
    /// - Throws: ``SigningError`` where credentials or time cannot stand in a request.
    public static func signed(
        _ request: HTTPRequest, resource: String? = nil, credentials: Credentials, at time: Timestamp
    ) throws(SigningError) -> Result {
        var request = request
        let text = try prepare(&request, resource, credentials, date: try SigningTime.httpDate(time))
        let signature = code(for: [UInt8](text.utf8), credentials)
        try request.headers.replace("Authorization", "AWS \(credentials.accessKeyID):\(signature)")
        return Result(request: request, signature: signature, stringToSign: text)
    }

    /// The request with a signature in its query: a URL that whoever holds it may use until it expires.
    ///
    /// - Parameter seconds: for how long the URL is valid, in seconds.
    /// - Throws: ``SigningError`` where credentials cannot stand in a request.
    public static func presigned(
        _ request: HTTPRequest, resource: String? = nil, expiresIn seconds: Int, credentials: Credentials,
        at time: Timestamp
    ) throws(SigningError) -> Result {
        var request = request
        let expires = String(time.seconds.addingReportingOverflow(Int64(seconds)).partialValue)
        let text = try prepare(&request, resource, credentials, date: expires)
        let signature = code(for: [UInt8](text.utf8), credentials)
        let query = QueryParameters.text(
            parameters(request.headers, expires, signature, credentials))
        request.url.query = request.url.query.flatMap { $0.isEmpty ? nil : "\($0)&\(query)" } ?? query
        request.headers.remove("Date")
        return Result(request: request, signature: signature, stringToSign: text)
    }

    /// The authentication code of a text, in base64.
    static func code(for text: [UInt8], _ credentials: Credentials) -> String {
        HMAC(.sha1, key: [UInt8](credentials.secretAccessKey.utf8)).code(for: text).base64
    }

    private static func prepare(
        _ request: inout HTTPRequest, _ resource: String?, _ credentials: Credentials, date: String
    ) throws(SigningError) -> String {
        if let token = credentials.sessionToken, !token.isEmpty {
            try request.headers.replace("x-amz-security-token", token)
        }
        try request.headers.replace("Date", date)
        var text = "\(request.method.uppercased())\n"
        for name in ["Content-MD5", "Content-Type", "Date"] {
            text += trimmed(request.headers[name] ?? "") + "\n"
        }
        for (name, value) in amazonHeaders(request.headers) { text += "\(name):\(value)\n" }
        return text + (resource ?? request.url.path) + subresources(request.url.query)
    }

    private static func amazonHeaders(_ headers: HTTPHeaders) -> [(name: String, value: String)] {
        var values: [String: [String]] = [:]
        for field in headers.fields {
            let name = field.name.lowercased()
            if name.hasPrefix("x-amz-") { values[name, default: []].append(trimmed(field.value)) }
        }
        return values.sorted { $0.key < $1.key }.map { ($0.key, $0.value.joined(separator: ",")) }
    }

    /// The parameters of the query that say what is meant and not how, decoded, in order of their names.
    private static func subresources(_ query: String?) -> String {
        guard let query, !query.isEmpty else { return "" }
        var found: [(place: Int, name: Substring, text: String)] = []
        for (place, pair) in query.split(separator: "&", omittingEmptySubsequences: false).enumerated() {
            let end = pair.firstIndex(of: "=") ?? pair.endIndex
            let name = pair[..<end]
            guard signedParameters.contains(String(name)) else { continue }
            let value = end == pair.endIndex ? "" : "=\(Percent.decode(String(pair[end...].dropFirst())))"
            found.append((place, name, name + value))
        }
        guard !found.isEmpty else { return "" }
        return "?" + found.sorted { ($0.name, $0.place) < ($1.name, $1.place) }.map(\.text).joined(separator: "&")
    }

    private static func parameters(
        _ headers: HTTPHeaders, _ expires: String, _ signature: String, _ credentials: Credentials
    ) -> [(name: String, value: String)] {
        var parameters: [(name: String, value: String)] = [
            ("AWSAccessKeyId", credentials.accessKeyID), ("Signature", signature),
        ]
        var names: Set<String> = []
        for field in headers.fields {
            let name = field.name.lowercased()
            if name == "date" {
                parameters.append(("Expires", expires))
            } else if name.hasPrefix("x-amz-") || name == "content-md5" || name == "content-type" {
                if names.insert(name).inserted { parameters.append((name, field.value)) }
            }
        }
        return parameters
    }

    private static func trimmed(_ value: String) -> String {
        var value = Substring(value)
        while value.first?.isWhitespace == true { value.removeFirst() }
        while value.last?.isWhitespace == true { value.removeLast() }
        return String(value)
    }

    private static let signedParameters: Set<String> = [
        "accelerate", "acl", "analytics", "cors", "defaultObjectAcl", "delete", "inventory", "lifecycle", "location",
        "logging", "metrics", "notification", "object-lock", "partNumber", "policy", "replication", "requestPayment",
        "response-cache-control", "response-content-disposition", "response-content-encoding",
        "response-content-language", "response-content-type", "response-expires", "restore", "select", "select-type",
        "storageClass", "tagging", "torrent", "uploadId", "uploads", "versionId", "versioning", "versions", "website",
    ]
}

extension S3Signature.Result: CustomReflectable {
    /// What may be shown: neither the signature nor what was signed.
    public var customMirror: Mirror { Mirror(self, children: ["request": request]) }
}
