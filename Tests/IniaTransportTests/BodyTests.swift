import Glibc
import IniaHTTP
import IniaPrimitives
import IniaTransport
import LocalServers
import Synchronization
import Testing

@Suite struct BodyTests {
    @Test(arguments: [true, false])
    func `a large body arrives whole and the connection goes back`(isChunked: Bool) async throws {
        let size = 8 << 20
        let server = LoopbackServer { peer in
            let piece = [UInt8](repeating: 7, count: 1 << 20)
            while !peer.read().isEmpty {
                peer.send(
                    "HTTP/1.1 200 OK\r\n\(isChunked ? "Transfer-Encoding: chunked" : "Content-Length: \(size)")\r\n\r\n"
                )
                for _ in 0..<8 {
                    if isChunked { peer.send("100000\r\n") }
                    peer.send(piece)
                    if isChunked { peer.send("\r\n") }
                }
                if isChunked { peer.send("0\r\n\r\n") }
            }
        }
        let transport = Transport()
        for _ in 0..<2 {
            let response = try await transport.send(get(server.port), options: terms())
            #expect(response.body.count == (isChunked ? nil : Int64(size)))
            var total = 0
            for try await chunk in response.body {
                #expect(chunk.count <= 512 << 10)
                #expect(chunk.first == 7 && chunk.last == 7)
                total += chunk.count
            }
            #expect(total == size)
        }
        #expect(server.accepted == 1)
        #expect(await transport.statistics().idle == 1)
    }

