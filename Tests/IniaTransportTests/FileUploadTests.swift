import Glibc
import IniaHTTP
import IniaHost
import IniaPrimitives
import IniaTransport
import LocalServers
import Synchronization
import Testing

/// Files that the system sends by itself.
@Suite(.timeLimit(.minutes(5))) final class FileUploadTests {
    private let path = "/tmp/inia-file-\(SystemEntropy().uuid())"

    /// Bytes of which each tells where it stands.
    private static let pattern: [UInt8] = (0..<(9 << 20) + 12_345).map {
        UInt8(truncatingIfNeeded: $0 ^ $0 >> 8 ^ $0 >> 16)
    }

    init() throws { try PosixFiles().replace(path, with: Bytes(Self.pattern)) }

    deinit { unlink(path) }

    private func put(_ port: Int, offset: Int64 = 0, count: Int) -> HTTPRequest {
        HTTPRequest(method: "PUT", url: url(port), body: .file(path, offset: offset, count: Int64(count)))
    }

    /// What a peer reads until it has so many bytes, with a pause after each piece.
    private static func read(_ count: Int, from peer: LoopbackServer.Peer, pause: UInt32 = 0) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 256 << 10)
        while bytes.count < count {
            let length = recv(peer.descriptor, &piece, min(piece.count, count - bytes.count), 0)
            guard length > 0 else { break }
            bytes += piece[..<length]
            if pause > 0 { usleep(pause) }
        }
        return bytes
    }

    @Test func `a part of a file arrives byte by byte, and its connection carries the next`() async throws {
        let parts = [(0, Self.pattern.count), (1000, 5 << 20), (Self.pattern.count - 1, 1), (5, 0)]
        let received = Mutex<[[UInt8]]>([])
        let server = LoopbackServer { peer in
            for (_, count) in parts {
                peer.read()
                let bytes = Self.read(count, from: peer)
                received.withLock { $0.append(bytes) }
                peer.send(hello)
            }
            peer.awaitClose()
        }
        let transport = Transport()
        for (index, (offset, count)) in parts.enumerated() {
            let request = put(server.port, offset: Int64(offset), count: count)
            let response = try await transport.send(request, options: terms())
            #expect(try await response.body.text(upTo: 10) == "hello")
            #expect(received.withLock { $0[index] } == Array(Self.pattern[offset..<offset + count]))
        }
        #expect(server.accepted == 1)
        #expect(await transport.statistics().idle == 1)
    }

    @Test func `a peer that takes its time has all of the file in the end`() async throws {
        let received = Mutex<[UInt8]>([])
        let server = LoopbackServer { peer in
            var space: Int32 = 64 << 10
            setsockopt(peer.descriptor, SOL_SOCKET, SO_RCVBUF, &space, socklen_t(MemoryLayout<Int32>.size))
            peer.read()
            // Longer than a thread waits for room.
            usleep(60_000)
            let bytes = Self.read(Self.pattern.count, from: peer, pause: 100)
            received.withLock { $0 = bytes }
            peer.send(hello)
            peer.awaitClose()
        }
        let response = try await Transport().send(put(server.port, count: Self.pattern.count), options: terms())
        #expect(try await response.body.text(upTo: 10) == "hello")
        #expect(received.withLock { $0 } == Self.pattern)
    }

    @Test func `whoever is cancelled while a file is sent lets go of the connection`() async throws {
        let hasBegun = Flag()
        let mayClose = Flag()
        let server = LoopbackServer { peer in
            peer.read()
            hasBegun.set()
            mayClose.block()
        }
        let transport = Transport()
        let request = put(server.port, count: Self.pattern.count)
        let sending = Task { _ = try await transport.send(request, options: terms()) }
        await hasBegun.wait()
        sending.cancel()
        await #expect(throws: CancellationError.self) { try await sending.value }
        mayClose.set()
        #expect(await transport.statistics().busy == 0)
    }

    @Test(arguments: [0, 300_000], [true, false])
    func `a peer that goes away while a file is sent fails the request, and nothing else`(
        taken: Int, resets: Bool
    ) async {
        let server = LoopbackServer { peer in
            peer.read()
            peer.read(count: taken)
            if resets { peer.reset() }
        }
        let transport = Transport()
        let request = put(server.port, count: Self.pattern.count)
        #expect(await failure { _ = try await transport.send(request, options: terms()) } == .connectionClosed)
        #expect(await transport.statistics().busy == 0)
    }

    @Test func `an answer that comes before the file was sent ends the upload`() async throws {
        let mayClose = Flag()
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig")
            mayClose.block()
        }
        let transport = Transport()
        let response = try await transport.send(put(server.port, count: Self.pattern.count), options: terms())
        #expect(response.status == 413)
        #expect(try await response.body.text(upTo: 10) == "big")
        mayClose.set()
        #expect(await transport.statistics().idle == 0)
    }

    @Test func `a peer that takes nothing more is given up after the write timeout`() async throws {
        let mayClose = Flag()
        let server = LoopbackServer { peer in
            peer.read()
            mayClose.block()
        }
        defer { mayClose.set() }
        var options = terms()
        options.writeTimeout = .milliseconds(200)
        let limited = options
        let request = put(server.port, count: Self.pattern.count)
        #expect(await failure { _ = try await Transport().send(request, options: limited) } == .writeTimeout)
    }

    @Test func `a file that is shorter than was announced fails the request`() async {
        let server = LoopbackServer { peer in
            peer.read()
            peer.awaitClose()
        }
        let request = put(server.port, offset: 10, count: Self.pattern.count)
        #expect(await failure { _ = try await Transport().send(request, options: terms()) } == .requestBody)
    }
}
