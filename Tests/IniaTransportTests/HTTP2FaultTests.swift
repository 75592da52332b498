import Glibc
import IniaHTTP
import IniaPrimitives
import IniaTransport
import LocalServers
import Synchronization
import Testing

/// Peers that die, dribble and turn away calls: each call ends in its answer or in one error. A call that never ends
/// would meet the time limit.
@Suite(.timeLimit(.minutes(5))) struct HTTP2FaultTests {
    static let certificates = Result { try Certificates() }

    private func options(_ isSecure: Bool, _ versions: [HTTPVersion] = [.http2]) throws -> HTTPExchangeOptions {
        var tls = TLSOptions()
        if isSecure { tls.verification = .authorities(path: "\(try Self.certificates.get().folder)/ca.pem") }
        return terms { $0.route = HTTPRoute(tls: tls, versions: versions) }
    }

    private func request(_ port: Int, _ isSecure: Bool) -> HTTPRequest {
        HTTPRequest(
            method: "GET",
            url: url(port, scheme: isSecure ? "https" : "http", host: isSecure ? "localhost" : "127.0.0.1"))
    }

    // MARK: Death at every byte

    @Test(arguments: Mischief.Direction.allCases, [false, true])
    func `a peer that dies at any byte leaves one clean error`(
        direction: Mischief.Direction, resets: Bool
    ) async throws {
        let server = try HTTP2Server(handler: answerAtLength)
        for isStream in [false, true] {
            await diesAtEveryByte(
                of: direction, resets: resets, before: server.port, atLeast: 60, mayBeRefused: true,
                options: try options(false)
            ) { port in
                let body: Body =
                    isStream
                    ? Body(.once(count: nil, source: Scripted([[1, 2, 3], [4]]))) : .bytes(Bytes([1, 2, 3, 4]))
                return HTTPRequest(method: "PUT", url: url(port, "/x"), body: body)
            }
        }
    }

    @Test(arguments: Mischief.Direction.allCases)
    func `a peer that dies at any byte of TLS leaves one clean error`(direction: Mischief.Direction) async throws {
        let server = try HTTP2Server(tls: try Self.certificates.get(), handler: answerAtLength)
        await diesAtEveryByte(
            of: direction, before: server.port, atLeast: 400, mayBeRefused: true, options: try options(true)
        ) { port in request(port, true) }
    }

    /// Answers with all that an answer can have.
    private let answerAtLength: @Sendable (HTTP2Peer, HTTP2Peer.Event) -> Void = { peer, event in
        guard case .end(let id) = event else { return }
        peer.inform(id, status: 103)
        peer.respond(id, fields: [("content-length", "5")], body: Array("hello".utf8), trailers: [("t", "1")])
    }

    @Test(arguments: [1, 2, 3, 4])
    func `many calls on a connection that dies at any byte each end once`(seed: UInt64) async throws {
        let server = try HTTP2Server(
            cut: { number in
                var chance = Chance(seed: seed &* 1_000_003 &+ UInt64(number))
                // Every third lives.
                return number % 3 == 2 ? nil : chance.next(4000)
            }, handler: answerHello)
        let transport = Transport()
        let options = http2 { $0.route = HTTPRoute(versions: [.http2], maximumConnections: 2) }
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<300 {
                group.addTask {
                    var chance = Chance(seed: seed &* 7919 &+ UInt64(index))
                    let task = Task {
                        let response = try await transport.send(get(server.port), options: options)
                        return try await response.body.text(upTo: 10)
                    }
                    if chance.next(8) == 0 {
                        for _ in 0..<chance.next(200) { await Task.yield() }
                        task.cancel()
                    }
                    switch await task.result {
                    case .success(let text): #expect(text == "hello")
                    case .failure(let error as TransportError):
                        #expect([.connectionClosed, .incompleteBody].contains(error.code), "\(error)")
                    case .failure(let error): #expect(error is CancellationError)
                    }
                }
            }
        }
        // How many were answered is a matter of when which connection died; but of three in a row one lives.
        var isAnswered = false
        for _ in 0..<3 where !isAnswered {
            isAnswered = await failure { _ = try await transport.send(get(server.port), options: options) } == nil
        }
        #expect(isAnswered)
        while await transport.statistics().busy > 0 { await Task.yield() }
        let statistics = await transport.statistics()
        #expect(statistics.opening == 0 && statistics.waiting == 0)
    }

    @Test(arguments: [false, true])
    func `bytes that come and go one at a time make the same exchange`(isSecure: Bool) async throws {
        let server = try HTTP2Server(tls: isSecure ? try Self.certificates.get() : nil, handler: answerHello)
        let relays = LoopbackServer { peer in relay(peer, to: server.port, Mischief(step: 1)) }
        defer { relays.stop() }
        let transport = Transport()
        for _ in 0..<3 {
            let response = try await transport.send(request(relays.port, isSecure), options: options(isSecure))
            #expect(try await response.body.text(upTo: 10) == "hello")
        }
        #expect(relays.accepted == 1)
    }

    @Test(arguments: [0, 1, 2, 3])
    func `GOAWAY at any point loses no call`(position: Int) async throws {
        let server = try HTTP2Server { peer, event in
            switch event {
            case .request(let id, _):
                if position == 0 { peer.goAway(after: max(id - 2, 0)) }
            case .end(let id):
                if position == 1 { peer.goAway(after: id) }
                peer.respond(id, body: Array("hello".utf8))
                if position == 2 { peer.goAway(after: id) }
                if position == 3 { peer.announceShutdown() }
            default: break
            }
        }
        let transport = Transport()
        for _ in 0..<3 {
            do {
                let response = try await transport.send(get(server.port), options: http2())
                #expect(try await response.body.text(upTo: 10) == "hello")
            } catch let error as TransportError where position == 0 {
                // Every connection leaves out its only request.
                #expect(error.code == .connectionClosed && !error.mayHaveBeenSent)
            }
        }
    }

    @Test func `calls at once all end when their connection dies`() async throws {
        let count = Atomic(0)
        let server = try HTTP2Server(cut: { _ in 200 }) { peer, event in
            guard case .end = event, count.add(1, ordering: .relaxed).newValue == 50 else { return }
            for index in 0..<50 { peer.respond(Int32(index * 2 + 1), body: Array("hello".utf8)) }
        }
        let transport = Transport()
        let options = http2 { $0.route = HTTPRoute(versions: [.http2], maximumConnections: 1) }
        let outcomes = await withTaskGroup(of: TransportError.Code?.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    await failure {
                        let response = try await transport.send(get(server.port), options: options)
                        _ = try await response.body.collect(upTo: 10)
                    }
                }
            }
            return await group.reduce(into: [TransportError.Code?]()) { $0.append($1) }
        }
        #expect(outcomes.count == 50)
        #expect(outcomes.allSatisfy { $0 == nil || $0 == .connectionClosed || $0 == .incompleteBody })
        #expect(outcomes.contains { $0 != nil })
        #expect(await transport.statistics().busy == 0)
    }

    // MARK: Agreement on the version

    @Test(arguments: [false, true])
    func `a server that wants HTTP/1.1 after all gets that, and is asked once`(byGoAway: Bool) async throws {
        let server = try HTTP2Server(tls: try Self.certificates.get(), http1: hello) { peer, event in
            guard case .request(let id, _) = event else { return }
            if byGoAway { peer.goAway(after: 0, code: 13) } else { peer.reset(id, code: 13) }
        }
        let transport = Transport()
        let both = try options(true, [.http2, .http1])
        for _ in 0..<3 {
            let response = try await transport.send(request(server.port, true), options: both)
            #expect(try await response.body.text(upTo: 10) == "hello")
        }
        #expect(server.record.requests == 1 && server.accepted == 2)
        // Where nothing else will do, or the body could be read only once, that is an error.
        var once = request(server.port, true)
        once.method = "PUT"
        once.body = Body(.once(count: nil, source: Scripted([[1]])))
        for (request, options) in [(request(server.port, true), try options(true, [.http2])), (once, both)] {
            let error = await #expect(throws: TransportError.self) {
                try await Transport().send(request, options: options)
            }
            #expect(error?.code == .connectionClosed && error?.mayHaveBeenSent == false)
            #expect(error?.reason == "the peer wants HTTP/1.1")
        }
    }

    @Test func `TLS agrees on HTTP/2 where both sides have it`() async throws {
        let server = try HTTP2Server(tls: try Self.certificates.get(), handler: answerHello)
        let transport = Transport()
        for versions: [HTTPVersion] in [[.http2], [.http2, .http1]] {
            let response = try await transport.send(
                request(server.port, true), options: options(true, versions))
            #expect(try await response.body.text(upTo: 10) == "hello")
        }
        #expect(server.record.requests == 2)
    }

    @Test func `a server without HTTP/2 is spoken to as it can, unless nothing else will do`() async throws {
        let server = try TLSServer(try Self.certificates.get(), "good")
        defer { server.stop() }
        let transport = Transport()
        let response = try await transport.send(
            request(server.port, true), options: options(true, [.http2, .http1]))
        #expect(try await response.body.text(upTo: 1 << 20).contains("TLS"))
        let strict = try options(true, [.http2])
        #expect(await failure { _ = try await transport.send(request(server.port, true), options: strict) } == .tls)
    }
}
