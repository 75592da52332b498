public import IniaHost
public import IniaPrimitives

extension RetryOptions {
    /// The policy of these options for a new client: its own quota and rate limit, shared by all of its calls.
    ///
    /// - Parameters:
    ///   - service: the service's id in lower case with hyphens, such as `dynamodb-streams`.
    ///   - endpointPrefix: the service's endpoint prefix, by which the legacy mode's rules are kept.
    ///   - data: AWS's published retry data, which the legacy mode goes by.
    public func policy(
        service: String, endpointPrefix: String, data: Document, clock: any HostClock, entropy: any Entropy
    ) -> any RetryPolicy {
        switch mode {
        case .legacy:
            LegacyRetryPolicy(
                self, rules: LegacyRetryRules(data, endpointPrefix: endpointPrefix), entropy: entropy)
        case .standard:
            StandardRetryPolicy(self, service: service, entropy: entropy)
        case .adaptive:
            StandardRetryPolicy(
                self, service: service, limiter: AdaptiveRateLimiter(clock: clock), entropy: entropy)
        }
    }
}
