public import IniaSigning

/// What one call may want otherwise than its client: nil means as the client has it.
public struct CallOptions: Sendable {
    /// The longest that the whole call may take, pauses between attempts included.
    public var timeout: Duration?
    /// How long a connection may take to open.
    public var connectTimeout: Duration?
    /// How long the service may stay silent.
    public var readTimeout: Duration?
    /// Whether the input is checked before it is sent.
    public var parameterValidation: Bool?
    /// Credentials for this call instead of the client's.
    public var credentials: (any CredentialProvider)?
    /// Hooks that run after the client's.
    public var hooks: [any Hook] = []
    /// Features for the user agent, by their short ids: a paginator says `C`, a waiter `B`.
    public var features: Set<String> = []

    /// Creates options that change nothing.
    public init() {}
}
