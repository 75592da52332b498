public import IniaPrimitives

/// The keys that prove to AWS who is calling.
///
/// The secret key and the session token appear in no description, mirror or error.
public struct Credentials: Hashable, Sendable {
    /// The public half of the key pair; it stands in every signed request.
    public let accessKeyID: String
    /// The secret half, which never leaves the machine.
    public let secretAccessKey: String
    /// What makes temporary credentials valid, or nil for long-term ones; never empty.
    public let sessionToken: String?
    /// The account that the credentials belong to, where their source told it; never empty.
    public let accountID: String?
    /// When the credentials cease to be valid, or nil where they do not or nobody told.
    public let expiration: Timestamp?
    /// Where the credentials came from, by the short ids that AWS's SDKs put into their user agents; two credentials
    /// that came from different places are equal all the same.
    public private(set) var features: Set<String> = []

    /// Creates credentials from their parts; a token or an account that is empty is none.
    public init(
        accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil, accountID: String? = nil,
        expiration: Timestamp? = nil
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken?.isEmpty == true ? nil : sessionToken
        self.accountID = accountID?.isEmpty == true ? nil : accountID
        self.expiration = expiration
    }

    /// The same credentials without their session token.
    public func withoutSessionToken() -> Credentials {
        Credentials(
            accessKeyID: accessKeyID, secretAccessKey: secretAccessKey, accountID: accountID, expiration: expiration
        ).adding(features: features)
    }

    /// The same credentials that tell more of where they came from.
    public func adding(features more: Set<String>) -> Credentials {
        var credentials = self
        credentials.features.formUnion(more)
        return credentials
    }

    /// Whether both are the same keys of the same account for the same time.
    public static func == (one: Credentials, other: Credentials) -> Bool {
        one.accessKeyID == other.accessKeyID && one.secretAccessKey == other.secretAccessKey
            && one.sessionToken == other.sessionToken && one.accountID == other.accountID
            && one.expiration == other.expiration
    }

    /// Hashes the keys, the account and the time.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(accessKeyID)
        hasher.combine(secretAccessKey)
        hasher.combine(sessionToken)
        hasher.combine(accountID)
        hasher.combine(expiration)
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The access key ID; never a secret.
    public var description: String { "Credentials(\(accessKeyID))" }

    /// The same as the description.
    public var debugDescription: String { description }

    /// What may be shown.
    public var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID]) }
}
