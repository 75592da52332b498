internal import IniaHTTP

/// What an attempt's end says about another, as the standard and adaptive modes see it.
struct RetryGrounds: Sendable, Equatable {
    /// Whether another attempt may help.
    var isRetryable: Bool
    /// Whether the service asked for less.
    var isThrottled: Bool
    /// Whether nothing came in time, which makes a retry cost more.
    var isTimeout: Bool

    init(_ attempt: Attempt) {
        let code = attempt.errorCode
        isThrottled = code.map(Self.throttlingCodes.contains) ?? false || attempt.modeledRetry == .throttling
        isTimeout = attempt.transportCode.map(Self.timeouts.contains) ?? false
        isRetryable =
            isThrottled
            || code.map(Self.transientCodes.contains) ?? false
            || attempt.status.map(Self.transientStatuses.contains) ?? false
            || attempt.isTransient
            || attempt.modeledRetry != nil
            || Self.isSpecial(attempt)
    }

    /// Error codes that mean: too many requests.
    static let throttlingCodes: Set<String> = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled", "SlowDown",
        "PriorRequestNotComplete", "EC2ThrottledException",
    ]

    static let transientCodes: Set<String> = ["RequestTimeout", "RequestTimeoutException", "PriorRequestNotComplete"]

    static let transientStatuses: Set<Int> = [500, 502, 503, 504]

    private static let timeouts: Set<TransportError.Code> = [.connectTimeout, .readTimeout]

    /// What only one service has: its identity provider could not be reached, its body was damaged on the way.
    private static func isSpecial(_ attempt: Attempt) -> Bool {
        switch attempt.operation.service {
        case "sts": attempt.errorCode == "IDPCommunicationError"
        case "dynamodb": attempt.hasCorruptBody
        default: false
        }
    }
}

extension Attempt {
    /// The service's error code, where it said no.
    var errorCode: String? {
        if case .refused(let error) = outcome { error.code } else { nil }
    }

    /// Why the transport failed, where it did.
    var transportCode: TransportError.Code? {
        guard case .failed(let error) = outcome else { return nil }
        return (error as? TransportError)?.code ?? ((error as? CallError)?.cause as? TransportError)?.code
    }

    /// Whether the network or the peer failed, rather than this side: its deadline, its body, its pool.
    var isTransient: Bool {
        switch transportCode {
        case nil, .deadlineExceeded?, .requestBody?, .acquireTimeout?: false
        default: true
        }
    }

    var isSuccess: Bool {
        if case .success = outcome { true } else { false }
    }
}
