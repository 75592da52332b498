public import IniaCalls
public import IniaShapes
public import IniaSigning

/// Calls AWS on behalf of the sources of credentials: STS, SSO and the sign-in services.
public protocol ServiceCalls: Sendable {
    /// Calls an operation and gives its output.
    ///
    /// - Parameters:
    ///   - service: the service by its folder among the models: `sts`, `sso`, `sso-oidc`, `signin`.
    ///   - region: the region to call; nil for the session's.
    ///   - credentials: what the call is signed with; nil for an unsigned call.
    ///   - hooks: what takes part in the call.
    func call(
        _ service: String, _ operation: String, _ input: Value, region: String?, credentials: Credentials?,
        hooks: [any Hook]
    ) async throws -> Value
}
