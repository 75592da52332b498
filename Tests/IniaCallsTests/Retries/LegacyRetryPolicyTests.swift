import IniaHTTP
import IniaHost
import IniaPrimitives
import Testing

@testable import IniaCalls

@Suite struct LegacyRetryPolicyTests {
    private static func entry(_ key: String, _ value: Document) -> Document.Entry {
        Document.Entry(key: key, value: value)
    }

    private static func response(_ status: Int64, _ code: String? = nil) -> Document {
        let status = entry("http_status_code", .integer(status))
        let all = code.map { [status, entry("service_error_code", .string($0))] } ?? [status]
        return .map([entry("applies_when", .map([entry("response", .map(all))]))])
    }

    private static func service(_ entries: [Document.Entry]) -> Document { .map([entry("__default__", .map(entries))]) }

    /// The form of the published data, cut down.
    private static let data = Document.map([
        entry(
            "definitions",
            .map([
                entry("too_many", response(429)),
                entry("sockets", .map([entry("applies_when", .map([entry("socket_errors", .list([.string("G")]))]))])),
            ])),
        entry(
            "retry",
            .map([
                entry(
                    "__default__",
                    .map([
                        entry("max_attempts", .integer(5)),
                        entry("delay", .map([entry("base", .string("rand")), entry("growth_factor", .integer(2))])),
                        entry(
                            "policies",
                            .map([
                                entry("sockets", .map([entry("$ref", .string("sockets"))])),
                                entry("too_many", .map([entry("$ref", .string("too_many"))])),
                                entry("throttling", response(400, "Throttling")),
                            ])),
                    ])),
                entry("organizations", service([entry("policies", .map([entry("too_many", response(400, "TMR"))]))])),
                entry(
                    "dynamodb",
                    service([
                        entry("max_attempts", .integer(10)), entry("delay", .map([entry("base", .float(0.05))])),
                        entry(
                            "policies",
                            .map([
                                entry(
                                    "crc",
                                    .map([
                                        entry(
                                            "applies_when",
                                            .map([
                                                entry(
                                                    "response", .map([entry("crc32body", .string("x-amz-crc32"))]))
                                            ]))
                                    ]))
                            ])),
                    ])),
            ])),
    ])

    private func policy(_ prefix: String, _ options: RetryOptions = .legacy(), jitter: Double = 0.5)
        -> LegacyRetryPolicy
    {
        LegacyRetryPolicy(
            options, rules: LegacyRetryRules(Self.data, endpointPrefix: prefix),
            entropy: ScriptedEntropy(uniform: jitter))
    }

    @Test func `the defaults hold for a service of which the data says nothing`() {
        let rules = LegacyRetryRules(Self.data, endpointPrefix: "sqs")
        #expect(rules.maxAttempts == 5 && rules.base == nil && rules.growth == 2)
        #expect(rules.conditions == [.connection, .status(429), .error(status: 400, code: "Throttling")])
    }

    @Test func `a service's own rules are laid over the defaults`() {
        let dynamodb = LegacyRetryRules(Self.data, endpointPrefix: "dynamodb")
        #expect(dynamodb.maxAttempts == 10 && dynamodb.base == 0.05 && dynamodb.growth == 2)
        #expect(dynamodb.conditions.last == .corruptBody(header: "x-amz-crc32"))
        #expect(
            LegacyRetryRules(Self.data, endpointPrefix: "organizations").conditions
                == [.connection, .error(status: 400, code: "TMR"), .error(status: 400, code: "Throttling")])
    }

    @Test func `one service's rules leave the others' alone`() {
        _ = LegacyRetryRules(Self.data, endpointPrefix: "organizations")
        #expect(LegacyRetryRules(Self.data, endpointPrefix: "sqs").conditions.contains(.status(429)))
    }

    @Test func `pauses double from a random part of a second, without a ceiling`() async throws {
        let policy = policy("sqs", .legacy(maxAttempts: 20))
        for (number, seconds) in [(1, 0.5), (2, 1), (3, 2), (11, 512)] {
            let decision = await policy.review(try .refused("429", status: 429, number: number))
            #expect(decision == .retry(after: .seconds(seconds), cost: 0))
        }
    }

    @Test func `a pause beyond all measure is held to what a clock can wait`() async throws {
        let decision = await policy("sqs", .legacy(maxAttempts: 5000)).review(
            try .refused("429", status: 429, number: 4000))
        #expect(decision == .retry(after: .seconds(1_000_000_000), cost: 0))
    }

    @Test func `dynamodb's pauses are fixed and its attempts ten`() async throws {
        let policy = policy("dynamodb")
        #expect(
            await policy.review(try .refused("429", status: 429, number: 9))
                == .retry(after: .seconds(0.05 * 256), cost: 0))
        #expect(await policy.review(try .refused("429", status: 429, number: 10)) == .attemptsExhausted)
    }

    @Test func `an error code counts only with its own status`() async throws {
        let policy = policy("sqs")
        #expect(await policy.review(try .refused("Throttling", status: 400)) == .retry(after: .seconds(0.5), cost: 0))
        #expect(await policy.review(try .refused("Throttling", status: 403)) == .stop)
    }

    @Test func `failures of the network are tried again, those of this side are not`() async {
        #expect(await policy("sqs").review(.failed(.connectionRefused)) == .retry(after: .seconds(0.5), cost: 0))
        #expect(await policy("sqs").review(.failed(.requestBody)) == .stop)
    }

    @Test func `a damaged body counts for dynamodb alone`() async {
        var attempt = Attempt.success()
        attempt.hasCorruptBody = true
        #expect(await policy("dynamodb").review(attempt) == .retry(after: .seconds(0.05), cost: 0))
        #expect(await policy("sqs").review(attempt) == .stop)
    }
}
