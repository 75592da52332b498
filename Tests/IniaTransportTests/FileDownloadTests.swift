import Glibc
import IniaHTTP
import IniaHost
import IniaPrimitives
import IniaTransport
import LocalServers
import Testing

/// Bodies that the system moves into files by itself.
@Suite(.timeLimit(.minutes(5))) struct FileDownloadTests {
    private let path = "/tmp/inia-file-\(SystemEntropy().uuid())"

    /// Bytes of which each tells where it stands.
    private static let pattern: [UInt8] = (0..<(9 << 20) + 12_345).map {
        UInt8(truncatingIfNeeded: $0 ^ $0 >> 8 ^ $0 >> 16)
    }

    private func head(_ count: Int) -> [UInt8] { Array("HTTP/1.1 200 OK\r\nContent-Length: \(count)\r\n\r\n".utf8) }

    @Test func `a body becomes a file byte by byte, and its connection carries the next`() async throws {
        defer { unlink(path) }
        let server = LoopbackServer { peer in
            while !peer.read().isEmpty {
                // The beginning comes along with the head.
                peer.send(head(Self.pattern.count) + Self.pattern[..<1000])
                peer.send(Array(Self.pattern[1000...]))
            }
        }
        let transport = Transport()
        for _ in 0..<3 {
            let response = try await transport.send(get(server.port), options: terms())
            #expect(try await response.body.write(to: path) == Int64(Self.pattern.count))
            #expect(try PosixFiles().read(path)?.array == Self.pattern)
        }
        #expect(server.accepted == 1)
        #expect(await transport.statistics().idle == 1)
    }

    @Test func `a body that pauses is waited for, and goes on where it was`() async throws {
        defer { unlink(path) }
        let server = LoopbackServer { peer in
            peer.read()
            peer.send(head(Self.pattern.count))
            var place = 0
            for length in [1, 70_000, 1 << 20, 5, 3 << 20] {
                peer.send(Array(Self.pattern[place..<(place + length)]))
                place += length
                // Longer than a thread waits for more.
                usleep(30_000)
            }
            peer.send(Array(Self.pattern[place...]))
            peer.awaitClose()
        }
        let transport = Transport()
        let response = try await transport.send(get(server.port), options: terms())
        #expect(try await response.body.write(to: path) == Int64(Self.pattern.count))
        #expect(try PosixFiles().read(path)?.array == Self.pattern)
        #expect(await transport.statistics().idle == 1)
    }

    @Test(arguments: [0, 1, 300_000, 5 << 20])
    func `whoever is cancelled while a body becomes a file lets go of both`(sent: Int) async throws {
        let isClosed = Flag()
        let isSent = Flag()
        let server = LoopbackServer { peer in
            peer.read()
            peer.send(head(Self.pattern.count) + Self.pattern[..<sent])
            isSent.set()
            peer.awaitClose()
            isClosed.set()
        }
        let transport = Transport()
        let path = path
        let writing = Task {
            let response = try await transport.send(get(server.port), options: terms())
            try await response.body.write(to: path)
        }
        await isSent.wait()
        writing.cancel()
        await #expect(throws: CancellationError.self) { try await writing.value }
        await isClosed.wait()
        #expect(try PosixFiles().size(path) == nil)
        #expect(await transport.statistics().busy == 0)
    }

    @Test func `a body that stops is given up after the read timeout`() async throws {
        let server = LoopbackServer { peer in
            peer.read()
            peer.send(head(Self.pattern.count) + Self.pattern[..<(1 << 20)])
            peer.awaitClose()
        }
        let transport = Transport()
        var options = terms()
        options.readTimeout = .milliseconds(200)
        let limited = options
        let code = await failure {
            let response = try await transport.send(get(server.port), options: limited)
            try await response.body.write(to: path)
        }
        #expect(code == .readTimeout)
        #expect(try PosixFiles().size(path) == nil)
        #expect(await transport.statistics().busy == 0)
    }

    @Test func `a file that cannot hold the body ends the download`() async throws {
        let server = LoopbackServer { peer in
            peer.read()
            peer.send(head(Self.pattern.count) + Self.pattern)
            peer.awaitClose()
        }
        let transport = Transport()
        let response = try await transport.send(get(server.port), options: terms())
        let feeder = try #require(try await response.body.open(files: PosixFiles()) as? any FileFeeder)
        #expect(try await feeder.next()?.isEmpty == false)
        let full = open("/dev/full", O_WRONLY)
        defer { close(full) }
        let error = await #expect(throws: HostError.self) { while try await feeder.feed(full) != nil {} }
        #expect(error?.during == "writing")
        #expect(try await feeder.next() == nil)
        #expect(await transport.statistics().busy == 0)
    }
}
