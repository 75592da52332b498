import IniaHTTP
import IniaPrimitives
import IniaTransport
import LocalServers
import Synchronization
import Testing

/// Options for HTTP/2 with prior knowledge.
func http2(_ change: (inout HTTPExchangeOptions) -> Void = { _ in }) -> HTTPExchangeOptions {
    terms { options in
        options.route = HTTPRoute(versions: [.http2])
        change(&options)
    }
}

/// Answers every request with `hello`, once all of it is there.
@Sendable func answerHello(_ peer: HTTP2Peer, _ event: HTTP2Peer.Event) {
    if case .end(let id) = event { peer.respond(id, fields: [("x", "y")], body: Array("hello".utf8)) }
}

@Suite struct HTTP2Tests {
    @Test func `a hundred requests at once share one connection`() async throws {
        let server = try HTTP2Server(handler: answerHello)
        let transport = Transport()
        let texts = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    let response = try await transport.send(get(server.port), options: http2())
                    #expect(response.status == 200 && response.headers["x"] == "y")
                    return try await response.body.text(upTo: 10)
                }
            }
            return try await group.reduce(into: [String]()) { $0.append($1) }
        }
        #expect(texts == Array(repeating: "hello", count: 100))
        #expect(server.accepted == 1)
        #expect(await transport.statistics().busy == 0)
    }

    @Test func `tasks that prefer the event loop are served by it`() async throws {
        let server = try HTTP2Server(handler: answerHello)
        let transport = Transport()
        try await withTaskExecutorPreference(transport.eventLoop) {
            for _ in 0..<100 {
                let status = try await transport.send(get(server.port), options: http2()).status
                #expect(status == 200)
            }
        }
    }

    @Test func `calls over the peer's limit wait for their turn, and none fails`() async throws {
        var peer = HTTP2Peer.Options()
        peer.streamLimit = 1
        let server = try HTTP2Server(peer, handler: answerHello)
        let transport = Transport()
        let options = terms { $0.route = HTTPRoute(versions: [.http2], maximumConnections: 1) }
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<100 {
                group.addTask { try await transport.send(get(server.port), options: options).status }
            }
            for try await status in group { #expect(status == 200) }
        }
        #expect(server.accepted == 1)
    }

    @Test func `a full connection has another opened beside it`() async throws {
        var peer = HTTP2Peer.Options()
        peer.streamLimit = 2
        let isReleased = Flag()
        let server = try HTTP2Server(peer) { peer, event in
            if case .end(let id) = event { peer.respond(id, body: [1], isLast: false) }
        }
        let transport = Transport()
        // The first tells the transport the limit.
        let first = try await transport.send(get(server.port), options: http2())
        var responses = [first]
        for _ in 0..<4 { responses.append(try await transport.send(get(server.port), options: http2())) }
        #expect(await transport.statistics().unreadBodies == 5)
        #expect(server.accepted <= 3)
        isReleased.set()
    }

    @Test func `interim responses, trailers and answers to HEAD are understood`() async throws {
        let server = try HTTP2Server { peer, event in
            guard case .request(let id, let fields) = event else { return }
            peer.inform(id, status: 103)
            if fields[":method"] == "HEAD" {
                peer.respond(id, fields: [("content-length", "7")])
            } else {
                peer.respond(id, body: Array("body".utf8), trailers: [("t", "1")])
            }
        }
        let transport = Transport()
        let whole = try await transport.send(get(server.port), options: http2())
        #expect(try await whole.body.text(upTo: 10) == "body")
        #expect(whole.trailers?.fields.map { "\($0.name)=\($0.value)" } == ["t=1"])
        let head = HTTPRequest(method: "HEAD", url: url(server.port))
        let response = try await transport.send(head, options: http2())
        #expect(response.headers["content-length"] == "7")
        #expect(try await response.body.collect(upTo: 10).isEmpty)
        #expect(response.trailers == HTTPHeaders())
    }

    @Test func `the fields after a long body are there when it has been read`() async throws {
        let server = try HTTP2Server { peer, event in
            guard case .request(let id, _) = event else { return }
            peer.respond(id, body: [UInt8](repeating: 7, count: 3 << 20), trailers: [("t", "1")])
        }
        let response = try await Transport().send(get(server.port), options: http2())
        #expect(response.trailers == nil)
        #expect(try await response.body.collect(upTo: 4 << 20).count == 3 << 20)
        #expect(response.trailers?["t"] == "1")
    }

    // MARK: Requests that are safe to send again

    @Test func `a refused request is sent again, unless its body can be read only once`() async throws {
        let server = try HTTP2Server { peer, event in
            guard case .request(let id, let fields) = event else { return }
            if id == 1 || fields[":path"] == "/never" { return peer.reset(id, code: 7) }
            peer.respond(id)
        }
        let transport = Transport()
        #expect(try await transport.send(get(server.port), options: http2()).status == 200)
        #expect(server.record.requests == 2)
        let body = Body(.once(count: 1, source: Scripted([[1]])))
        let once = HTTPRequest(method: "PUT", url: url(server.port, "/never"), body: body)
        #expect(await failure { _ = try await transport.send(once, options: http2()) } == .connectionClosed)
        #expect(server.accepted == 1)
    }

    @Test func `a server that always refuses is not asked for ever`() async throws {
        let server = try HTTP2Server { peer, event in
            if case .request(let id, _) = event { peer.reset(id, code: 7) }
        }
        #expect(
            await failure { _ = try await Transport().send(get(server.port), options: http2()) } == .connectionClosed)
        #expect(server.record.requests == 4)
    }

    @Test func `what GOAWAY leaves out is sent again on another connection`() async throws {
        let number = Atomic(0)
        let server = try HTTP2Server { peer, event in
            guard case .end(let id) = event else { return }
            guard number.add(1, ordering: .relaxed).newValue <= 3 else { return peer.respond(id) }
            // The first connection: the third request to arrive ends it, all but the first.
            if number.load(ordering: .relaxed) == 3 {
                peer.goAway(after: 1)
                peer.respond(1)
            }
        }
        let transport = Transport()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<3 { group.addTask { try await transport.send(get(server.port), options: http2()).status } }
            for try await status in group { #expect(status == 200) }
        }
        #expect(server.accepted == 2)
        #expect(server.record.requests == 5)
    }

    @Test func `a response that is under way when GOAWAY comes is read to its end`() async throws {
        let server = try HTTP2Server { peer, event in
            if case .end(let id) = event { peer.respond(id, body: Array("hel".utf8), isLast: false) }
        }
        let transport = Transport()
        let response = try await transport.send(get(server.port), options: http2())
        server.post { peer in
            peer.goAway(after: 1)
            peer.send(1, Array("lo".utf8), isLast: true)
        }
        #expect(try await response.body.text(upTo: 10) == "hello")
        _ = try await transport.send(get(server.port), options: http2())
        #expect(server.accepted == 2)
    }

    @Test func `an idle connection that its peer ended is replaced with no error`() async throws {
        let server = try HTTP2Server(handler: answerHello)
        let transport = Transport()
        _ = try await transport.send(get(server.port), options: http2())
        server.post { $0.goAway(after: 1) }
        while await transport.statistics().idle > 0 { await Task.yield() }
        _ = try await transport.send(get(server.port), options: http2())
        #expect(server.accepted == 2)
    }

    // MARK: Cancellation

    @Test func `a cancelled call ends its stream, and the connection goes on`() async throws {
        let isAsked = Flag()
        let server = try HTTP2Server { peer, event in
            guard case .request(let id, let fields) = event else { return }
            if fields[":path"] == "/slow" { isAsked.set() } else { peer.respond(id) }
        }
        let transport = Transport()
        let task = Task { try await transport.send(get(server.port, "/slow"), options: http2()) }
        await isAsked.wait()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await transport.send(get(server.port), options: http2()).status == 200)
        await server.reaches { $0.resets == [8] }
        #expect(server.accepted == 1)
    }

    @Test func `a cancelled reader ends its stream, and the connection goes on`() async throws {
        let server = try HTTP2Server { peer, event in
            guard case .request(let id, let fields) = event else { return }
            peer.respond(id, body: [1], isLast: fields[":path"] != "/slow")
        }
        let transport = Transport()
        let response = try await transport.send(get(server.port, "/slow"), options: http2())
        let hasBegun = Flag()
        let task = Task { for try await _ in response.body { hasBegun.set() } }
        await hasBegun.wait()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await server.reaches { $0.resets == [8] }
        #expect(try await transport.send(get(server.port), options: http2()).status == 200)
        #expect(server.accepted == 1)
        #expect(await transport.statistics().busy == 0)
    }

    @Test func `a response that is let go of ends its stream`() async throws {
        let server = try HTTP2Server { peer, event in
            if case .request(let id, _) = event { peer.respond(id, body: [1], isLast: false) }
        }
        let transport = Transport()
        _ = try await transport.send(get(server.port), options: http2())
        await server.reaches { $0.resets == [8] }
        while await transport.statistics().busy > 0 { await Task.yield() }
        #expect(await transport.statistics().unreadBodies == 0)
    }

    @Test func `a cancelled upload ends its stream and its source`() async throws {
        let server = try HTTP2Server { _, _ in }
        let transport = Transport()
        let body = Body(.once(count: nil, source: Scripted([[1, 2, 3]], thenHangs: true)))
        let request = HTTPRequest(method: "PUT", url: url(server.port), body: body)
        let task = Task { try await transport.send(request, options: http2()) }
        await server.reaches { $0.requests == 1 }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await server.reaches { $0.resets == [8] }
    }

    // MARK: Bodies

    @Test func `a conversation goes both ways at once`() async throws {
        let server = try HTTP2Server { peer, event in
            switch event {
            case .request(let id, _): peer.respond(id, isLast: false)
            case .data(let id, let bytes): peer.send(id, bytes)
            case .end(let id): peer.send(id, [], isLast: true)
            default: break
            }
        }
        let (sayings, mouth) = AsyncStream<Bytes>.makeStream()
        let request = HTTPRequest(method: "POST", url: url(server.port), body: Body(once: sayings, count: nil))
        let response = try await Transport().send(request, options: http2())
        var iterator = response.body.makeAsyncIterator()
        for number in 0..<5 {
            mouth.yield(Bytes(utf8: "saying \(number)"))
            #expect(try await iterator.next()?.text == "saying \(number)")
        }
        mouth.finish()
        #expect(try await iterator.next() == nil)
    }

    @Test func `a complete answer ends a request that is still being made`() async throws {
        let server = try HTTP2Server { peer, event in
            if case .data(let id, _) = event { peer.respond(id, status: 403, body: Array("no".utf8)) }
        }
        let transport = Transport()
        let body = Body(.once(count: nil, source: Scripted([[1, 2, 3]], thenHangs: true)))
        let request = HTTPRequest(method: "PUT", url: url(server.port), body: body)
        let response = try await transport.send(request, options: http2())
        #expect(response.status == 403)
        #expect(try await response.body.text(upTo: 10) == "no")
        await server.reaches { $0.resets == [8] }
    }

    @Test func `an upload of many pieces arrives whole, slower than it is made`() async throws {
        let sum = Mutex(0)
        let server = try HTTP2Server { peer, event in
            if case .data(_, let bytes) = event { sum.withLock { $0 += bytes.count } }
            if case .end(let id) = event { peer.respond(id) }
        }
        let pieces = (0..<64).map { [UInt8](repeating: UInt8($0), count: 50_000) }
        let body = Body(.once(count: nil, source: Scripted(pieces)))
        let request = HTTPRequest(method: "PUT", url: url(server.port), body: body)
        #expect(try await Transport().send(request, options: http2()).status == 200)
        #expect(sum.withLock { $0 } == 3_200_000)
    }

    @Test func `a source that fails ends its stream and is named`() async throws {
        struct Broken: Error {}
        let server = try HTTP2Server { _, _ in }
        let body = Body(
            once: AsyncThrowingStream<Bytes, any Error> { $0.finish(throwing: Broken()) }, count: nil)
        let request = HTTPRequest(method: "PUT", url: url(server.port), body: body)
        do {
            _ = try await Transport().send(request, options: http2())
            Issue.record("no error")
        } catch let error as TransportError {
            #expect(error.code == .requestBody && error.cause is Broken)
        }
    }

    @Test func `a reader that stops stops its peer at the window, and no other call`() async throws {
        let server = try HTTP2Server { peer, event in
            guard case .end(let id) = event else { return }
            peer.respond(id, body: [UInt8](repeating: 7, count: id == 1 ? 4 << 20 : 5))
        }
        var kept = TransportOptions()
        kept.abandonTimeout = .seconds(3600)
        let transport = Transport(options: kept)
        let slow = try await transport.send(get(server.port), options: http2())
        await server.reaches { $0.bodies[1] ?? 0 >= 1 << 20 }
        for _ in 0..<20 { #expect(try await transport.send(get(server.port), options: http2()).status == 200) }
        #expect(server.record.bodies[1] == 1 << 20)
        var count = 0
        for try await chunk in slow.body { count += chunk.count }
        #expect(count == 4 << 20)
        #expect(server.accepted == 1)
    }

    // MARK: Silence

    @Test func `a silent peer meets the read timeout, and only the call that waits`() async throws {
        let server = try HTTP2Server { peer, event in
            if case .end(let id) = event, id > 1 { peer.respond(id) }
        }
        let transport = Transport()
        let options = http2 { $0.readTimeout = .milliseconds(50) }
        #expect(await failure { _ = try await transport.send(get(server.port), options: options) } == .readTimeout)
        #expect(try await transport.send(get(server.port), options: http2()).status == 200)
        #expect(server.accepted == 1)
    }

    @Test func `the deadline of a call ends it`() async throws {
        let server = try HTTP2Server { _, _ in }
        let options = http2 { $0.deadline = .now + .milliseconds(50) }
        #expect(
            await failure { _ = try await Transport().send(get(server.port), options: options) } == .deadlineExceeded)
    }

    @Test func `a request that is still being sent is not hurried for its answer`() async throws {
        var peer = HTTP2Peer.Options()
        peer.takesByItself = false
        let server = try HTTP2Server(peer) { _, _ in }
        let body = Body.bytes(Bytes([UInt8](repeating: 1, count: 100_000)))
        let request = HTTPRequest(method: "PUT", url: url(server.port), body: body)
        let options = http2 { $0.readTimeout = .milliseconds(20) }
        let task = Task { try await Transport().send(request, options: options) }
        await server.reaches { $0.requests == 1 }
        try await Task.sleep(for: .milliseconds(100))
        server.post { peer in
            peer.take(1, 65_535)
            peer.respond(1)
        }
        #expect(try await task.value.status == 200)
    }

    @Test(arguments: [false, true]) func `a peer that takes nothing meets the write timeout`(isStream: Bool)
        async throws
    {
        var peer = HTTP2Peer.Options()
        peer.takesByItself = false
        let server = try HTTP2Server(peer) { _, _ in }
        let pieces = (0..<16).map { _ in [UInt8](repeating: 1, count: 100_000) }
        let body: Body =
            isStream ? Body(.once(count: nil, source: Scripted(pieces))) : .bytes(Bytes(Array(pieces.joined())))
        let request = HTTPRequest(method: "PUT", url: url(server.port), body: body)
        let options = http2 { $0.writeTimeout = .milliseconds(50) }
        #expect(await failure { _ = try await Transport().send(request, options: options) } == .writeTimeout)
    }

    @Test func `a peer that gives no sign of life is given up`() async throws {
        var peer = HTTP2Peer.Options()
        peer.answersPings = false
        let server = try HTTP2Server(peer) { _, _ in }
        var options = TransportOptions()
        options.pingInterval = .milliseconds(30)
        options.pingTimeout = .milliseconds(30)
        let transport = Transport(options: options)
        #expect(await failure { _ = try await transport.send(get(server.port), options: http2()) } == .connectionClosed)
    }

    @Test func `a peer that answers pings is waited for`() async throws {
        let pings = Mutex(0)
        let server = try HTTP2Server { peer, event in
            guard case .ping = event else { return }
            let count = pings.withLock { count in
                count += 1
                return count
            }
            if count == 3 { peer.respond(1) }
        }
        var options = TransportOptions()
        options.pingInterval = .milliseconds(10)
        options.pingTimeout = .seconds(60)
        #expect(try await Transport(options: options).send(get(server.port), options: http2()).status == 200)
    }

    @Test func `a body that nobody reads is given up, and its place with it`() async throws {
        let server = try HTTP2Server { peer, event in
            if case .request(let id, _) = event { peer.respond(id, body: [1], isLast: false) }
        }
        var options = TransportOptions()
        options.abandonTimeout = .milliseconds(20)
        let transport = Transport(options: options)
        let response = try await transport.send(get(server.port), options: http2())
        await server.reaches { $0.resets == [8] }
        #expect(await failure { _ = try await response.body.collect(upTo: 10) } != nil)
    }

    // MARK: Ends

    @Test func `transports that come and go leave no connection behind`() async throws {
        let server = try HTTP2Server(handler: answerHello)
        for _ in 0..<50 { _ = try await Transport().send(get(server.port), options: http2()) }
        await server.reaches { $0.ended == 50 }
    }

    @Test func `a server that speaks HTTP/1.1 to prior knowledge is an error`() async throws {
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 400 Bad Request\r\n\r\n")
            peer.awaitClose()
        }
        #expect(
            await failure { _ = try await Transport().send(get(server.port), options: http2()) } == .malformedResponse)
    }
}
