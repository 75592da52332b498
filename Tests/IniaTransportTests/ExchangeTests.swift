import Glibc
import IniaHTTP
import IniaPrimitives
import IniaTransport
import LocalServers
import Synchronization
import Testing

func url(_ port: Int, _ path: String = "/", scheme: String = "http", host: String = "127.0.0.1") -> HTTPURL {
    HTTPURL(scheme: scheme, host: host, port: port, path: path)
}

func get(_ port: Int, _ path: String = "/") -> HTTPRequest { HTTPRequest(method: "GET", url: url(port, path)) }

/// Options whose timeouts no test is to meet unless it says so.
func terms(_ change: (inout HTTPExchangeOptions) -> Void = { _ in }) -> HTTPExchangeOptions {
    var options = HTTPExchangeOptions()
    options.readTimeout = .seconds(600)
    options.acquireTimeout = .seconds(600)
    change(&options)
    return options
}

/// A request over TLS.
func secure(_ port: Int, host: String = "localhost") -> HTTPRequest {
    HTTPRequest(method: "GET", url: url(port, scheme: "https", host: host))
}

/// Options that trust a throw-away authority.
func trusting(
    _ certificates: Certificates, _ change: (inout TLSOptions) -> Void = { _ in }
) -> HTTPExchangeOptions {
    var tls = TLSOptions()
    tls.verification = .authorities(path: "\(certificates.folder)/ca.pem")
    change(&tls)
    return terms { $0.route = HTTPRoute(tls: tls) }
}

/// The code of the transport error that an operation throws.
func failure(of operation: () async throws -> Void) async -> TransportError.Code? {
    do {
        try await operation()
        return nil
    } catch {
        return (error as? TransportError)?.code ?? TransportError.Code("\(error)")
    }
}

let hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello"

@Suite struct ExchangeTests {
    @Test func `a request gets its response and the connection is used again`() async throws {
        let server = LoopbackServer { peer in
            while !peer.read().isEmpty { peer.send(hello) }
        }
        let transport = Transport()
        for _ in 0..<3 {
            let response = try await transport.send(get(server.port), options: terms())
            #expect(response.status == 200)
            #expect(response.headers["x"] == "y")
            #expect(try await response.body.text(upTo: 10) == "hello")
        }
        #expect(server.accepted == 1)
        let statistics = await transport.statistics()
        #expect(statistics.opened == 1 && statistics.idle == 1 && statistics.busy == 0)
    }

    @Test func `bytes after a response close the connection`() async throws {
        let server = LoopbackServer { peer in
            peer.read()
            peer.send(hello + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil")
            peer.awaitClose()
        }
        let transport = Transport()
        for _ in 0..<2 {
            let response = try await transport.send(get(server.port), options: terms())
            #expect(try await response.body.text(upTo: 10) == "hello")
        }
        #expect(server.accepted == 2)
    }

    @Test func `a kept connection that its peer closed is replaced, with no error`() async throws {
        let server = LoopbackServer { peer in
            peer.read()
            peer.send(hello)
        }
        let transport = Transport()
        for _ in 0..<20 {
            let response = try await transport.send(get(server.port), options: terms())
            #expect(try await response.body.text(upTo: 10) == "hello")
        }
        #expect(server.accepted == 20)
    }

    @Test func `a request that was never answered on a kept connection is sent again`() async throws {
        let server = LoopbackServer { peer in
            peer.read()
            peer.send(hello)
            // The second request is read and not answered.
            if peer.number == 0 { peer.read() } else { peer.awaitClose() }
        }
        let transport = Transport()
        for _ in 0..<2 {
            let response = try await transport.send(get(server.port), options: terms())
            #expect(try await response.body.text(upTo: 10) == "hello")
        }
        #expect(server.accepted == 2)
    }

    @Test func `a body that cannot be replayed is not sent again`() async throws {
        let server = LoopbackServer { peer in
            peer.read()
            peer.send(hello)
            peer.read(until: "0\r\n\r\n")
        }
        let transport = Transport()
        _ = try await transport.send(get(server.port), options: terms())
        let once = Body(.once(count: nil, source: Scripted([[1, 2, 3]])))
        let request = HTTPRequest(method: "PUT", url: url(server.port), body: once)
        #expect(await failure { _ = try await transport.send(request, options: terms()) } == .connectionClosed)
        #expect(server.accepted == 1)
    }

    @Test func `a server that dies at any byte leaves one clean error`() async throws {
        let text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
        let bytes = Array(text.utf8)
        for reset in [false, true] {
            let server = LoopbackServer { peer in
                peer.read()
                peer.send(Array(bytes.prefix(peer.number)))
                if reset { peer.reset() }
            }
            let transport = Transport()
            for length in 0...bytes.count {
                let code = await failure {
                    let response = try await transport.send(get(server.port), options: terms())
                    #expect(try await response.body.text(upTo: 10) == "hello")
                }
                if length == bytes.count, !reset { #expect(code == nil) }
                if length < bytes.count {
                    #expect(
                        code == .connectionClosed || code == .incompleteBody,
                        "after \(length) bytes: \(code?.name ?? "")")
                }
            }
            #expect(server.accepted == bytes.count + 1)
            #expect(await transport.statistics().busy == 0)
        }
    }

    @Test func `a redirect is an answer like any other`() async throws {
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")
        }
        let response = try await Transport().send(get(server.port), options: terms())
        #expect(response.status == 302)
        #expect(response.headers["location"] == "http://127.0.0.1:1/")
        #expect(server.accepted == 1)
    }

