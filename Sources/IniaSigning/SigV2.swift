internal import IniaDigests
public import IniaHTTP
public import IniaPrimitives

/// Signature Version 2, which SimpleDB still asks for: HMAC-SHA256 over the parameters of a form or a query.
///
/// AWS: "Signature Version 2 signing process", AWS general reference.
public enum SigV2 {
    /// Parameters with their signature, and the text that was signed.
    public struct Result: Sendable {
        /// The parameters, those of the signature after all others.
        public let parameters: [(name: String, value: String)]
        /// The signature in base64.
        public let signature: String
        /// The text that was signed.
        public let stringToSign: String
    }

    /// The parameters with a signature, which replaces an earlier one.
    ///
    /// - Parameters:
    ///   - parameters: those of the form in the body, or of the query where there is no body.
    ///   - url: where they go; its query takes no part.
    /// - Throws: ``SigningError`` where the time cannot be written.
    public static func signed(
        _ parameters: [(name: String, value: String)], method: String, url: HTTPURL, credentials: Credentials,
        at time: Timestamp
    ) throws(SigningError) -> Result {
        var added: [(name: String, value: String)] = [
            ("AWSAccessKeyId", credentials.accessKeyID), ("SignatureVersion", "2"),
            ("SignatureMethod", "HmacSHA256"), ("Timestamp", try SigningTime.iso8601(time)),
        ]
        if let token = credentials.sessionToken, !token.isEmpty { added.append(("SecurityToken", token)) }
        let replaced = Set(added.map(\.name) + ["Signature"])
        let all = parameters.filter { !replaced.contains($0.name) } + added
        let host = url.host.contains(":") ? "[\(url.host)]" : url.host
        let authority = url.port.map { "\(host):\($0)" } ?? host
        let text =
            "\(method)\n\(authority)\n\(url.path.isEmpty ? "/" : url.path)\n"
            + QueryParameters.text(all.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
        let key = HMAC(.sha256, key: [UInt8](credentials.secretAccessKey.utf8))
        let signature = key.code(for: text).base64
        return Result(parameters: all + [("Signature", signature)], signature: signature, stringToSign: text)
    }
}

extension SigV2.Result: CustomReflectable {
    /// What may be shown: neither the signature nor what was signed.
    public var customMirror: Mirror { Mirror(self, children: ["names": parameters.map(\.name)]) }
}
