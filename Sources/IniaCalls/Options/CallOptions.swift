/// What one call may want otherwise than its client: nil means as the client has it.
public struct CallOptions: Sendable {
    /// The longest that the whole call may take.
    public var timeout: Duration?
    public var connectTimeout: Duration?
    public var readTimeout: Duration?
    public var retry: RetryOptions?
    public var region: String?
    public var endpointURL: String?
    public var signatureVersion: String?
    public var parameterValidation: Bool?
    /// Hooks that run after the client's.
    public var hooks: [any Hook] = []
    /// Features for the user agent, by their short ids: a paginator says `C`, a waiter `B`.
    public var features: Set<String> = []

    public init() {}
}
