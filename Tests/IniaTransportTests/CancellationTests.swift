import Glibc
import IniaHTTP
import IniaPrimitives
import IniaTransport
import LocalServers
import Testing

@Suite struct CancellationTests {
    @Test func `cancelling a request that awaits its answer closes the connection`() async {
        let (isAsked, isClosed) = (Flag(), Flag())
        let server = LoopbackServer { peer in
            peer.read()
            isAsked.set()
            peer.awaitClose()
            isClosed.set()
        }
        let transport = Transport()
        let task = Task { try await transport.send(get(server.port), options: terms()) }
        await isAsked.wait()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await isClosed.wait()
        #expect(await transport.statistics().busy == 0)
    }

    @Test func `cancelling a reader closes the connection`() async throws {
        let isClosed = Flag()
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
            peer.awaitClose()
            isClosed.set()
        }
        let transport = Transport()
        let response = try await transport.send(get(server.port), options: terms())
        let hasBegun = Flag()
        let task = Task {
            for try await _ in response.body { hasBegun.set() }
        }
        await hasBegun.wait()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await isClosed.wait()
    }

    @Test func `cancelling an upload closes the connection and ends the source`() async {
        let (isAsked, isClosed) = (Flag(), Flag())
        let server = LoopbackServer { peer in
            peer.read()
            isAsked.set()
            peer.awaitClose()
            isClosed.set()
        }
        let transport = Transport()
        let body = Body(.once(count: nil, source: Scripted([[1, 2, 3]], thenHangs: true)))
        let request = HTTPRequest(method: "PUT", url: url(server.port), body: body)
        let task = Task { try await transport.send(request, options: terms()) }
        await isAsked.wait()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await isClosed.wait()
    }

    @Test func `a reader that was cancelled is given no more, though more is there`() async throws {
        let (isSent, isClosed) = (Flag(), Flag())
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n" + String(repeating: "a", count: 59_000))
            isSent.set()
            peer.awaitClose()
            isClosed.set()
        }
        let transport = Transport()
        let reader = Task {
            let response = try await transport.send(get(server.port), options: terms())
            await isSent.wait()
            var iterator = response.body.makeAsyncIterator()
            #expect(try await iterator.next()?.isEmpty == false)
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try await iterator.next()
        }
        await #expect(throws: CancellationError.self) { try await reader.value }
        await isClosed.wait()
        #expect(await transport.statistics().busy == 0)
    }

    @Test func `a cancelled waiter gives its place to the next`() async throws {
        let mayAnswer = Flag()
        let server = LoopbackServer { peer in
            while !peer.read().isEmpty {
                mayAnswer.block()
                peer.send(hello)
            }
        }
        let transport = Transport()
        let options = terms { $0.route = HTTPRoute(maximumConnections: 1) }
        let first = Task { try await transport.send(get(server.port), options: options) }
        while await transport.statistics().busy == 0 { await Task.yield() }
        var waiters: [Task<HTTPResponse, any Error>] = []
        for _ in 0..<40 { waiters.append(Task { try await transport.send(get(server.port), options: options) }) }
        while await transport.statistics().waiting < 40 { await Task.yield() }
        for index in stride(from: 0, to: 40, by: 2) { waiters[index].cancel() }
        mayAnswer.set()
        // Others are cancelled at the very time when the connection goes from hand to hand.
        for index in stride(from: 1, to: 40, by: 4) { waiters[index].cancel() }
        _ = try await first.value
        for (index, waiter) in waiters.enumerated() {
            let result = await waiter.result
            if index % 4 == 3 { #expect(throws: Never.self) { try result.get() } }
        }
        let statistics = await transport.statistics()
        #expect(statistics.busy == 0 && statistics.waiting == 0 && statistics.opening == 0)
    }

    @Test func `requests cancelled at any time leave nothing behind`() async {
        let server = LoopbackServer { peer in
            while !peer.read().isEmpty { peer.send(hello) }
        }
        let transport = Transport()
        await withTaskGroup(of: Void.self) { group in
            for index in 0..<400 {
                group.addTask {
                    let task = Task { try await transport.send(get(server.port), options: terms()) }
                    for _ in 0..<(index % 40) { await Task.yield() }
                    task.cancel()
                    switch await task.result {
                    case .success(let response): #expect(response.status == 200)
                    case .failure(let error): #expect(error is CancellationError)
                    }
                }
            }
        }
        let statistics = await transport.statistics()
        #expect(statistics.busy == 0 && statistics.waiting == 0 && statistics.opening == 0)
    }
}
