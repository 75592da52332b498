internal import IniaFormats
internal import IniaHost
internal import IniaPrimitives

/// The token that a sign-in to SSO left in its file.
struct SSOToken {
    let text: String
    let expiration: Timestamp
    /// All that the file holds.
    let document: Document

    /// Reads a file.
    ///
    /// - Parameter session: the session or start URL, for errors.
    init(_ file: CacheFile, of session: String) throws(IdentityError) {
        let document: Document?
        do { document = try file.read() } catch {
            throw IdentityError(.retrieval, "The SSO token's file cannot be read", source: "sso", cause: error)
        }
        guard let document else {
            throw IdentityError(.signInRequired, "Token for \(session) does not exist", source: "sso")
        }
        guard let text = document["accessToken"]?.asString, let end = document["expiresAt"]?.asString,
            let expiration = try? Dates.parse(end)
        else { throw IdentityError(.signInRequired, "Token for \(session) is invalid", source: "sso") }
        self.text = text
        self.expiration = expiration
        self.document = document
    }

    /// The error for a token that is no longer good.
    static func needsSignIn(cause: (any Error)? = nil) -> IdentityError {
        IdentityError(
            .signInRequired,
            "The SSO session associated with this profile has expired or is otherwise invalid. "
                + "To refresh this SSO session run aws sso login with the corresponding profile.",
            source: "sso", cause: cause)
    }
}
