import Inia
import LocalServers
import MetricsTestKit
import Testing

@testable import IniaMetrics

/// What is recorded of connections, with sockets.
@Suite struct ConnectionMetricsTests {
    private let metrics = TestMetrics()

    private func request(_ port: Int) throws -> HTTPRequest {
        HTTPRequest(method: "GET", url: HTTPURL(scheme: "http", host: "127.0.0.1", port: port))
    }

    private func usage(_ kind: String, _ state: String) throws -> [Double] {
        try metrics.expectMeter("smithy.client.http.\(kind).usage", [("state", state)]).values
    }

    @Test func `connections are recorded from their opening to their end, and the requests that wait for them`()
        async throws
    {
        let mayAnswer = Flag()
        let server = LoopbackServer { peer in
            while !peer.read().isEmpty {
                mayAnswer.block()
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            }
        }
        let transport = Transport()
        await transport.observe(ConnectionMetrics(factory: metrics))
        var options = HTTPExchangeOptions()
        options.route = HTTPRoute(maximumConnections: 1)
        options.readTimeout = .seconds(600)
        try await withThrowingTaskGroup(of: Void.self) { [options] group in
            for _ in 0..<3 {
                group.addTask { _ = try await transport.send(request(server.port), options: options) }
            }
            var statistics = await transport.statistics()
            while statistics.waiting < 2 || statistics.busy < 1 {
                await Task.yield()
                statistics = await transport.statistics()
            }
            #expect(try usage("requests", "queued").last == 2)
            #expect(try usage("connections", "acquired").last == 1)
            mayAnswer.set()
            try await group.waitForAll()
        }
        #expect(try usage("connections", "idle").last == 1)
        #expect(try usage("connections", "acquired").last == 0)
        #expect(try usage("requests", "queued").last == 0)
        #expect(try usage("connections", "opening").max() == 1)
        await transport.closeIdleConnections()
        #expect(try usage("connections", "idle").last == 0)
        let name = "smithy.client.http.connections"
        #expect(try metrics.expectCounter("\(name).opened").totalValue == 1)
        #expect(try metrics.expectTimer("\(name).acquire_duration").values.count == 3)
        #expect(try metrics.expectTimer("\(name).open_duration").values.count == 1)
    }

    @Test func `what could not be opened is counted by its kind`() async throws {
        let transport = Transport()
        await transport.observe(ConnectionMetrics(factory: metrics))
        let server = LoopbackServer { _ in }
        server.stop()
        await #expect(throws: TransportError.self) {
            try await transport.send(request(server.port), options: HTTPExchangeOptions())
        }
        let failed = try metrics.expectCounter(
            "smithy.client.http.connections.failed", [("exception.type", "connection refused")])
        #expect(failed.totalValue == 1)
        #expect(try usage("connections", "opening").last == 0)
    }
}
