public import IniaSigning

/// One place where credentials may come from. It fetches anew each time; ``CredentialCache`` remembers.
public protocol CredentialSource: Sendable {
    /// The name that botocore gives the source: `env`, `assume-role`.
    var name: String { get }

    /// The credentials, or nil where this place has none and the next one is to be asked.
    ///
    /// - Throws: ``IdentityError`` where the place should have credentials and does not give them, or
    ///   `CancellationError`.
    func load() async throws -> Credentials?
}
