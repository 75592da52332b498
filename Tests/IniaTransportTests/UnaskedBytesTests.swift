import IniaHTTP
import IniaPrimitives
import IniaTransport
import LocalServers
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
}
