import Glibc
import IniaHTTP
import IniaPrimitives
import LocalServers
import Testing

@testable import IniaTransport

/// Peers that mean ill, or do not know better: each call ends in its answer or in one error that says what was wrong. A
/// call that never ends would meet the time limit.
@Suite(.timeLimit(.minutes(5))) struct HostilePeerTests {
    // MARK: HTTP/1.1

    /// What a peer says first, and then over and over.
    static let endless: [(start: String, forever: String)] = [
        ("", "x"),
        ("HTTP/1.1 200 OK\r\n", "A: b\r\n"),
        ("HTTP/1.1 200 OK\r\nA: ", "x"),
        ("", "HTTP/1.1 102 Wait\r\n\r\n"),
        (chunked + "5;", "x"),
        (chunked, "1;\(String(repeating: "x", count: 4000))\r\na\r\n"),
        (chunked + "0", "0"),
        (chunked + "0\r\n", "A: b\r\n"),
    ]
    private static let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

    @Test(arguments: endless.indices) func `what a peer says without end is malformed`(sample: Int) async {
        let (start, forever) = Self.endless[sample]
        let server = LoopbackServer { peer in
            peer.read()
            peer.send(start)
            while peer.send(forever) {}
        }
        let transport = Transport()
        let code = await failure {
            let response = try await transport.send(get(server.port), options: terms())
            _ = try await response.body.collect(upTo: 1 << 20)
        }
        #expect(code == .malformedResponse)
        #expect(await transport.statistics().busy == 0)
    }

    @Test func `interim responses without end do not hold up an upload for ever`() async {
        let server = LoopbackServer { peer in
            peer.read()
            while peer.send("HTTP/1.1 102 Wait\r\n\r\n") {}
        }
        let body = Body(.once(count: nil, source: Scripted([[7]], thenHangs: true)))
        let request = HTTPRequest(method: "PUT", url: url(server.port, "/x"), body: body)
        let transport = Transport()
        #expect(await failure { _ = try await transport.send(request, options: terms()) } == .malformedResponse)
        #expect(await transport.statistics().busy == 0)
    }

    @Test(arguments: [true, false])
    func `what a peer says before it goes away is heard, however the upload fares`(isStream: Bool) async throws {
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno")
            // What was not read makes a reset of the end.
            peer.reset()
        }
        let transport = Transport()
        let pieces = [[UInt8]](repeating: [UInt8](repeating: 7, count: 64 << 10), count: 64)
        let whole = Bytes(pieces.flatMap { $0 })
        for _ in 0..<200 {
            let body: Body = isStream ? Body(.once(count: nil, source: Scripted(pieces))) : .bytes(whole)
            let request = HTTPRequest(method: "PUT", url: url(server.port, "/x"), body: body)
            let response = try await transport.send(request, options: terms())
            #expect(response.status == 403)
            #expect(try await response.body.text(upTo: 10) == "no")
        }
        #expect(await transport.statistics().busy == 0)
    }

    // MARK: Proxies

    /// What proxies say to CONNECT that opens no tunnel.
    static let refusals: [String] = [
        "", "\r\n", "220 smtp.example.com ESMTP\r\n", "HTTP/1.1 200 OK\r\nX", "HTTP/2.0 200 OK\r\n\r\n",
        "HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic\r\nContent-Length: 2\r\n\r\nno",
        "HTTP/1.1 302 Found\r\nLocation: https://example.com/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\nzz", "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 200 OK\r\n\r\n\u{16}\u{3}\u{3}\0\u{1}\0",
        "HTTP/1.1 200 OK\r\nX: \(String(repeating: "a", count: 1 << 20))\r\n\r\n",
        String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 1000),
    ]

    @Test(arguments: refusals)
    func `a proxy that opens no tunnel is named, and nothing was sent`(answer: String) async {
        let proxy = LoopbackServer { peer in
            peer.read()
            peer.send(answer)
        }
        let route = HTTPRoute(proxy: HTTPProxy(url: url(proxy.port)))
        let request = HTTPRequest(method: "GET", url: url(443, scheme: "https", host: "example.com"))
        let transport = Transport()
        let error = await #expect(throws: TransportError.self) {
            try await transport.send(request, options: terms { $0.route = route })
        }
        #expect(error?.code == .proxy && error?.mayHaveBeenSent == false, "\(error.debugDescription)")
        #expect(await transport.statistics() == TransportStatistics())
        #expect(proxy.accepted == 1)
    }

    // MARK: TLS

    @Test(arguments: [SecureServer.Ending.farewell, .cut])
    func `a body that ends with its connection is whole only if TLS says so`(ending: SecureServer.Ending) async throws {
        let certificates = try HTTP2FaultTests.certificates.get()
        let answer = "HTTP/1.1 200 OK\r\n\r\nhello"
        let server = try SecureServer(certificates, "good", answer: answer, ending: ending)
        let code = await failure {
            let response = try await Transport().send(secure(server.port), options: trusting(certificates))
            #expect(try await response.body.text(upTo: 10) == "hello")
        }
        #expect(code == (ending == .cut ? .incompleteBody : nil))
    }

    @Test(arguments: [Int32(0x303), 0x304])
    func `a body of known length is whole whatever TLS says after it`(version: Int32) async throws {
        let certificates = try HTTP2FaultTests.certificates.get()
        let server = try SecureServer(certificates, "good", version: version, answer: hello, ending: .cut)
        let transport = Transport()
        for _ in 0..<3 {
            let response = try await transport.send(secure(server.port), options: trusting(certificates))
            #expect(try await response.body.text(upTo: 10) == "hello")
        }
        #expect(server.accepted == 3)
    }

    @Test func `a server that wants to negotiate TLS anew is refused, and answers or fails`() async throws {
        let certificates = try HTTP2FaultTests.certificates.get()
        let server = try SecureServer(certificates, "good", version: 0x303, answer: hello, ending: .renegotiation)
        let transport = Transport()
        let code = await failure {
            let response = try await transport.send(secure(server.port), options: trusting(certificates))
            #expect(try await response.body.text(upTo: 10) == "hello")
        }
        #expect([nil, .tls, .connectionClosed].contains(code), "\(code?.name ?? "")")
        while await transport.statistics().busy > 0 { await Task.yield() }
    }

    @Test func `keys that change in the midst of an answer leave it whole, and the connection of use`() async throws {
        let certificates = try HTTP2FaultTests.certificates.get()
        let body = String(repeating: "a", count: 40_000)
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 40000\r\n\r\n\(body)"
        let server = try SecureServer(certificates, "good", answer: answer, ending: .keys)
        let transport = Transport()
        for _ in 0..<3 {
            let response = try await transport.send(secure(server.port), options: trusting(certificates))
            #expect(try await response.body.text(upTo: 1 << 20) == body)
        }
        #expect(server.accepted == 1)
    }

    @Test func `a peer whose TLS goes on and carries nothing is refused`() async throws {
        let certificates = try HTTP2FaultTests.certificates.get()
        let server = try SecureServer(certificates, "good", answer: hello, ending: .tickets)
        let transport = Transport()
        let options = trusting(certificates)
        #expect(await failure { _ = try await transport.send(secure(server.port), options: options) } == .tls)
        #expect(await transport.statistics().busy == 0)
    }

    // MARK: HTTP/2

    /// What a peer sends over and over once it has a request.
    static let floods: [[UInt8]] = [
        frame(4), frame(4, flags: 1), frame(6, [UInt8](repeating: 0, count: 8)),
        frame(6, flags: 1, [UInt8](repeating: 0, count: 8)), frame(9, stream: 1),
        frame(8, [0, 0, 0, 1]), frame(8, [0x7F, 0xFF, 0xFF, 0xFF]), frame(3, stream: 1, [0, 0, 0, 8]),
        frame(7, [0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]), frame(0, stream: 1, [1]),
        // What nobody knows, on the connection and on a stream.
        frame(0x42), frame(0xFF, flags: 255, stream: 1, [UInt8](repeating: 7, count: 2000)), frame(16, [0, 0, 0, 1]),
        frame(2, stream: 1, [0, 0, 0, 0, 1]), frame(0, flags: 8, stream: 1, [3, 0, 0, 0]),
        frame(1, flags: 4, stream: 1, [0x82]), Array("HTTP/1.1 200 OK\r\n\r\n".utf8),
    ]

    @Test(arguments: floods) func `a flood of frames ends the call with one error`(bytes: [UInt8]) async {
        let server = LoopbackServer { peer in
            peer.send(frame(4))
            peer.awaitFrame(1)
            while peer.send(bytes) {}
        }
        let transport = Transport()
        let code = await failure { _ = try await transport.send(get(server.port), options: http2()) }
        #expect([.malformedResponse, .connectionClosed].contains(code), "\(code?.name ?? "")")
        #expect(await transport.statistics().busy == 0)
        #expect(server.accepted == 1)
    }

    @Test(arguments: floods)
    func `a flood of frames ends a connection that carries nothing`(bytes: [UInt8]) async throws {
        let isAnswered = Flag()
        let server = LoopbackServer { peer in
            guard peer.number == 0 else { return }
            peer.send(frame(4))
            peer.awaitFrame(1)
            peer.send(frame(1, flags: 5, stream: 1, [0x88]))
            isAnswered.block()
            while peer.send(bytes) {}
        }
        let transport = Transport()
        let response = try await transport.send(get(server.port), options: http2())
        #expect(response.status == 200)
        isAnswered.set()
        while await transport.statistics() != none(afterOpening: 1) { try await Task.sleep(for: .milliseconds(1)) }
    }

    private func none(afterOpening opened: Int) -> TransportStatistics {
        var statistics = TransportStatistics()
        statistics.opened = opened
        return statistics
    }

    @Test func `a peer that takes no request from the beginning is not asked for ever`() async throws {
        let server = LoopbackServer { peer in
            peer.send(frame(4) + frame(7, [UInt8](repeating: 0, count: 8)))
            peer.awaitClose()
        }
        let error = await #expect(throws: TransportError.self) {
            try await Transport().send(get(server.port), options: http2())
        }
        #expect(error?.code == .connectionClosed && error?.mayHaveBeenSent == false)
        #expect(server.accepted == 4)
    }

    @Test func `a peer that ends in two steps loses no call`() async throws {
        let server = try HTTP2Server { peer, event in
            guard case .request(let id, _) = event else { return }
            peer.announceShutdown()
            peer.respond(id, body: Array("hel".utf8), isLast: false)
            peer.goAway(after: id)
            peer.send(id, Array("lo".utf8), isLast: true)
        }
        let transport = Transport()
        for _ in 0..<3 {
            let response = try await transport.send(get(server.port), options: http2())
            #expect(try await response.body.text(upTo: 10) == "hello")
        }
        #expect(server.accepted == 3)
    }

    @Test func `a peer that takes no streams meets the timeouts of who waits for it`() async throws {
        var limits = HTTP2Peer.Options()
        limits.streamLimit = 0
        let server = try HTTP2Server(limits) { _, _ in }
        let transport = Transport()
        let options = http2 {
            $0.acquireTimeout = .milliseconds(200)
            $0.readTimeout = .milliseconds(200)
        }
        for _ in 0..<2 {
            let code = await failure { _ = try await transport.send(get(server.port), options: options) }
            #expect([.readTimeout, .acquireTimeout].contains(code), "\(code?.name ?? "")")
        }
        #expect(server.record.requests == 0)
    }

    @Test(arguments: [false, true])
    func `a peer that takes nothing of a body meets the deadline`(isStream: Bool) async throws {
        var limits = HTTP2Peer.Options()
        limits.window = 0
        let server = try HTTP2Server(limits) { _, _ in }
        let body: Body =
            isStream
            ? Body(.once(count: nil, source: Scripted([[UInt8](repeating: 7, count: 1 << 20)])))
            : .bytes(Bytes([UInt8](repeating: 7, count: 1 << 20)))
        let options = http2 { $0.deadline = .now + .milliseconds(200) }
        let request = HTTPRequest(method: "PUT", url: url(server.port, "/x"), body: body)
        #expect(await failure { _ = try await Transport().send(request, options: options) } == .deadlineExceeded)
        await server.reaches { $0.resets == [8] || $0.ended == 1 }
    }
}

/// A frame as it goes on the wire (RFC 9113 section 4.1).
private func frame(_ type: UInt8, flags: UInt8 = 0, stream: UInt8 = 0, _ payload: [UInt8] = []) -> [UInt8] {
    [0, UInt8(payload.count >> 8), UInt8(payload.count & 255), type, flags, 0, 0, 0, stream] + payload
}

extension LoopbackServer.Peer {
    /// Reads an HTTP/2 client's preface, and its frames until there was one of a type.
    fileprivate func awaitFrame(_ type: UInt8) {
        var head = [UInt8](repeating: 0, count: 9)
        guard read(count: 24) == 24 else { return }
        while recv(descriptor, &head, 9, Int32(MSG_WAITALL)) == 9 {
            read(count: Int(head[1]) << 8 | Int(head[2]))
            if head[3] == type { return }
        }
    }
}
