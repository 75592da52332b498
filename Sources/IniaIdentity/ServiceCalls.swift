public import IniaHTTP
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
    ///   - amend: changes each request before it is sent; nil where none has to be changed.
    /// - Throws: ``ServiceRefusal`` where AWS answers with an error.
    func call(
        _ service: String, _ operation: String, _ input: Value, region: String?, credentials: Credentials?,
        amend: (@Sendable (inout HTTPRequest) throws -> Void)?
    ) async throws -> Value
}

extension ServiceCalls {
    /// Calls an operation whose requests are sent as they are.
    func call(
        _ service: String, _ operation: String, _ input: Value, region: String?, credentials: Credentials?
    ) async throws -> Value {
        try await call(service, operation, input, region: region, credentials: credentials, amend: nil)
    }
}
