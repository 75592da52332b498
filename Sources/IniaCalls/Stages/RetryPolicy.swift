public import IniaHTTP
public import IniaPrimitives

/// Decides whether a call is tried again; one for each client, so that its quota is shared by the client's calls.
public protocol RetryPolicy: Sendable {
    /// The most attempts of one call, the first included.
    var maxAttempts: Int { get }

    /// Waits until the client's own rate limit lets an attempt go out; at once where there is none.
    func admit() async throws

    /// Decides about an attempt that has come to its end, a successful one too.
    func review(_ attempt: Attempt) async -> RetryDecision
}

/// One attempt of a call that has come to its end.
public struct Attempt: Sendable {
    /// How it ended.
    public enum Outcome: Sendable {
        /// The service said yes.
        case success
        /// The service said no.
        indirect case refused(ServiceError)
        /// There was no usable answer: a ``IniaHTTP/TransportError``, a failed checksum or an unreadable response.
        case failed(any Error)
    }

    /// Which operation was called.
    public var operation: OperationIdentity
    /// 1 for the first.
    public var number: Int
    /// How the attempt ended.
    public var outcome: Outcome
    /// The head of the response, where there was one.
    public var status: Int?
    /// The response's headers; empty where there was none.
    public var headers: HTTPHeaders
    /// Whether the service's model calls the error retryable, and whether as throttling.
    public var modeledRetry: ModeledRetry?
    /// Whether the body's `x-amz-crc32` was wrong, for a service that sends one.
    public var hasCorruptBody = false
    /// What the retry before this attempt took from the quota; 0 for the first.
    public var cost: Int
    /// When the answer came.
    public var now: Timestamp

    /// What a model's `retryable` trait says.
    public enum ModeledRetry: Sendable { case transient, throttling }

    /// Creates an account of an attempt.
    public init(
        operation: OperationIdentity, number: Int, outcome: Outcome, status: Int? = nil,
        headers: HTTPHeaders = HTTPHeaders(), modeledRetry: ModeledRetry? = nil,
        hasCorruptBody: Bool = false, cost: Int = 0, now: Timestamp
    ) {
        self.operation = operation
        self.number = number
        self.outcome = outcome
        self.status = status
        self.headers = headers
        self.modeledRetry = modeledRetry
        self.hasCorruptBody = hasCorruptBody
        self.cost = cost
        self.now = now
    }
}

/// What is done after an attempt.
public enum RetryDecision: Sendable, Hashable {
    /// Nothing more: it succeeded, or another attempt would not help.
    case stop
    /// Nothing more, though another attempt might help: the last one allowed has been made.
    case attemptsExhausted
    /// Nothing more, though another attempt might help: the quota is spent, after a pause where one is due all the
    /// same.
    case quotaExhausted(pause: Duration?)
    /// Another attempt after a pause; it took so much from the quota.
    case retry(after: Duration, cost: Int)
}
