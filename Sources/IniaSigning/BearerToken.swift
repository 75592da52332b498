public import IniaHTTP
public import IniaPrimitives

/// A token that is itself the proof of who is calling (RFC 6750).
///
/// The token's text appears in no description, mirror or error.
public struct BearerToken: Hashable, Sendable {
    /// The token as it goes into the `Authorization` header.
    public let text: String
    /// When the token ceases to be valid, or nil where nobody told.
    public let expiration: Timestamp?
    /// Where the token came from, by the short ids that AWS's SDKs put into their user agents; two tokens that came
    /// from different places are equal all the same.
    public let features: Set<String>

    /// Creates a token from its text.
    public init(_ text: String, expiration: Timestamp? = nil, features: Set<String> = []) {
        self.text = text
        self.expiration = expiration
        self.features = features
    }

    /// Whether both are the same text for the same time.
    public static func == (one: BearerToken, other: BearerToken) -> Bool {
        one.text == other.text && one.expiration == other.expiration
    }

    /// Hashes the text and the time.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(text)
        hasher.combine(expiration)
    }

    /// The request with the token in its `Authorization` header, in place of any earlier one (RFC 6750 section 2.1).
    ///
    /// - Throws: ``SigningError`` with ``SigningError/Code/unusableCredentials`` where the token cannot stand in a
    ///   header.
    public func signed(_ request: HTTPRequest) throws(SigningError) -> HTTPRequest {
        var request = request
        try request.headers.replace("Authorization", "Bearer \(text)")
        return request
    }
}

extension BearerToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The word alone; never the token.
    public var description: String { "BearerToken" }

    /// The same as the description.
    public var debugDescription: String { description }

    /// What may be shown.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
