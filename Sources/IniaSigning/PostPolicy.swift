internal import IniaDigests
public import IniaPrimitives
internal import IniaText

/// What a browser may upload to S3 with a form that was signed in advance.
///
/// AWS: "Creating a POST policy", S3 API reference.
public struct PostPolicy: Sendable {
    /// A field of the form.
    public typealias Field = (name: String, value: String)

    /// When uploading is no longer allowed.
    public var expiration: Timestamp
    /// What has to hold of the form: maps of one entry for equality, or lists like `["starts-with", "$key", "a/"]`.
    public var conditions: [Document]
    /// The form's fields, in order.
    public var fields: [Field]

    /// Creates a policy from its parts.
    public init(expiration: Timestamp, conditions: [Document] = [], fields: [Field] = []) {
        self.expiration = expiration
        self.conditions = conditions
        self.fields = fields
    }

    /// Creates the policy for uploading to a bucket under a key.
    ///
    /// - Parameters:
    ///   - key: the object's key; one that ends with `${filename}` stands for all keys that begin like it.
    ///   - conditions: further conditions, which come first.
    ///   - fields: further fields, which come first; each needs a condition.
    public init(
        bucket: String, key: String, conditions: [Document] = [], fields: [Field] = [], expiration: Timestamp
    ) {
        let variable = "${filename}"
        self.init(expiration: expiration, conditions: conditions, fields: fields)
        require("bucket", bucket)
        if key.hasSuffix(variable) {
            let prefix = String(key.dropLast(variable.count))
            self.conditions.append(.list([.string("starts-with"), .string("$key"), .string(prefix)]))
        } else {
            require("key", key)
        }
        set("key", key)
    }

    /// The form's fields with a signature of Version 4, by a signer for S3 or S3 Express.
    ///
    /// - Throws: ``SigningError`` where a time cannot be written, or for ``SigV4/Algorithm/ecdsa``.
    public func signed(
        by signer: SigV4, credentials: Credentials, at time: Timestamp, keys: SigningKeys
    ) throws(SigningError) -> [Field] {
        guard signer.algorithm == .hmac else {
            throw SigningError(.unusableRequest, during: "signing a POST policy with SigV4A")
        }
        let scope = SigningScope(signer, try SigningTime(time))
        var policy = self
        policy.add("x-amz-algorithm", scope.algorithmName)
        policy.add("x-amz-credential", "\(credentials.accessKeyID)/\(scope.text)")
        policy.add("x-amz-date", scope.time.stamp)
        if let token = credentials.sessionToken {
            policy.add(signer.tokenName == .security ? "x-amz-security-token" : "X-Amz-S3session-Token", token)
        }
        let text = try policy.encoded()
        let key = keys.key(for: credentials, day: scope.time.day, region: signer.region, service: signer.service)
        policy.set("policy", text)
        policy.set("x-amz-signature", key.code(for: text).hex)
        return policy.fields
    }

    /// The form's fields with a signature of S3's old kind, HMAC-SHA1.
    ///
    /// - Throws: ``SigningError`` where a time cannot be written.
    public func signedWithSHA1(credentials: Credentials) throws(SigningError) -> [Field] {
        var policy = self
        policy.set("AWSAccessKeyId", credentials.accessKeyID)
        if let token = credentials.sessionToken { policy.add("x-amz-security-token", token) }
        let text = try policy.encoded()
        policy.set("policy", text)
        policy.set("signature", S3Signature.code(for: [UInt8](text.utf8), credentials))
        return policy.fields
    }

    private mutating func add(_ name: String, _ value: String) {
        set(name, value)
        require(name, value)
    }

    private mutating func set(_ name: String, _ value: String) {
        if let place = fields.firstIndex(where: { $0.name == name }) {
            fields[place].value = value
        } else {
            fields.append((name, value))
        }
    }

    private mutating func require(_ name: String, _ value: String) {
        conditions.append(.map([.init(key: name, value: .string(value))]))
    }

    /// The policy's JSON in base64, byte for byte as botocore writes it.
    private func encoded() throws(SigningError) -> String {
        let document = Document.map([
            .init(key: "expiration", value: .string(try SigningTime.iso8601(expiration))),
            .init(key: "conditions", value: .list(conditions)),
        ])
        return Base64.encode(Bytes(JSONWriter.bytes(document, style: .python)))
    }
}
