public import IniaHTTP
public import IniaShapes

/// Takes part in calls. Each phase has its own value: an input hook cannot touch a response.
///
/// Hooks run in the order in which they were given, on the way out and on the way back. What a hook throws ends the
/// call as it is.
public protocol Hook: Sendable {
    /// Whether the hook has anything to do; asked when a call begins, which otherwise goes without it.
    var isActive: Bool { get }
    /// Surrounds a whole call: runs it, once, and gives or throws what it came to. What a hook binds to the task here,
    /// all of the call sees; the first hook is the outermost.
    func surround(_ operation: OperationIdentity, _ call: () async throws -> Output) async throws -> Output
    /// Surrounds an attempt, from its signing to the parsing of its response: runs it, once, and gives its report.
    func surround(
        attempt: Int, of operation: OperationIdentity, _ run: () async throws -> AttemptReport
    ) async throws -> AttemptReport
    /// Sees the input before it is checked, and may change it.
    func input(_ input: inout Value, of operation: OperationIdentity) async throws
    /// Whether ``settle(_:of:)`` may answer calls; before it is asked, their input is checked, and nothing else is
    /// done.
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
    /// Runs the call and nothing else.
    public func surround(_ operation: OperationIdentity, _ call: () async throws -> Output) async throws -> Output {
        try await call()
    }
    /// Runs the attempt and nothing else.
    public func surround(
        attempt: Int, of operation: OperationIdentity, _ run: () async throws -> AttemptReport
    ) async throws -> AttemptReport { try await run() }
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
    /// The service's id as its model spells it: `S3`, `CloudWatch Logs`. It takes no part in comparisons.
    public var serviceID: String

    /// Names an operation.
    ///
    /// - Parameter serviceID: the service's id as its model spells it; nil for the one in lower case.
    public init(service: String, operation: String, serviceID: String? = nil) {
        self.service = service
        self.operation = operation
        self.serviceID = serviceID ?? service
    }

    /// Whether two names mean the same operation.
    public static func == (left: OperationIdentity, right: OperationIdentity) -> Bool {
        left.operation == right.operation && left.service == right.service
    }

    /// Feeds the names into a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(operation)
        hasher.combine(service)
    }
}
