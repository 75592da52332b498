import IniaHTTP
import IniaPrimitives
import IniaTransport
import LocalServers
import Testing

@Suite struct TimeoutTests {
    @Test func `a silent server is a read timeout`() async {
        let server = LoopbackServer { peer in peer.awaitClose() }
        let transport = Transport()
        let options = terms { $0.readTimeout = .milliseconds(30) }
        #expect(await failure { _ = try await transport.send(get(server.port), options: options) } == .readTimeout)
        #expect(await transport.statistics() == statistics(opened: 1))
    }

    @Test func `a server that falls silent in a body is a read timeout`() async throws {
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
            peer.awaitClose()
        }
        let transport = Transport()
        let response = try await transport.send(get(server.port), options: terms { $0.readTimeout = .milliseconds(30) })
        #expect(await failure { _ = try await response.body.collect(upTo: 100) } == .readTimeout)
        #expect(await transport.statistics() == statistics(opened: 1))
    }

    @Test func `a deadline ends an exchange whose timeouts are longer`() async {
        let server = LoopbackServer { peer in peer.awaitClose() }
        let options = terms { $0.deadline = .now + .milliseconds(30) }
        #expect(
            await failure { _ = try await Transport().send(get(server.port), options: options) } == .deadlineExceeded)
    }

    @Test func `a server that reads nothing is a write timeout`() async {
        let isOver = Flag()
        let server = LoopbackServer { _ in isOver.block() }
        let body = Body.bytes(Bytes([UInt8](repeating: 0, count: 32 << 20)))
        let request = HTTPRequest(method: "PUT", url: url(server.port), body: body)
        let options = terms { $0.writeTimeout = .milliseconds(50) }
        #expect(await failure { _ = try await Transport().send(request, options: options) } == .writeTimeout)
        isOver.set()
    }

    @Test func `connections held by unread bodies are named when no more can be had`() async throws {
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
            peer.awaitClose()
        }
        var options = TransportOptions()
        options.abandonTimeout = .seconds(3600)
        let transport = Transport(options: options)
        var held: [HTTPResponse] = []
        for _ in 0..<50 { held.append(try await transport.send(get(server.port), options: terms())) }
        do {
            _ = try await transport.send(get(server.port), options: terms { $0.acquireTimeout = .milliseconds(20) })
            Issue.record("a 51st connection")
        } catch let error as TransportError {
            #expect(error.code == .acquireTimeout)
            #expect(error.reason?.contains("50 are held by response bodies") == true)
            #expect(!error.mayHaveBeenSent)
        }
        #expect(await transport.statistics().unreadBodies == 50)
        held.removeLast()
        let another = try await transport.send(get(server.port), options: terms())
        #expect(another.status == 200)
    }

    @Test func `a body that nobody reads closes its connection after a while`() async throws {
        let isClosed = Flag()
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
            peer.awaitClose()
            isClosed.set()
        }
        var options = TransportOptions()
        options.abandonTimeout = .milliseconds(30)
        let transport = Transport(options: options)
        let response = try await transport.send(get(server.port), options: terms())
        await isClosed.wait()
        #expect(await failure { _ = try await response.body.collect(upTo: 100) } == .connectionClosed)
        #expect(await transport.statistics().busy == 0)
    }

    @Test func `an idle connection is closed after a while`() async throws {
        let isClosed = Flag()
        let server = LoopbackServer { peer in
            peer.read()
            peer.send(hello)
            peer.awaitClose()
            isClosed.set()
        }
        var options = TransportOptions()
        options.idleTimeout = .milliseconds(30)
        let transport = Transport(options: options)
        _ = try await transport.send(get(server.port), options: terms())
        await isClosed.wait()
        #expect(await transport.statistics() == statistics(opened: 1))
    }

    private func statistics(opened: Int) -> TransportStatistics {
        var statistics = TransportStatistics()
        statistics.opened = opened
        return statistics
    }
}
