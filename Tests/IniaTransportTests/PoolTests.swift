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

    @Test func `hosts share a limit in all, the one that waited longest first, and idle connections make room`()
        async throws
    {
        let mayAnswer = Flag()
        let script: @Sendable (LoopbackServer.Peer) -> Void = { peer in
            while !peer.read().isEmpty {
                mayAnswer.block()
                peer.send(hello)
            }
        }
        let servers = (0..<3).map { _ in LoopbackServer(script) }
        var options = TransportOptions()
        options.maximumConnections = 2
        let transport = Transport(options: options)
        let first = (0..<4).map { _ in Task { try await transport.send(get(servers[0].port), options: terms()).status }
        }
        while await transport.statistics().waiting < 2 { await Task.yield() }
        let others = servers.dropFirst().map { server in
            Task { try await transport.send(get(server.port), options: terms()).status }
        }
        while await transport.statistics().waiting < 4 { await Task.yield() }
        do {
            _ = try await transport.send(get(servers[1].port), options: terms { $0.acquireTimeout = .milliseconds(20) })
            Issue.record("a third connection")
        } catch let error as TransportError {
            #expect(error.code == .acquireTimeout)
            #expect(error.reason?.hasSuffix("of at most 2 to all hosts, 2 are held by other hosts") == true)
        }
        mayAnswer.set()
        for task in first + others { #expect(try await task.value == 200) }
        let statistics = await transport.statistics()
        #expect(statistics.busy == 0 && statistics.waiting == 0 && statistics.opening == 0 && statistics.idle <= 2)
    }

    @Test func `a connection is used no longer than its peer keeps it, nor than connections may live`() async throws {
        for (word, lifetime) in [("Keep-Alive: timeout=0", 300), ("X: y", 0)] {
            let server = LoopbackServer { peer in
                while !peer.read().isEmpty { peer.send("HTTP/1.1 200 OK\r\n\(word)\r\nContent-Length: 0\r\n\r\n") }
            }
            var options = TransportOptions()
            options.connectionLifetime = .seconds(lifetime)
            let transport = Transport(options: options)
            for _ in 0..<3 { _ = try await transport.send(get(server.port), options: terms()) }
            #expect(server.accepted == 3)
        }
    }

    @Test func `a process that was stopped for long does not use the connections that it had`() async {
        // The peer does not close: it forgot the connection, as a gateway on the way does, and answers on new ones only.
        let server = LoopbackServer { peer in
            peer.read()
            peer.send(hello)
            peer.awaitClose()
        }
        await #expect(processExitsWith: .success) { [port = server.port as Int] in
            var options = TransportOptions()
            options.idleTimeout = .milliseconds(250)
            let transport = Transport(options: options)
            _ = try await transport.send(get(port), options: terms())
            let stop = ContinuousClock.now
            try #require(system("(sleep 0.6; kill -CONT \(getpid())) & kill -STOP \(getpid())") == 0)
            // A signal may take its time on a busy machine: nothing goes on before the process has been stopped.
            while ContinuousClock.now - stop < .milliseconds(500) {}
            let response = try await transport.send(get(port), options: terms { $0.readTimeout = .seconds(60) })
            #expect(response.status == 200)
        }
        #expect(server.accepted == 2)
    }

    @Test func `ten thousand calls at once get by with two hundred and fifty-six descriptors`() async {
        let server = LoopbackServer { peer in
            while !peer.read().isEmpty { peer.send(hello) }
        }
        await #expect(processExitsWith: .success) { [port = server.port as Int] in
            var few = rlimit(rlim_cur: 256, rlim_max: 256)
            try #require(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &few) == 0)
            let transport = Transport()
            let options = terms {
                $0.route = HTTPRoute(maximumConnections: 10_000)
                $0.acquireTimeout = .seconds(600)
            }
            let answered = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<10_000 {
                    group.addTask { try await transport.send(get(port), options: options).status }
                }
                return try await group.reduce(0) { $0 + ($1 == 200 ? 1 : 0) }
            }
            #expect(answered == 10_000)
            #expect(await transport.statistics().opened <= 192)
        }
        #expect(server.accepted <= 192)
    }

    @Test(arguments: [true, false]) func `idle connections are probed where a route wants it`(isKept: Bool) async throws
    {
        let server = LoopbackServer { peer in
            while !peer.read().isEmpty { peer.send(hello) }
        }
        let transport = Transport()
        let options = terms { $0.route = HTTPRoute(isKeptAlive: isKept) }
        _ = try await transport.send(get(server.port), options: options)
        // The client's line is that whose peer is the server; its sixth column begins with the kind of its timer.
        let port = String(server.port, radix: 16, uppercase: true)
        let end = ":" + String(repeating: "0", count: 4 - port.count) + port
        let lines = try contents("/proc/self/net/tcp", upTo: 16 << 20).split(separator: "\n")
        let rows: [[Substring]] = lines.map { $0.split(separator: " ") }
        let row = rows.first { $0.count > 5 && $0[2].hasSuffix(end) }
        let timer = try #require(row)[5]
        #expect(timer.hasPrefix("02:") == isKept)
        #expect(await transport.statistics().idle == 1)
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
