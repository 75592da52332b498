import Inia
import IniaLifecycle
import LocalServers
import ServiceLifecycleTestKit
import Testing

/// The end of a transport within a group of services.
@Suite struct TransportServiceTests {
    private let mayAnswer = Flag()
    private let isAsked = Flag()

    private func server() -> LoopbackServer {
        LoopbackServer { [mayAnswer, isAsked] peer in
            while !peer.read().isEmpty {
                isAsked.set()
                mayAnswer.block()
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            }
        }
    }

    private func send(_ transport: Transport, _ port: Int) async throws -> Int {
        let url = HTTPURL(scheme: "http", host: "127.0.0.1", port: port)
        return try await transport.send(HTTPRequest(method: "GET", url: url), options: HTTPExchangeOptions()).status
    }

    @Test func `what is under way at a shutdown comes to its end, and its connection is closed then`() async throws {
        let (server, transport) = (server(), Transport())
        try await testGracefulShutdown { trigger in
            async let status = send(transport, server.port)
            await isAsked.wait()
            async let ended: Void = TransportService(transport, grace: .seconds(600)).run()
            trigger.triggerGracefulShutdown()
            mayAnswer.set()
            #expect(try await status == 200)
            try await ended
            let statistics = await transport.statistics()
            #expect(statistics.busy == 0 && statistics.idle == 0)
        }
    }

    @Test func `what takes longer than its grace is left alone, and the transport is still of use`() async throws {
        let (server, transport) = (server(), Transport())
        try await testGracefulShutdown { trigger in
            async let status = send(transport, server.port)
            await isAsked.wait()
            trigger.triggerGracefulShutdown()
            try await TransportService(transport, grace: .milliseconds(1)).run()
            #expect(await transport.statistics().busy == 1)
            mayAnswer.set()
            #expect(try await status == 200)
            #expect(try await send(transport, server.port) == 200)
            #expect(server.accepted == 1)
        }
    }

    @Test func `a cancelled service closes what is idle and waits for nothing`() async throws {
        mayAnswer.set()
        let (server, transport) = (server(), Transport())
        #expect(try await send(transport, server.port) == 200)
        let service = Task { try await TransportService(transport, grace: .seconds(600)).run() }
        service.cancel()
        try await service.value
        #expect(await transport.statistics().idle == 0)
    }
}
