import IniaFormats
import IniaHTTP
import IniaPrimitives
import IniaTesting
import Testing

@Suite struct ScriptedHTTPClientTests {
    private func request(_ method: String = "GET", body: Body = .empty) throws -> HTTPRequest {
        HTTPRequest(method: method, url: try #require(HTTPURL("https://example.com/a")), body: body)
    }

    private func code(_ body: () async throws -> Void) async -> TransportError.Code? {
        do { try await body() } catch { return (error as? TransportError)?.code }
        return nil
    }

    @Test func `replies are given in order, then connections are refused`() async throws {
        let client = ScriptedHTTPClient([
            .response(201, headers: [("A", "b")], "text"), .failure(.readTimeout),
        ])
        let response = try await client.send(request("POST", body: .bytes([1, 2])), options: HTTPExchangeOptions())
        #expect(response.status == 201)
        #expect(response.headers["a"] == "b")
        #expect(try await response.body.text(upTo: 9) == "text")
        #expect(await code { _ = try await client.send(request(), options: HTTPExchangeOptions()) } == .readTimeout)
        #expect(
            await code { _ = try await client.send(request(), options: HTTPExchangeOptions()) } == .connectionRefused)
        #expect(client.requests.map(\.request.method) == ["POST", "GET", "GET"])
        #expect(client.requests[0].body == [1, 2])
    }

    @Test func `a body is cut at its length, and a shorter one ends too early`() async throws {
        let client = ScriptedHTTPClient([
            .response(headers: [("Content-Length", "2")], "text"),
            .response(headers: [("Content-Length", "9")], "text"),
        ])
        let first = try await client.send(request(), options: HTTPExchangeOptions())
        #expect(try await first.body.text(upTo: 9) == "te")
        let second = try await client.send(request(), options: HTTPExchangeOptions())
        #expect(await code { _ = try await second.body.collect(upTo: 99) } == .incompleteBody)
    }

    @Test func `a reply to HEAD has no body`() async throws {
        let client = ScriptedHTTPClient([.response(headers: [("Content-Length", "4")], "text")])
        let response = try await client.send(request("HEAD"), options: HTTPExchangeOptions())
        #expect(try await response.body.collect(upTo: 9) == [])
    }

    @Test func `a connection can break within a body`() async throws {
        var reply = ScriptedReply.response(200, "text")
        reply.failsAfterBytes = 3
        let client = ScriptedHTTPClient([reply])
        let response = try await client.send(request(), options: HTTPExchangeOptions())
        var iterator = response.body.makeAsyncIterator()
        #expect(try await iterator.next() == Bytes(utf8: "tex"))
        #expect(await code { _ = try await iterator.next() } == .connectionClosed)
    }

    @Test func `a header that may not go on the wire is a malformed response`() async throws {
        let client = ScriptedHTTPClient([.response(headers: [("A", "b\r\nc")])])
        #expect(
            await code { _ = try await client.send(request(), options: HTTPExchangeOptions()) } == .malformedResponse)
    }

    @Test func `a reply can come before the request's events have all been sent`() async throws {
        let frames = try (0..<3).map { try EventFrame(payload: [UInt8($0)]).encoded() }
        let (stream, sender) = AsyncStream.makeStream(of: Bytes.self)
        sender.yield(frames[0])
        sender.yield(frames[1])
        var reply = ScriptedReply.response(200, "ok")
        reply.eventsBeforeReply = 2
        let client = ScriptedHTTPClient([reply])
        let response = try await client.send(
            request("POST", body: Body(once: stream, count: nil)), options: HTTPExchangeOptions())
        #expect(response.status == 200)
        sender.yield(frames[2])
        sender.finish()
        await client.finish()
        #expect(client.requests[0].body == Bytes(frames.flatMap(\.array)))
    }

    @Test func `a task that is cancelled as a request is sent gets no reply`() async throws {
        let client = ScriptedHTTPClient([.response()]) { number in
            if number == 1 { withUnsafeCurrentTask { $0?.cancel() } }
        }
        let request = try request()
        let call = Task { try await client.send(request, options: HTTPExchangeOptions()) }
        await #expect(throws: CancellationError.self) { try await call.value }
        #expect(client.requests.count == 1)
    }
}
