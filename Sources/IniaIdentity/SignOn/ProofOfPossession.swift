internal import IniaDigests
internal import IniaHTTP
internal import IniaHost
internal import IniaPrimitives
internal import IniaText

/// Adds the header that proves who holds the key of a refresh token (DPoP, RFC 9449).
struct ProofOfPossession {
    let key: P256PrivateKey
    let clock: any HostClock
    let entropy: any Entropy

    @Sendable func add(to request: inout HTTPRequest) throws {
        try request.headers.set("DPoP", try proof(of: request.method, request.url.text))
    }

    /// A signed JWT that names the request.
    private func proof(of method: String, _ url: String) throws(DigestError) -> String {
        let text = { (value: String) in Document.string(value) }
        let header: [Document.Entry] = [
            .init(key: "typ", value: text("dpop+jwt")), .init(key: "alg", value: text("ES256")),
            .init(
                key: "jwk",
                value: .map([
                    .init(key: "kty", value: text("EC")), .init(key: "x", value: text(base64URL(key.publicKey.x))),
                    .init(key: "y", value: text(base64URL(key.publicKey.y))), .init(key: "crv", value: text("P-256")),
                ])),
        ]
        let claims: [Document.Entry] = [
            .init(key: "htm", value: text(method)), .init(key: "htu", value: text(url)),
            .init(key: "iat", value: .integer(clock.now.seconds)), .init(key: "jti", value: text(entropy.uuid())),
        ]
        let message = "\(base64URL(JSONWriter.bytes(.map(header)))).\(base64URL(JSONWriter.bytes(.map(claims))))"
        return "\(message).\(base64URL(try key.plainSignature(of: Array(message.utf8))))"
    }

    /// Base64 with the alphabet for URLs, and without padding (RFC 4648 section 5).
    private func base64URL(_ bytes: [UInt8]) -> String {
        String(
            Base64.encode(Bytes(bytes)).compactMap { character -> Character? in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }
}
