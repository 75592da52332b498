import Inia
internal import Synchronization

/// How long after `cancel()` a call throws, while its request is on the wire and nobody answers.
enum Cancelling {
    static func run(url: String) async throws {
        let s3 = try Calls.session(url).client("s3")
        try await s3.call("GetObject", ["Bucket": "bkt", "Key": "k1"])
        for concurrency in [1, 32] {
            var delays: [Double] = []
            for _ in 0..<(concurrency == 1 ? 300 : 12) { delays += try await cancel(concurrency, s3) }
            report(
                concurrency == 1 ? "cancel, one call" : "cancel, \(concurrency) calls at once",
                [
                    "count": Double(delays.count), "median": delays.quantile(0.5), "p99": delays.quantile(0.99),
                    "max": delays.max() ?? 0,
                ])
        }
    }

    private static func cancel(_ count: Int, _ s3: Client) async throws -> [Double] {
        let ends = (0..<count).map { _ in
            Task {
                do {
                    try await s3.call("GetObject", ["Bucket": "bkt", "Key": "silence"])
                    preconditionFailure("the server answered")
                } catch is CancellationError {
                    return Usage.now.wall
                }
            }
        }
        try await Task.sleep(for: .milliseconds(count == 1 ? 4 : 60))
        let start = Usage.now.wall
        for end in ends { end.cancel() }
        var delays: [Double] = []
        for end in ends { delays.append(try await end.value - start) }
        return delays
    }
}
