import Glibc
import IniaHTTP
import IniaPrimitives
import IniaTransport
import LocalServers
import Synchronization
import Testing

/// Bytes that nobody asked for: a response that was smuggled in behind another must never answer the next request.
@Suite(.timeLimit(.minutes(5))) struct UnaskedBytesTests {
    /// A response whose body does not come along with its head, and another right behind it.
    private static let body = String(repeating: "a", count: 40_000)
    private static let answers = """
        HTTP/1.1 200 OK\r\nContent-Length: 40000\r\n\r\n\(body)HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil
        """

    @Test func `what comes behind a body is no answer to who waits for the connection`() async throws {
        let isSent = Flag()
        let server = LoopbackServer { peer in
            peer.read()
            peer.send(Self.answers)
            isSent.set()
            peer.awaitClose()
        }
        let transport = Transport()
        let options = terms { $0.route = HTTPRoute(maximumConnections: 1) }
        let first = try await transport.send(get(server.port), options: options)
        await isSent.wait()
        async let second = transport.send(get(server.port), options: options)
        while await transport.statistics().waiting == 0 { await Task.yield() }
        #expect(try await first.body.text(upTo: 1 << 20) == Self.body)
        #expect(try await second.body.text(upTo: 1 << 20) == Self.body)
        #expect(server.accepted == 2)
    }

    @Test(arguments: [Int32(0x303), 0x304])
    func `what TLS has decrypted behind a body is no answer to the next request`(version: Int32) async throws {
        let certificates = try HTTP2FaultTests.certificates.get()
        let server = try SecureServer(certificates, "good", version: version, answer: Self.answers)
        var tls = TLSOptions()
        tls.verification = .authorities(path: "\(certificates.folder)/ca.pem")
        let options = terms { $0.route = HTTPRoute(tls: tls) }
        let transport = Transport()
        for _ in 0..<3 {
            let request = HTTPRequest(method: "GET", url: url(server.port, scheme: "https", host: "localhost"))
            let response = try await transport.send(request, options: options)
            #expect(try await response.body.text(upTo: 1 << 20) == Self.body)
        }
        #expect(server.accepted == 3)
    }

    /// An answer to nothing, as long as the one that the request will get.
    private static let early = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"

    @Test(arguments: [Self.early, "\r\n", "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n"])
    func `what comes before the first request is no answer to it`(early: String) async throws {
        let isSent = Flag()
        let heads = Mutex<[String]>([])
        let server = LoopbackServer { peer in
            if peer.number == 0 {
                peer.send(early)
                isSent.set()
                let head = peer.read()
                heads.withLock { $0.append(head) }
                return
            }
            peer.read()
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood")
            peer.awaitClose()
        }
        let transport = Transport()
        let error = await refusal(transport, get(server.port), terms(), once: isSent)
        #expect(error?.code == .malformedResponse)
        #expect(error?.reason == "it sent bytes before it was asked")
        let response = try await transport.send(get(server.port), options: terms())
        #expect(try await response.body.text(upTo: 100) == "good")
        // Nothing was sent to the first.
        while heads.withLock(\.isEmpty) { await Task.yield() }
        #expect(heads.withLock { $0 } == [""])
    }

    @Test func `a peer that closes before the first request has got nothing of it`() async throws {
        let isClosed = Flag()
        let server = LoopbackServer { peer in
            shutdown(peer.descriptor, Int32(SHUT_WR))
            isClosed.set()
            peer.awaitClose()
        }
        let error = await refusal(Transport(), get(server.port), terms(), once: isClosed)
        #expect(error?.code == .connectionClosed)
    }

    @Test(arguments: [Int32(0x303), 0x304])
    func `what TLS carries before the first request is no answer to it`(version: Int32) async throws {
        let isSent = Flag()
        let certificates = try HTTP2FaultTests.certificates.get()
        let server = try SecureServer(
            certificates, "good", version: version, answer: Self.early, ending: .greeting, greeted: { isSent.set() })
        var tls = TLSOptions()
        tls.verification = .authorities(path: "\(certificates.folder)/ca.pem")
        let options = terms { $0.route = HTTPRoute(tls: tls) }
        let request = HTTPRequest(method: "GET", url: url(server.port, scheme: "https", host: "localhost"))
        let error = await refusal(Transport(), request, options, once: isSent)
        #expect(error?.code == .malformedResponse)
    }

    /// The error of a request on a fresh connection, which is sent once the peer has done its part, and of which nothing
    /// leaves.
    private func refusal(
        _ transport: Transport, _ request: HTTPRequest, _ options: HTTPExchangeOptions, once peer: Flag
    ) async -> TransportError? {
        await transport.observe(OpeningMonitor(peer: peer))
        let error = await #expect(throws: TransportError.self) { try await transport.send(request, options: options) }
        #expect(error?.mayHaveBeenSent == false)
        return error
    }
}

/// Holds up each connection that was opened, before its request is sent, until the peer has done its part.
private struct OpeningMonitor: TransportMonitor {
    let peer: Flag

    func opened(host: String, after duration: Duration) { while !peer.isSet { usleep(100) } }
}
