import Glibc
import IniaHTTP
import IniaHost
import IniaPrimitives
import IniaTransport
import LocalServers
import Synchronization
import Testing

/// Files that go and come over TLS.
@Suite(.timeLimit(.minutes(5))) final class SecureFileTests {
    private let certificates: Certificates
    private let path = "/tmp/inia-file-\(SystemEntropy().uuid())"

    /// Text of which each byte tells where it stands.
    private static let pattern: [UInt8] = (0..<(5 << 20) + 12_345).map { (place: Int) -> UInt8 in
        let mixed = place ^ (place >> 6) ^ (place >> 12)
        return UInt8(33 + mixed % 90)
    }

    init() throws { certificates = try HTTP2FaultTests.certificates.get() }

    deinit { unlink(path) }

    private func server(sending count: Int = pattern.count, version: Int32 = 0x304) throws -> SecureServer {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: \(Self.pattern.count)\r\n\r\n"
        return try SecureServer(
            certificates, "good", version: version,
            answer: head + String(decoding: Self.pattern[..<count], as: UTF8.self))
    }

    @Test(arguments: [Int32(0x303), 0x304])
    func `a body becomes a file byte by byte, and its connection carries the next`(version: Int32) async throws {
        let server = try server(version: version)
        let transport = Transport()
        for _ in 0..<3 {
            let response = try await transport.send(secure(server.port), options: trusting(certificates))
            #expect(try await response.body.write(to: path) == Int64(Self.pattern.count))
            #expect(try PosixFiles().read(path)?.array == Self.pattern)
        }
        #expect(server.accepted == 1)
        #expect(await transport.statistics().idle == 1)
    }

    @Test func `a body that breaks off leaves no file`() async throws {
        let server = try server()
        let cut = LoopbackServer { peer in
            relay(peer, to: server.port, Mischief(cut: (.toClient, 2 << 20)))
        }
        let transport = Transport()
        let code = await failure {
            let response = try await transport.send(secure(cut.port), options: trusting(certificates))
            try await response.body.write(to: path)
        }
        #expect(code == .incompleteBody)
        #expect(try PosixFiles().size(path) == nil)
        #expect(await transport.statistics().busy == 0)
    }

    @Test func `whoever is cancelled while a body becomes a file lets go of both`() async throws {
        let server = try server(sending: 1 << 20)
        let transport = Transport()
        let response = try await transport.send(secure(server.port), options: trusting(certificates))
        let feeder = try #require(try await response.body.open(files: PosixFiles()) as? any FileFeeder)
        #expect(try await feeder.next()?.isEmpty == false)
        let file = open("/dev/null", O_WRONLY)
        defer { close(file) }
        let feeding = Task { while try await feeder.feed(file) != nil {} }
        usleep(20_000)
        feeding.cancel()
        await #expect(throws: CancellationError.self) { try await feeding.value }
        #expect(await transport.statistics().busy == 0)
    }

    @Test func `a body that stops is given up after the read timeout`() async throws {
        let server = try server(sending: 1 << 20)
        let transport = Transport()
        var options = trusting(certificates)
        options.readTimeout = .milliseconds(200)
        let limited = options
        let code = await failure {
            let response = try await transport.send(secure(server.port), options: limited)
            try await response.body.write(to: path)
        }
        #expect(code == .readTimeout)
        #expect(try PosixFiles().size(path) == nil)
        #expect(await transport.statistics().busy == 0)
    }

    @Test func `a part of a file arrives byte by byte, and its connection carries the next`() async throws {
        try PosixFiles().replace(path, with: Bytes(Self.pattern))
        let received = Mutex<[[UInt8]]>([])
        let count = Self.pattern.count - 1000
        let server = try SecureServer(
            certificates, "good", answer: hello, uploads: count
        ) { bytes in received.withLock { $0.append(bytes) } }
        let transport = Transport()
        for _ in 0..<2 {
            var request = secure(server.port)
            request.method = "PUT"
            request.body = .file(path, offset: 1000, count: Int64(count))
            let response = try await transport.send(request, options: trusting(certificates))
            #expect(try await response.body.text(upTo: 10) == "hello")
        }
        #expect(received.withLock { $0 } == [Array(Self.pattern[1000...]), Array(Self.pattern[1000...])])
        #expect(server.accepted == 1)
    }

    @Test func `a peer that goes away while a file is sent fails the request, and nothing else`() async throws {
        try PosixFiles().replace(path, with: Bytes(Self.pattern))
        let server = try SecureServer(
            certificates, "good", answer: hello, uploads: Self.pattern.count)
        let cut = LoopbackServer { peer in relay(peer, to: server.port, Mischief(cut: (.toServer, 300_000))) }
        var request = secure(cut.port)
        request.method = "PUT"
        request.body = .file(path, count: Int64(Self.pattern.count))
        let sent = request
        let transport = Transport()
        let code = await failure { _ = try await transport.send(sent, options: trusting(certificates)) }
        #expect(code == .connectionClosed)
        #expect(await transport.statistics().busy == 0)
    }
}
