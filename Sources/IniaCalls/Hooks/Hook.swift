public import IniaHTTP
public import IniaShapes

/// Takes part in calls. Each phase has its own value: an input hook cannot touch a response.
///
/// Hooks run in the order in which they were given, on the way out and on the way back. What a hook throws ends the
/// call as it is.
public protocol Hook: Sendable {
    /// Whether the hook has anything to do; asked when a call begins, which otherwise goes without it.
    var isActive: Bool { get }
    /// Sees the input before it is checked, and may change it.
    func input(_ input: inout Value, of operation: OperationIdentity) async throws
    /// Whether ``settle(_:of:)`` may answer calls; before it is asked, their input is checked, and nothing else is done.
    var settlesCalls: Bool { get }
    /// Answers a call in place of the service, by its input as the caller gave it; nil leaves it to the service.
    func settle(_ input: Value, of operation: OperationIdentity) async throws -> Result<Output, any Error>?
    /// Sees the request before it is signed, once for each attempt, and may change it.
    func request(_ request: inout HTTPRequest, of operation: OperationIdentity, attempt: Int) async throws
    /// Sees the signed request and may answer it in place of the service.
    func answer(to request: HTTPRequest, of operation: OperationIdentity, attempt: Int) async throws -> HTTPResponse?
    /// Sees the response before it is parsed, and may change it.
    func response(_ response: inout HTTPResponse, of operation: OperationIdentity, attempt: Int) async throws
    /// Hears what an attempt came to, before it is known whether there will be another.
    func ended(_ outcome: Result<Output, any Error>, of operation: OperationIdentity, attempt: Int) async throws
    /// Sees the outcome of the whole call, and may change it.
    func output(_ outcome: inout Result<Output, any Error>, of operation: OperationIdentity) async throws
}

extension Hook {
    /// True.
    public var isActive: Bool { true }
    /// Leaves the input as it is.
    public func input(_ input: inout Value, of operation: OperationIdentity) async throws {}
    /// False.
    public var settlesCalls: Bool { false }
    /// Leaves the call to the service.
    public func settle(_ input: Value, of operation: OperationIdentity) async throws -> Result<Output, any Error>? {
        nil
    }
    /// Leaves the request as it is.
    public func request(_ request: inout HTTPRequest, of operation: OperationIdentity, attempt: Int) async throws {}
    /// Leaves the answer to the service.
    public func answer(
        to request: HTTPRequest, of operation: OperationIdentity, attempt: Int
    ) async throws -> HTTPResponse? { nil }
    /// Leaves the response as it is.
    public func response(_ response: inout HTTPResponse, of operation: OperationIdentity, attempt: Int) async throws {}
    /// Does nothing.
    public func ended(_ outcome: Result<Output, any Error>, of operation: OperationIdentity, attempt: Int) async throws
    {}
    /// Leaves the outcome as it is.
    public func output(_ outcome: inout Result<Output, any Error>, of operation: OperationIdentity) async throws {}
}

/// Which operation of which service a hook is asked about.
public struct OperationIdentity: Sendable, Hashable {
    /// The service's id in lower case with hyphens: `s3`, `cloudwatch-logs`.
    public var service: String
    /// The operation's name in the model: `GetObject`.
    public var operation: String

    /// Names an operation.
    public init(service: String, operation: String) {
        self.service = service
        self.operation = operation
    }
}
