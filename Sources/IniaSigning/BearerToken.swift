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

    /// Creates a token from its text.
    public init(_ text: String, expiration: Timestamp? = nil) {
        self.text = text
        self.expiration = expiration
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
