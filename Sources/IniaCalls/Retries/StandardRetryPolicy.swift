public import IniaHost

/// The standard mode of the AWS SDKs, and with a limiter the adaptive one.
public struct StandardRetryPolicy: RetryPolicy {
    /// The most attempts of one call, the first included.
    public let maxAttempts: Int
    private let options: RetryOptions
    private let service: String
    private let quota: RetryQuota
    private let limiter: AdaptiveRateLimiter?
    private let entropy: any Entropy

    /// Creates a policy for one client.
    ///
    /// - Parameters:
    ///   - service: the service's id in lower case with hyphens, such as `dynamodb-streams`.
    ///   - limiter: what slows the client down, for the adaptive mode.
    public init(
        _ options: RetryOptions, service: String, quota: RetryQuota = RetryQuota(), limiter: AdaptiveRateLimiter? = nil,
        entropy: any Entropy
    ) {
        self.options = options
        self.service = service
        self.quota = quota
        self.limiter = limiter
        self.entropy = entropy
        let isEager = options.uses2026Behavior && Self.dynamoDB.contains(service)
        maxAttempts = options.maxAttempts ?? (isEager ? 4 : 3)
    }

    /// Waits for the rate limiter, where there is one.
    public func admit() async throws { try await limiter?.acquire() }

    /// Decides about an attempt that has come to its end.
    public func review(_ attempt: Attempt) async -> RetryDecision {
        let grounds = RetryGrounds(attempt)
        await limiter?.observe(isThrottled: grounds.isThrottled)
        guard grounds.isRetryable, attempt.number < maxAttempts else {
            if attempt.isSuccess, !quota.isFull { await quota.release(attempt.cost > 0 ? attempt.cost : 1) }
            return grounds.isRetryable ? .attemptsExhausted : .stop
        }
        let cost = cost(of: grounds)
        guard await quota.acquire(cost) else {
            return .quotaExhausted(pause: isLongPoll(attempt.operation) ? pause(after: attempt, grounds) : nil)
        }
        return .retry(after: pause(after: attempt, grounds), cost: cost)
    }

    private func cost(of grounds: RetryGrounds) -> Int {
        options.uses2026Behavior ? (grounds.isThrottled ? 5 : 14) : (grounds.isTimeout ? 10 : 5)
    }

    private func pause(after attempt: Attempt, _ grounds: RetryGrounds) -> Duration {
        let backoff = Backoff.standard(
            after: attempt.number, scale: scale(for: grounds), jitter: entropy.uniform())
        return Duration(pause: options.heeding(attempt, backoff: backoff))
    }

    private func scale(for grounds: RetryGrounds) -> Double {
        guard options.uses2026Behavior, !grounds.isThrottled else { return 1 }
        return Self.dynamoDB.contains(service) ? 0.025 : 0.05
    }

    /// Whether the operation is one that waits for work: its caller would ask again at once, so it pays before failing.
    private func isLongPoll(_ operation: OperationIdentity) -> Bool {
        options.uses2026Behavior && Self.longPolls.contains(operation)
    }

    private static let dynamoDB: Set<String> = ["dynamodb", "dynamodb-streams"]

    private static let longPolls: Set<OperationIdentity> = [
        OperationIdentity(service: "sqs", operation: "ReceiveMessage"),
        OperationIdentity(service: "sfn", operation: "GetActivityTask"),
        OperationIdentity(service: "swf", operation: "PollForActivityTask"),
        OperationIdentity(service: "swf", operation: "PollForDecisionTask"),
    ]
}

extension RetryOptions {
    /// The pause in seconds, the service's own word heeded where that is wanted.
    ///
    /// `x-amz-retry-after` can add five seconds to the backoff; `Retry-After` is heeded up to twenty seconds in all.
    func heeding(_ attempt: Attempt, backoff: Double) -> Double {
        if heedsRetryAfter || uses2026Behavior, let hint = RetryHint.amazon(attempt.headers) {
            return Backoff.hinted(backoff, by: hint, within: RetryHint.addition)
        }
        if heedsRetryAfter, let hint = RetryHint.standard(attempt.headers, now: attempt.now) {
            return max(backoff, min(hint, Backoff.ceiling))
        }
        return backoff
    }
}
