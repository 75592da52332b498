internal import IniaDigests
public import IniaPrimitives
internal import IniaText

/// Signs URLs and cookies for private content behind CloudFront.
///
/// AWS: "Serve private content with signed URLs and signed cookies", CloudFront developer guide.
public struct CloudFrontSigner: Sendable {
    /// What a custom policy allows, and when and from where.
    public struct Policy: Sendable {
        /// The URL, in which `*` and `?` stand for any characters.
        public var resource: String
        /// When access ends.
        public var endsAt: Timestamp
        /// When access begins, if not at once.
        public var beginsAt: Timestamp?
        /// The address or the range, such as `192.0.2.0/24`, that access is allowed from, if not any.
        public var sourceAddress: String?

        /// Creates a policy from its parts.
        public init(
            resource: String, endsAt: Timestamp, beginsAt: Timestamp? = nil, sourceAddress: String? = nil
        ) {
            self.resource = resource
            self.endsAt = endsAt
            self.beginsAt = beginsAt
            self.sourceAddress = sourceAddress
        }

        /// The policy's JSON, in the one order that CloudFront rebuilds for a canned policy.
        public var text: String {
            var conditions = [Self.condition("DateLessThan", "AWS:EpochTime", .integer(endsAt.seconds))]
            if let sourceAddress, !sourceAddress.isEmpty {
                let range = sourceAddress.contains("/") ? sourceAddress : "\(sourceAddress)/32"
                conditions.append(Self.condition("IpAddress", "AWS:SourceIp", .string(range)))
            }
            if let beginsAt {
                conditions.append(Self.condition("DateGreaterThan", "AWS:EpochTime", .integer(beginsAt.seconds)))
            }
            let statement = Document.map([
                .init(key: "Resource", value: .string(resource)), .init(key: "Condition", value: .map(conditions)),
            ])
            return JSONWriter.text(
                .map([.init(key: "Statement", value: .list([statement]))]), style: .compactASCII)
        }

        private static func condition(_ name: String, _ key: String, _ value: Document) -> Document.Entry {
            .init(key: name, value: .map([.init(key: key, value: value)]))
        }
    }

    private let keyPairID: String
    private let key: RSAPrivateKey

    /// Creates a signer from the public key's ID at CloudFront and the private key.
    ///
    /// - Parameters:
    ///   - privateKey: an RSA key's text in PEM, the content of the file that was made with the public key.
    ///   - passphrase: opens a key that is encrypted.
    /// - Throws: ``SigningError`` with ``SigningError/Code/unusableKey`` where the text is no such key.
    public init(keyPairID: String, privateKey: String, passphrase: String = "") throws(SigningError) {
        self.keyPairID = keyPairID
        do { key = try RSAPrivateKey(pem: privateKey, passphrase: passphrase) } catch {
            throw SigningError(.unusableKey, during: "reading the private key", cause: error)
        }
    }

    /// A URL that works until a time.
    ///
    /// - Throws: ``SigningError`` with ``SigningError/Code/cryptography`` where the key cannot sign.
    public func url(_ url: String, endsAt time: Timestamp) throws(SigningError) -> String {
        let signature = try signature(of: Policy(resource: url, endsAt: time).text)
        return Self.url(url, [("Expires", String(time.seconds)), ("Signature", signature), ("Key-Pair-Id", keyPairID)])
    }

    /// A URL that works as a policy says.
    ///
    /// - Parameter policy: the policy's JSON; ``Policy/text`` writes one.
    /// - Throws: ``SigningError`` with ``SigningError/Code/cryptography`` where the key cannot sign.
    public func url(_ url: String, policy: String) throws(SigningError) -> String {
        let signature = try signature(of: policy)
        return Self.url(
            url, [("Policy", Self.encoded([UInt8](policy.utf8))), ("Signature", signature), ("Key-Pair-Id", keyPairID)])
    }

    /// The cookies that open a URL until a time.
    ///
    /// - Throws: ``SigningError`` with ``SigningError/Code/cryptography`` where the key cannot sign.
    public func cookies(
        _ url: String, endsAt time: Timestamp
    ) throws(SigningError) -> [(name: String, value: String)] {
        [
            ("CloudFront-Expires", String(time.seconds)),
            ("CloudFront-Signature", try signature(of: Policy(resource: url, endsAt: time).text)),
            ("CloudFront-Key-Pair-Id", keyPairID),
        ]
    }

    /// The cookies that open what a policy says.
    ///
    /// - Throws: ``SigningError`` with ``SigningError/Code/cryptography`` where the key cannot sign.
    public func cookies(policy: String) throws(SigningError) -> [(name: String, value: String)] {
        [
            ("CloudFront-Policy", Self.encoded([UInt8](policy.utf8))),
            ("CloudFront-Signature", try signature(of: policy)),
            ("CloudFront-Key-Pair-Id", keyPairID),
        ]
    }

    private func signature(of policy: String) throws(SigningError) -> String {
        do { return Self.encoded(try key.sha1Signature(of: [UInt8](policy.utf8))) } catch {
            throw SigningError(.cryptography, during: "signing for CloudFront", cause: error)
        }
    }

    private static func url(_ url: String, _ parameters: [(name: String, value: String)]) -> String {
        let query = parameters.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        return "\(url)\(url.contains("?") ? "&" : "?")\(query)"
    }

    /// CloudFront's base64, whose letters all may stand in a URL.
    private static func encoded(_ bytes: [UInt8]) -> String {
        String(Base64.encode(Bytes(bytes)).map { $0 == "+" ? "-" : $0 == "=" ? "_" : $0 == "/" ? "~" : $0 })
    }
}
