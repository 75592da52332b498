import Glibc
import IniaHTTP
import IniaHost
import IniaPrimitives
import IniaTransport
import LocalServers
import Synchronization
import Testing

/// Large bodies: read under load, left half-way, shorter than announced.
@Suite(.timeLimit(.minutes(5))) struct DownloadTests {
    private static let mebibyte = [UInt8](repeating: 7, count: 1 << 20)

    @Test(arguments: [1, 3, 40])
    func `a body that is left half-way gives up its connection, and the rest is not read`(chunks: Int) async throws {
        let announced = 1 << 30
        let sent = Mutex<[Int]>([])
        let isOver = (0..<8).map { _ in Flag() }
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(announced)\r\n\r\n")
            var count = 0
            while count < announced, peer.send(Self.mebibyte) { count += Self.mebibyte.count }
            sent.withLock { $0.append(count) }
            isOver[peer.number].set()
        }
        let transport = Transport()
        for number in isOver.indices {
            let response = try await transport.send(get(server.port), options: terms())
            try await read(response.body, chunks: chunks)
            await isOver[number].wait()
        }
        // What the system takes in advance, and not the rest of the gigabyte.
        #expect(sent.withLock { $0.allSatisfy { $0 < 128 << 20 } })
        await settled(transport)
        let statistics = await transport.statistics()
        #expect(statistics.opened == isOver.count && statistics.idle == 0 && statistics.busy == 0)
        #expect(statistics.unreadBodies == 0)
    }

    /// Reads some chunks of a body and drops its iterator.
    private func read(_ body: Body, chunks: Int) async throws {
        var iterator = body.makeAsyncIterator()
        for _ in 0..<chunks { #expect(try await iterator.next()?.isEmpty == false) }
    }

    @Test func `a reader that refuses, throws or is cancelled in the midst lets go too`() async throws {
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while peer.send("100000\r\n"), peer.send(Self.mebibyte), peer.send("\r\n") {}
        }
        let transport = Transport()
        struct Enough: Error {}
        let refused = try await transport.send(get(server.port), options: terms()).body
        await #expect(throws: BodyError(.tooLarge)) { try await refused.collect(upTo: 3 << 20) }
        let thrown = try await transport.send(get(server.port), options: terms()).body
        await #expect(throws: Enough.self) { for try await _ in thrown { throw Enough() } }
        let cancelled = try await transport.send(get(server.port), options: terms()).body
        let begun = Flag()
        let reading = Task {
            for try await _ in cancelled { begun.set() }
        }
        await begun.wait()
        reading.cancel()
        await #expect(throws: CancellationError.self) { try await reading.value }
        await settled(transport)
        let statistics = await transport.statistics()
        #expect(statistics.opened == 3 && statistics.idle == 0 && statistics.busy == 0)
    }

    @Test(arguments: ["Content-Length: \(3 << 20)", "Transfer-Encoding: chunked"])
    func `a body that ends before its length is incomplete, and its file is not made`(framing: String) async throws {
        for sent in [0, 1, 100_000, 2 << 20, (3 << 20) - 1] {
            let server = LoopbackServer { peer in
                peer.read()
                peer.send("HTTP/1.1 200 OK\r\n\(framing)\r\n\r\n")
                if framing.hasSuffix("chunked") { peer.send("300000\r\n") }
                peer.send([UInt8](repeating: 7, count: sent))
            }
            let transport = Transport()
            let path = "/tmp/inia-download-\(SystemEntropy().uuid())"
            let code = await failure {
                let response = try await transport.send(get(server.port), options: terms())
                try await response.body.write(to: path)
            }
            #expect(code == .incompleteBody)
            #expect(try PosixFiles().size(path) == nil)
            #expect(await transport.statistics().busy == 0)
        }
    }

    @Test func `after a rush each piece is given when it comes, and the peer's end is noticed`() async throws {
        let (wanted, isToClose) = ((0..<3).map { _ in Flag() }, Flag())
        let size = 8 << 20
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(size + 15)\r\n\r\n")
            for _ in 0..<8 { peer.send(Self.mebibyte) }
            for flag in wanted {
                flag.block()
                peer.send("hello")
            }
            isToClose.block()
        }
        let transport = Transport()
        let response = try await transport.send(get(server.port), options: terms())
        var iterator = response.body.makeAsyncIterator()
        var count = 0
        while count < size { count += try #require(try await iterator.next()).count }
        #expect(count == size)
        for flag in wanted {
            flag.set()
            #expect(try await iterator.next() == Bytes(utf8: "hello"))
        }
        #expect(await transport.statistics().idle == 1)
        isToClose.set()
        while await transport.statistics().idle == 1 { try await Task.sleep(for: .milliseconds(1)) }
        #expect(await transport.statistics().busy == 0)
    }

    @Test func `a connection that carried much carries more`() async throws {
        let server = LoopbackServer { peer in
            while !peer.read().isEmpty {
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(8 << 20)\r\n\r\n")
                for _ in 0..<8 { peer.send(Self.mebibyte) }
            }
        }
        let transport = Transport()
        for _ in 0..<5 {
            let response = try await transport.send(get(server.port), options: terms())
            var count = 0
            for try await chunk in response.body { count += chunk.count }
            #expect(count == 8 << 20)
        }
        #expect(server.accepted == 1)
    }

    /// Waits until the connections that were let go of have been given back.
    private func settled(_ transport: Transport) async {
        while await transport.statistics().busy > 0 { await Task.yield() }
    }
}
