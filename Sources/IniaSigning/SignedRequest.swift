public import IniaHTTP

/// A request with its signature, and how the signature came about.
///
/// All of it may hold secrets: a presigned URL is as good as the credentials, and a session token is a header.
public struct SignedRequest: Sendable {
    /// The request, ready to be sent.
    public var request: HTTPRequest
    /// The names of the headers that the signature covers, in lower case and with semicolons between them.
    public let signedHeaders: String
    /// What streams that follow the request go on from.
    public let seed: SigningSeed

    private let canonical: CanonicalRequest
    private let proof: Signature

    init(request: HTTPRequest, canonical: CanonicalRequest, signature: Signature) {
        self.request = request
        self.canonical = canonical
        proof = signature
        signedHeaders = canonical.signedHeaders
        seed = SigningSeed(signature)
    }

    /// The signature in hexadecimal digits.
    public var signature: String { proof.text }
    /// The request in the form in which it was hashed, to compare with what a service reports.
    public var canonicalRequest: String { String(decoding: canonical.bytes, as: UTF8.self) }
    /// The text that was signed.
    public var stringToSign: String { String(decoding: proof.stringToSign, as: UTF8.self) }
}

extension SignedRequest: CustomDebugStringConvertible, CustomReflectable {
    /// The method and the host; never the signature.
    public var debugDescription: String { "SignedRequest(\(request.method) \(request.url.host))" }

    /// What may be shown.
    public var customMirror: Mirror { Mirror(self, children: ["method": request.method, "host": request.url.host]) }
}
