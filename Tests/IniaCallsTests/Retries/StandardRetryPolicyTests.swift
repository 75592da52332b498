import IniaHTTP
import IniaHost
import IniaPrimitives
import Testing

@testable import IniaCalls

@Suite struct StandardRetryPolicyTests {
    private func policy(
        _ options: RetryOptions = .standard(), service: String = "dynamodb", quota: RetryQuota = RetryQuota(),
        jitter: Double = 1
    ) -> StandardRetryPolicy {
        StandardRetryPolicy(options, service: service, quota: quota, entropy: ScriptedEntropy(uniform: jitter))
    }

    @Test func `a server error is tried again three times in all, each pause twice as long`() async throws {
        let policy = policy()
        var decisions: [RetryDecision] = []
        for number in 1...3 {
            decisions.append(await policy.review(try .refused("500", status: 500, number: number)))
        }
        #expect(
            decisions == [.retry(after: .seconds(1), cost: 5), .retry(after: .seconds(2), cost: 5), .attemptsExhausted])
    }

    @Test func `no pause is longer than twenty seconds, whatever the attempt`() async throws {
        let policy = policy(.standard(maxAttempts: 5000))
        for number in [6, 1000, 4999] {
            let decision = await policy.review(try .refused("503", status: 503, number: number))
            #expect(decision == .retry(after: .seconds(20), cost: 5))
        }
    }

    @Test(arguments: [
        ("ThrottlingException", 400, true), ("SlowDown", 400, true), ("PriorRequestNotComplete", 400, true),
        ("RequestTimeout", 400, true), ("ValidationException", 400, false), ("429", 429, false), ("501", 501, false),
        ("504", 504, true), ("IDPCommunicationError", 400, false), ("RequestTimeTooSkewed", 403, false),
    ])
    func `codes and statuses decide`(code: String, status: Int, isRetried: Bool) async throws {
        let decision = await policy().review(try .refused(code, status: status))
        #expect(decision == (isRetried ? .retry(after: .seconds(1), cost: 5) : .stop))
    }

    @Test func `timeouts cost twice as much as other failures of the network`() async {
        #expect(await policy().review(.failed(.readTimeout)) == .retry(after: .seconds(1), cost: 10))
        #expect(await policy().review(.failed(.connectTimeout)) == .retry(after: .seconds(1), cost: 10))
        #expect(await policy().review(.failed(.connectionClosed)) == .retry(after: .seconds(1), cost: 5))
        #expect(await policy().review(.failed(.tls)) == .retry(after: .seconds(1), cost: 5))
    }

    @Test(arguments: [TransportError.Code.deadlineExceeded, .requestBody, .acquireTimeout])
    func `what failed on this side is not tried again`(code: TransportError.Code) async {
        #expect(await policy().review(.failed(code)) == .stop)
    }

    @Test func `an error that the model calls retryable is`() async throws {
        let decision = await policy().review(try .refused("Odd", modeled: .transient))
        #expect(decision == .retry(after: .seconds(1), cost: 5))
    }

    @Test func `an unreachable identity provider is tried again by sts alone`() async throws {
        let attempt = try Attempt.refused("IDPCommunicationError", service: "sts")
        #expect(await policy(service: "sts").review(attempt) == .retry(after: .seconds(1), cost: 5))
    }

    @Test func `a damaged body is tried again for dynamodb, even of a success`() async {
        var attempt = Attempt.success()
        attempt.hasCorruptBody = true
        #expect(await policy().review(attempt) == .retry(after: .seconds(1), cost: 5))
        attempt.operation.service = "sqs"
        #expect(await policy().review(attempt) == .stop)
    }

    @Test func `a success gives back what its retry took, or one token`() async {
        let quota = RetryQuota()
        _ = await quota.acquire(20)
        let policy = policy(quota: quota)
        #expect(await policy.review(.success(2, cost: 10)) == .stop)
        #expect(await quota.available == 490)
        #expect(await policy.review(.success()) == .stop)
        #expect(await quota.available == 491)
    }

    @Test func `an empty quota ends the call at once`() async throws {
        let policy = policy(quota: RetryQuota(capacity: 9))
        let attempt = try Attempt.refused("503", status: 503)
        #expect(await policy.review(attempt) == .retry(after: .seconds(1), cost: 5))
        #expect(await policy.review(attempt) == .quotaExhausted(pause: nil))
    }

    @Test func `a service's word on when to come back is heeded only if wanted, and only so far`() async throws {
        let attempt = try Attempt.refused("503", status: 503, headers: [("x-amz-retry-after", "1500")])
        let late = try Attempt.refused("503", status: 503, headers: [("x-amz-retry-after", "90000")])
        let bad = try Attempt.refused("503", status: 503, headers: [("x-amz-retry-after", "-1")])
        #expect(await policy().review(attempt) == .retry(after: .seconds(1), cost: 5))
        var options = RetryOptions.standard()
        options.heedsRetryAfter = true
        #expect(await policy(options).review(attempt) == .retry(after: .seconds(1.5), cost: 5))
        #expect(await policy(options).review(late) == .retry(after: .seconds(6), cost: 5))
        #expect(await policy(options).review(bad) == .retry(after: .seconds(1), cost: 5))
    }

    @Test func `Retry-After is heeded as seconds or as a date, up to twenty seconds`() async throws {
        var options = RetryOptions.standard()
        options.heedsRetryAfter = true
        for (text, seconds) in [("3", 3), ("60", 20), ("Fri, 02 Jan 2026 03:04:10 GMT", 5), ("soon", 1)] {
            let attempt = try Attempt.refused("503", status: 503, headers: [("Retry-After", text)])
            #expect(await policy(options).review(attempt) == .retry(after: .seconds(seconds), cost: 5), "\(text)")
        }
    }

    @Suite struct The2026Behaviour {
        private func policy(_ service: String, capacity: Int = 500) -> StandardRetryPolicy {
            var options = RetryOptions.standard()
            options.uses2026Behavior = true
            return StandardRetryPolicy(
                options, service: service, quota: RetryQuota(capacity: capacity), entropy: ScriptedEntropy(uniform: 1))
        }

        @Test func `dynamodb has four attempts and others three`() {
            #expect(["dynamodb", "dynamodb-streams", "s3"].map { policy($0).maxAttempts } == [4, 4, 3])
        }

        @Test func `pauses and costs depend on whether the service asked for less`() async throws {
            let failure = try Attempt.refused("503", status: 503, number: 2)
            let throttle = try Attempt.refused("SlowDown", number: 2)
            #expect(await policy("s3").review(failure) == .retry(after: .milliseconds(100), cost: 14))
            #expect(await policy("dynamodb").review(failure) == .retry(after: .milliseconds(50), cost: 14))
            #expect(await policy("s3").review(throttle) == .retry(after: .seconds(2), cost: 5))
        }

        @Test func `a long poll pauses before it fails for want of quota`() async throws {
            let poll = try Attempt.refused("SlowDown", service: "sqs", operation: "ReceiveMessage")
            let other = try Attempt.refused("SlowDown", service: "sqs", operation: "SendMessage")
            #expect(await policy("sqs", capacity: 4).review(poll) == .quotaExhausted(pause: .seconds(1)))
            #expect(await policy("sqs", capacity: 4).review(other) == .quotaExhausted(pause: nil))
        }

        @Test func `x-amz-retry-after is heeded`() async throws {
            let attempt = try Attempt.refused("SlowDown", headers: [("x-amz-retry-after", "4000")])
            #expect(await policy("s3").review(attempt) == .retry(after: .seconds(4), cost: 5))
        }
    }
}
