/// Gives credentials when a request is about to be signed.
public protocol CredentialProvider: Sendable {
    /// Credentials that are good now, or nil where there are none at all.
    ///
    /// It is asked before each attempt, so it is quick where nothing has to be refreshed. One caller's cancellation
    /// is not felt by another who waits for the same refresh.
    func credentials() async throws -> Credentials?
}

/// Gives bearer tokens when a request is about to be sent.
public protocol TokenProvider: Sendable {
    /// The token that is good now, or nil where there is none.
    func token() async throws -> BearerToken?
}

/// The same credentials for ever.
public struct StaticCredentials: CredentialProvider {
    private let value: Credentials?

    /// Gives the credentials, or none at all.
    public init(_ credentials: Credentials?) { value = credentials }

    /// The credentials that were given.
    public func credentials() -> Credentials? { value }
}

/// The same token for ever.
public struct StaticToken: TokenProvider {
    private let value: BearerToken?

    /// Gives the token, or none at all.
    public init(_ token: BearerToken?) { value = token }

    /// The token that was given.
    public func token() -> BearerToken? { value }
}
