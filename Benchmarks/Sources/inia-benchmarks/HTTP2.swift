internal import Inia
internal import IniaHTTP
internal import IniaTransport

/// Requests by the transport alone, a hundred at a time on one HTTP/2 connection: CPU and rate.
enum HTTP2 {
    private static let atOnce = 100

    static func run(url: String, count: Int) async throws {
        guard let url = HTTPURL(url) else { preconditionFailure("no URL: \(url)") }
        let transport = Transport()
        var options = HTTPExchangeOptions()
        options.route = HTTPRoute(versions: [.http2], maximumConnections: 1)
        let request = HTTPRequest(method: "GET", url: url)
        for (place, executor) in [("loop", transport.eventLoop as (any TaskExecutor)?), ("pool", nil)] {
            _ = try await exchanges(count / 10, on: executor, transport, request, options)
            let used = try await exchanges(count, on: executor, transport, request, options)
            report(place, ["cpu": used.cpu / Double(count), "rate": Double(count) / used.wall * 1e6])
        }
        let statistics = await transport.statistics()
        precondition(statistics.opened == 1, "\(statistics.opened) connections")
    }

    /// So many exchanges, shared out among tasks on the global pool or on an executor.
    private static func exchanges(
        _ count: Int, on executor: (any TaskExecutor)?, _ transport: Transport, _ request: HTTPRequest,
        _ options: HTTPExchangeOptions
    ) async throws -> Usage {
        let before = Usage.now
        try await withThrowingTaskGroup { group in
            for _ in 0..<atOnce {
                group.addTask(executorPreference: executor) {
                    for _ in 0..<(count / atOnce) {
                        let response = try await transport.send(request, options: options)
                        let body = try await response.body.collect(upTo: 1 << 20)
                        precondition(response.status == 200 && body.count == 1024)
                    }
                }
            }
            try await group.waitForAll()
        }
        return Usage.now - before
    }
}