    @Test func `a body comes in the coding in which it was sent, and no coding is asked for`() async throws {
        let asked = Mutex("")
        let server = LoopbackServer { peer in
            let head = peer.read()
            asked.withLock { $0 = head }
            peer.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\u{1F}zip")
        }
        let response = try await Transport().send(get(server.port), options: terms())
        #expect(try await response.body.text(upTo: 10) == "\u{1F}zip")
        #expect(response.headers["content-encoding"] == "gzip")
        #expect(asked.withLock { $0 }.contains("\r\nAccept-Encoding: identity\r\n"))
    }

    @Test func `a socket sends at once, and is probed only where that is wanted`() async throws {
        for isKeptAlive in [false, true] {
            let server = LoopbackServer { peer in
                peer.read()
                peer.send(hello)
                peer.awaitClose()
            }
            let transport = Transport()
            let options = terms { $0.route = HTTPRoute(isKeptAlive: isKeptAlive) }
            _ = try await transport.send(get(server.port), options: options)
            let descriptor = try #require(socket(to: server.port))
            #expect(option(TCP_NODELAY, Int32(IPPROTO_TCP), of: descriptor))
            #expect(option(SO_KEEPALIVE, SOL_SOCKET, of: descriptor) == isKeptAlive)
        }
    }

    /// This process's socket that is connected to a port of its own.
    private func socket(to port: Int) -> Int32? {
        (0..<4096).first { descriptor in
            var address = sockaddr_in()
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isConnected = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &size) == 0 }
            }
            return isConnected && address.sin_family == sa_family_t(AF_INET)
                && Int(UInt16(bigEndian: address.sin_port)) == port
        }
    }

    private func option(_ name: Int32, _ level: Int32, of descriptor: Int32) -> Bool {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, level, name, &value, &size) == 0 && value != 0
    }

    @Test func `an answer in pieces, with interim responses, is put together`() async throws {
        let server = LoopbackServer { peer in
            peer.read()
            for byte in Array(("HTTP/1.1 103 Hints\r\nA: b\r\n\r\n" + hello).utf8) { peer.send([byte]) }
            peer.awaitClose()
        }
        let response = try await Transport().send(get(server.port), options: terms())
        #expect(response.status == 200)
        #expect(try await response.body.text(upTo: 10) == "hello")
    }

    @Test func `a malformed response is an error`() async {
        let server = LoopbackServer { peer in
            peer.read()
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello")
            peer.awaitClose()
        }
        #expect(
            await failure { _ = try await Transport().send(get(server.port), options: terms()) } == .malformedResponse)
    }

    @Test func `nobody listening, and no such host`() async {
        let server = LoopbackServer { _ in }
        server.stop()
        let transport = Transport()
        #expect(
            await failure { _ = try await transport.send(get(server.port), options: terms()) } == .connectionRefused)
        let nowhere = HTTPRequest(method: "GET", url: url(80, host: "does-not-exist.invalid"))
        #expect(await failure { _ = try await transport.send(nowhere, options: terms()) } == .unknownHost)
        #expect(await transport.statistics().opening == 0)
    }

    @Test func `a name with several addresses is reached by the one that answers`() async throws {
        let server = LoopbackServer { peer in
            while !peer.read().isEmpty { peer.send(hello) }
        }
        let request = HTTPRequest(method: "GET", url: url(server.port, host: "localhost"))
        let response = try await Transport().send(request, options: terms())
        #expect(response.status == 200)
    }
}

/// A source of the given pieces, which ends after them or waits for ever.
final class Scripted: ByteSource {
    private let pieces: Mutex<[[UInt8]]>
    private let hangs: Bool

    init(_ pieces: [[UInt8]], thenHangs hangs: Bool = false) {
        self.pieces = Mutex(pieces)
        self.hangs = hangs
    }

    func next() async throws -> Bytes? {
        if let piece = pieces.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return Bytes(piece) }
        if hangs { try await Task.sleep(for: .seconds(3600)) }
        return nil
    }

    func abandon() {}
}
