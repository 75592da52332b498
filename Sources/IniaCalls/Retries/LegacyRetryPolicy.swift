public import IniaHost

/// botocore's legacy mode: rules from data, exponential pauses, no quota.
public struct LegacyRetryPolicy: RetryPolicy {
    /// The most attempts of one call, the first included.
    public let maxAttempts: Int
    private let options: RetryOptions
    private let rules: LegacyRetryRules
    private let entropy: any Entropy

    /// Creates a policy of the rules for one service.
    public init(_ options: RetryOptions, rules: LegacyRetryRules, entropy: any Entropy) {
        self.options = options
        self.rules = rules
        self.entropy = entropy
        maxAttempts = options.maxAttempts ?? rules.maxAttempts
    }

    /// Returns at once: this mode limits no rate.
    public func admit() async throws {}

    /// Decides about an attempt that has come to its end.
    public func review(_ attempt: Attempt) async -> RetryDecision {
        guard rules.apply(to: attempt) else { return .stop }
        guard attempt.number < maxAttempts else { return .attemptsExhausted }
        let backoff = Backoff.legacy(
            after: attempt.number, base: rules.base ?? entropy.uniform(), growth: rules.growth)
        return .retry(after: Duration(pause: options.heeding(attempt, backoff: backoff)), cost: 0)
    }
}
