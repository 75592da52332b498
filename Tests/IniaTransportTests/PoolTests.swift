import Glibc
import IniaHTTP
import IniaPrimitives
import IniaTransport
import LocalServers
import Testing

@Suite(.serialized) struct PoolTests {
    @Test func `a thousand calls at once share fifty connections`() async throws {
        let server = LoopbackServer { peer in
            while !peer.read().isEmpty { peer.send(hello) }
        }
        let transport = Transport()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<1000 {
                group.addTask { try await transport.send(get(server.port), options: terms()).status }
            }
            for try await status in group { #expect(status == 200) }
        }
        #expect(server.accepted <= 50)
        #expect(await transport.statistics().busy == 0)
    }

    @Test func `tasks that prefer the event loop are served by it`() async throws {
        let server = LoopbackServer { peer in
            while !peer.read().isEmpty { peer.send(hello) }
        }
        let transport = Transport()
        let statuses = try await withTaskExecutorPreference(transport.eventLoop) {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<100 {
                    group.addTask { try await transport.send(get(server.port), options: terms()).status }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
        }
        #expect(statuses == Array(repeating: 200, count: 100))
    }

    @Test func `transports that come and go leave no connection behind`() async throws {
        let closed = Gauge()
        let server = LoopbackServer { peer in
            while !peer.read().isEmpty { peer.send(hello) }
            closed.change(by: 1)
        }
        for _ in 0..<200 {
            let transport = Transport()
            _ = try await transport.send(get(server.port), options: terms())
        }
        await closed.reaches(200)
        #expect(server.accepted == 200)
    }

    @Test func `a forwarding proxy is told the whole URL`() async throws {
        let proxy = LoopbackServer { peer in
            let line = peer.read().prefix { $0 != "\r\n" }
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(line.utf8.count)\r\n\r\n\(line)")
        }
        let options = terms { $0.route = HTTPRoute(proxy: HTTPProxy(url: url(proxy.port))) }
        let request = HTTPRequest(method: "GET", url: url(80, "/x", host: "example.com"))
        let response = try await Transport().send(request, options: options)
        #expect(try await response.body.text(upTo: 100) == "GET http://example.com/x HTTP/1.1")
    }

    @Test func `a proxy that refuses a tunnel is named`() async {
        let proxy = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 407 Authenticate\r\nContent-Length: 0\r\n\r\n")
            peer.awaitClose()
        }
        let options = terms { $0.route = HTTPRoute(proxy: HTTPProxy(url: url(proxy.port))) }
        let request = HTTPRequest(method: "GET", url: url(443, scheme: "https", host: "example.com"))
        #expect(await failure { _ = try await Transport().send(request, options: options) } == .proxy)
    }
}

/// A number that a test waits for.
actor Gauge {
    private var value = 0
    private var waiter: (Int, CheckedContinuation<Void, Never>)?

    nonisolated func change(by step: Int) { Task { await add(step) } }

    private func add(_ step: Int) {
        value += step
        guard let (goal, continuation) = waiter, value == goal else { return }
        waiter = nil
        continuation.resume()
    }

    /// Waits until the number is there.
    func reaches(_ goal: Int) async {
        if value == goal { return }
        await withCheckedContinuation { waiter = (goal, $0) }
    }
}
