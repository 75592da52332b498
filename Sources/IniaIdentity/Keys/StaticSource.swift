public import IniaSigning

/// Credentials that the program gives.
public struct StaticSource: CredentialSource {
    /// The name that botocore gives the source.
    public let name = "explicit"
    private let credentials: Credentials

    /// Creates a source of the same credentials for ever.
    public init(_ credentials: Credentials) { self.credentials = credentials }

    /// The credentials.
    public func load() -> Credentials? { credentials }
}
