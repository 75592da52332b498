import Glibc
import IniaCalls
import IniaHTTP
import IniaPrimitives
import IniaShapes
import IniaTransport
import LocalServers
import Synchronization
import Testing

@testable import Inia

/// What a call does not do to its machine, whatever the service does.
@Suite struct LimitTests {
    @Test func `a cancelled call throws a cancellation and is off the wire`() async throws {
        let (isAsked, isClosed) = (Flag(), Flag())
        let server = LoopbackServer { peer in
            peer.read()
            isAsked.set()
            peer.awaitClose()
            isClosed.set()
        }
        let transport = Transport()
        let sts = try localSession(server.port) { $0.httpClient = transport }.client("sts")
        let task = Task { try await sts.getCallerIdentity() }
        await isAsked.wait()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await isClosed.wait()
        #expect(await transport.statistics().busy == 0)
    }

    @Test func `a call cancelled between two attempts sends no other`() async throws {
        let isRefused = Flag()
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            isRefused.set()
        }
        let sts = try localSession(server.port) { config in
            config.retry = .standard(maxAttempts: 2)
            config.httpClient = Transport()
        }.client("sts")
        let task = Task { try await sts.getCallerIdentity() }
        await isRefused.wait()
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(server.accepted == 1)
    }

    @Test func `a server that never answers ends in the read timeout`() async throws {
        let server = LoopbackServer { $0.awaitClose() }
        let transport = Transport()
        let sts = try localSession(server.port) { config in
            config.readTimeout = .milliseconds(50)
            config.httpClient = transport
        }.client("sts")
        let error = await callFailure { try await sts.getCallerIdentity() }
        #expect(error?.code == .timeout)
        #expect(error?.during == .transmit)
        #expect(error?.attempts == 1)
        #expect((error?.cause as? TransportError)?.code == .readTimeout)
        #expect(await transport.statistics().busy == 0)
    }

    @Test func `a thousand calls of one client share fifty connections and all finish`() async throws {
        let server = LoopbackServer(answerIdentity)
        let transport = Transport()
        let sts = try localSession(server.port) { $0.httpClient = transport }.client("sts")
        let accounts = try await withThrowingTaskGroup { group in
            for _ in 0..<1000 {
                group.addTask { try await sts.getCallerIdentity().Account.asString }
            }
            return try await group.reduce(into: [String?: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(accounts == ["123456789012": 1000])
        #expect(server.accepted <= 50)
        let statistics = await transport.statistics()
        #expect(statistics.busy == 0 && statistics.waiting == 0)
    }

    @Test func `ten thousand calls of one client at once get by with two hundred and fifty-six descriptors`() async {
        let server = LoopbackServer(answerIdentity)
        await #expect(processExitsWith: .success) { [port = server.port as Int] in
            var few = rlimit(rlim_cur: 256, rlim_max: 256)
            try #require(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &few) == 0)
            let sts = try localSession(port) { config in
                config.maxPoolConnections = 10_000
                config.acquireTimeout = .seconds(3600)
                config.readTimeout = .seconds(3600)
            }.client("sts")
            let answered = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<10_000 {
                    group.addTask { try await sts.getCallerIdentity().Account == "123456789012" }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(answered == 10_000)
        }
        #expect(server.accepted <= 192)
    }

    @Test func `a server that sends without end gets rid of two MiB at most while nobody reads`() async throws {
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
        let s3 = try localSession(server.port) { $0.httpClient = Transport() }.client("s3")
        let object = try await s3.getObject(Bucket: "b", Key: "k")
        await isStuck.wait()
        #expect(sent.withLock { $0 } <= 2 << 20)
        var iterator = object.Body.asBody.makeAsyncIterator()
        #expect(try await iterator.next()?.first == 7)
    }

    @Test func `fifty unread bodies and another call end in an error that says so`() async throws {
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
            peer.awaitClose()
        }
        let session = localSession(server.port) { config in
            config.acquireTimeout = .seconds(600)
            var options = TransportOptions()
            options.abandonTimeout = .seconds(3600)
            config.httpClient = Transport(options: options)
        }
        let s3 = try session.client("s3")
        let hasty = try session.client("s3") { $0.acquireTimeout = .milliseconds(50) }
        var held: [Output] = []
        for number in 0..<50 { held.append(try await s3.getObject(Bucket: "b", Key: Value("\(number)"))) }
        let error = await callFailure { try await hasty.getObject(Bucket: "b", Key: "50") }
        #expect(error?.code == .timeout)
        #expect((error?.cause as? TransportError)?.code == .acquireTimeout)
        #expect(error?.message.contains("50 are held by response bodies that have not been read to their end") == true)
        held.removeLast()
        #expect(try await s3.getObject(Bucket: "b", Key: "51")._metadata.status == 200)
    }
}