    @Test(arguments: [true, false])
    func `each piece of a body is given when it comes, without waiting for more`(isChunked: Bool) async throws {
        let wanted = (0..<4).map { _ in Flag() }
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 200 OK\r\n\(isChunked ? "Transfer-Encoding: chunked" : "Content-Length: 15")\r\n\r\n")
            for flag in wanted.prefix(3) {
                flag.block()
                peer.send(isChunked ? "5\r\nhello\r\n" : "hello")
            }
            wanted[3].block()
            if isChunked { peer.send("0\r\n\r\n") }
            peer.awaitClose()
        }
        let transport = Transport()
        let response = try await transport.send(get(server.port), options: terms())
        var iterator = response.body.makeAsyncIterator()
        for flag in wanted.prefix(3) {
            flag.set()
            #expect(try await iterator.next() == Bytes(utf8: "hello"))
        }
        wanted[3].set()
        #expect(try await iterator.next() == nil)
        #expect(await transport.statistics().idle == 1)
    }

    @Test(arguments: [false, true])
    func `the fields after a body are there when it has been read, and are none of the head's`(
        isWhole: Bool
    ) async throws {
        let mayGoOn = Flag()
        let server = LoopbackServer { peer in
            peer.read()
            let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nT: head\r\n\r\n"
            // The latter two change nothing, since they may not stand there (RFC 9110 section 6.5.1).
            let (start, end) = ("5\r\nhello\r\n", "0\r\nT: after\r\nContent-Length: 3\r\nConnection: close\r\n\r\n")
            if isWhole { peer.send(head + start + end) } else { peer.send(head + start) }
            if !isWhole {
                mayGoOn.block()
                peer.send(end)
            }
            peer.read()
            peer.send(hello)
            peer.awaitClose()
        }
        let transport = Transport()
        let response = try await transport.send(get(server.port), options: terms())
        if !isWhole { #expect(response.trailers == nil) }
        mayGoOn.set()
        #expect(try await response.body.text(upTo: 10) == "hello")
        #expect(response.trailers?.fields.map(\.name) == ["T", "Content-Length", "Connection"])
        #expect(response.trailers?["t"] == "after" && response.headers["t"] == "head")
        // The next response on the connection has none of its own.
        let next = try await transport.send(get(server.port), options: terms())
        #expect(try await next.body.text(upTo: 10) == "hello")
        #expect(next.trailers == HTTPHeaders() && server.accepted == 1)
    }

    @Test func `a peer that sends without end gets rid of little while nobody reads`() async throws {
        let sent = Mutex(0)
        let isStuck = Flag()
        let server = LoopbackServer { peer in
            var timeout = timeval(tv_sec: 0, tv_usec: 200_000)
            setsockopt(peer.descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
            var space: Int32 = 64 << 10
            setsockopt(peer.descriptor, SOL_SOCKET, SO_SNDBUF, &space, socklen_t(MemoryLayout<Int32>.size))
            peer.read()
            peer.send("HTTP/1.1 200 OK\r\n\r\n")
            let piece = [UInt8](repeating: 7, count: 16 << 10)
            while sent.withLock({ $0 }) < 64 << 20, peer.send(piece) { sent.withLock { $0 += piece.count } }
            isStuck.set()
        }
        let response = try await Transport().send(get(server.port), options: terms())
        await isStuck.wait()
        #expect(sent.withLock { $0 } <= 2 << 20)
        _ = response.body
    }

    @Test func `a body that nobody wants closes its connection at once`() async throws {
        let isClosed = Flag()
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
            peer.awaitClose()
            isClosed.set()
        }
        let transport = Transport()
        _ = try await transport.send(get(server.port), options: terms())
        await isClosed.wait()
    }

    @Test func `bodies of all kinds are uploaded, framed as announced`() async throws {
        let server = LoopbackServer { peer in
            while true {
                let head = peer.read()
                if head.isEmpty { return }
                if head.contains("chunked") {
                    let text = peer.read(until: "0\r\n\r\n")
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)")
                } else {
                    let count =
                        head.split(separator: "Content-Length: ").last.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
                    let text = String(peer.read(count: count))
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)")
                }
            }
        }
        let transport = Transport()
        func answer(_ body: Body) async throws -> String {
            let request = HTTPRequest(method: "PUT", url: url(server.port), body: body)
            return try await transport.send(request, options: terms()).body.text(upTo: 1000)
        }
        #expect(try await answer(.bytes(Bytes(utf8: "abc"))) == "3")
        #expect(try await answer(.bytes(Bytes([UInt8](repeating: 1, count: 5 << 20)))) == "\(5 << 20)")
        let pieces: [[UInt8]] = [[65, 66], [67]]
        #expect(try await answer(Body(.once(count: nil, source: Scripted(pieces)))) == "2\r\nAB\r\n1\r\nC\r\n0\r\n\r\n")
        #expect(try await answer(Body(.replayable(count: 3) { Scripted(pieces) })) == "3")
        #expect(server.accepted == 1)
    }

    @Test(arguments: [true, false])
    func `a peer that goes away while a body is still being made is to blame, and not the body`(resets: Bool) async {
        let server = LoopbackServer { peer in
            peer.read()
            peer.read(count: 3)
            if resets { peer.reset() }
        }
        let body = Body(.once(count: 6, source: Scripted([[1, 2, 3]], thenHangs: true)))
        let request = HTTPRequest(method: "PUT", url: url(server.port), body: body)
        #expect(
            await failure { _ = try await Transport().send(request, options: terms()) } == .connectionClosed)
    }

    @Test(arguments: [false, true])
    func `a peer that says no more while it takes a request has failed it`(isStream: Bool) async {
        let server = LoopbackServer { peer in
            peer.read()
            shutdown(peer.descriptor, Int32(SHUT_WR))
            peer.awaitClose()
        }
        let transport = Transport()
        var request = HTTPRequest(method: "PUT", url: url(server.port, "/x"))
        let piece = [UInt8](repeating: 7, count: 1 << 20)
        request.body =
            isStream
            ? Body(.once(count: nil, source: Scripted([piece], thenHangs: true)))
            : .bytes(Bytes([UInt8](repeating: 7, count: 64 << 20)))
        #expect(await failure { _ = try await transport.send(request, options: terms()) } == .connectionClosed)
        #expect(await transport.statistics().busy == 0)
    }

    @Test func `a peer that has answered and says no more may take the rest of the request or not`() async throws {
        let server = LoopbackServer { peer in
            peer.read()
            peer.send(hello)
            shutdown(peer.descriptor, Int32(SHUT_WR))
            peer.awaitClose()
        }
        let transport = Transport()
        for _ in 0..<2 {
            let request = HTTPRequest(
                method: "PUT", url: url(server.port, "/x"),
                body: Body(.once(count: nil, source: Scripted([[7]], thenHangs: true))))
            let response = try await transport.send(request, options: terms())
            #expect(try await response.body.text(upTo: 10) == "hello")
        }
        let statistics = await transport.statistics()
        #expect(server.accepted == 2 && statistics.busy == 0 && statistics.idle == 0)
    }

    @Test func `a body of another length than announced fails the request`() async {
        let server = LoopbackServer { peer in
            peer.read()
            peer.awaitClose()
        }
        for count in [2, 4] {
            let body = Body(.replayable(count: Int64(count)) { Scripted([[1, 2, 3]]) })
            let request = HTTPRequest(method: "PUT", url: url(server.port), body: body)
            #expect(await failure { _ = try await Transport().send(request, options: terms()) } == .requestBody)
        }
    }

    @Test(arguments: [true, false])
    func `an answer that comes before the body was sent ends the upload`(isStream: Bool) async throws {
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig")
            peer.awaitClose()
        }
        let bytes = [UInt8](repeating: 0, count: 32 << 20)
        let stalled = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig")
            Flag().block()
        }
        let body = isStream ? Body(.once(count: nil, source: Scripted([[1]], thenHangs: true))) : .bytes(Bytes(bytes))
        let request = HTTPRequest(method: "PUT", url: url(isStream ? server.port : stalled.port), body: body)
        let transport = Transport()
        let response = try await transport.send(request, options: terms())
        #expect(response.status == 413)
        #expect(try await response.body.text(upTo: 10) == "big")
        #expect(await transport.statistics().idle == 0)
    }

    @Test func `a body waits for consent, does without it after a while, and is dropped after a refusal`() async throws
    {
        let server = LoopbackServer { peer in
            let head = peer.read()
            if head.contains("/consent") {
                peer.send("HTTP/1.1 100 Continue\r\nX: y\r\n\r\n")
            } else if head.contains("/refusal") {
                peer.send("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno")
                peer.send("\(peer.read(count: 3))")
                return
            }
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\(peer.read(count: 3))")
        }
        var options = TransportOptions()
        options.continueTimeout = .milliseconds(30)
        let silent = Transport(options: options)
        options.continueTimeout = .seconds(60)
        let patient = Transport(options: options)
        func answer(_ transport: Transport, _ path: String) async throws -> (Int, String) {
            var request = HTTPRequest(method: "PUT", url: url(server.port, path), body: .bytes(Bytes(utf8: "abc")))
            try request.headers.add("Expect", "100-continue")
            let response = try await transport.send(request, options: terms())
            return (response.status, try await response.body.text(upTo: 10))
        }
        #expect(try await answer(patient, "/consent") == (200, "3"))
        #expect(try await answer(patient, "/refusal") == (403, "no"))
        #expect(try await answer(silent, "/silence") == (200, "3"))
        #expect(await patient.statistics().idle == 0)
    }
}
