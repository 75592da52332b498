public import IniaSigning

/// Credentials that the program gives.
public struct StaticSource: CredentialSource {
    public let name = "explicit"
    private let credentials: Credentials

    /// Creates a source of the same credentials for ever.
    public init(_ credentials: Credentials) { self.credentials = credentials }

    public func load() -> Credentials? { credentials }
}
