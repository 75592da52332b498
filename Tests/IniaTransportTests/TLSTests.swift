import IniaHTTP
import IniaPrimitives
import IniaTransport
import LocalServers
import Testing

@Suite(.serialized) struct TLSTests {
    private let certificates: Certificates

    init() throws { certificates = try Certificates() }

    private func page(_ server: TLSServer, _ options: HTTPExchangeOptions, _ transport: Transport) async throws
        -> String
    {
        let response = try await transport.send(secure(server.port), options: options)
        #expect(response.status == 200)
        return try await response.body.text(upTo: 1 << 20)
    }

    /// The reason why a handshake fails.
    private func reason(_ request: HTTPRequest, _ options: HTTPExchangeOptions) async -> String? {
        do {
            _ = try await Transport().send(request, options: options)
            return nil
        } catch let error as TransportError {
            #expect(error.code == .tls)
            #expect(!error.mayHaveBeenSent)
            return error.reason
        } catch {
            return "\(error)"
        }
    }

    @Test func `a trusted server is spoken to, by name and by address`() async throws {
        let server = try TLSServer(certificates, "good")
        defer { server.stop() }
        let transport = Transport()
        #expect(try await page(server, trusting(certificates), transport).contains("TLSv1.3"))
        let response = try await transport.send(secure(server.port, host: "127.0.0.1"), options: trusting(certificates))
        #expect(response.status == 200)
    }

    @Test(arguments: ["-tls1_3", "-tls1_2"])
    func `a session is resumed by the next connection with equal options only`(version: String) async throws {
        let server = try TLSServer(certificates, "good", options: [version])
        defer { server.stop() }
        let transport = Transport()
        #expect(try await page(server, trusting(certificates), transport).contains("New, TLS"))
        #expect(try await page(server, trusting(certificates), transport).contains("Reused, TLS"))
        #expect(
            try await page(server, trusting(certificates) { $0.verification = .none }, transport).contains("New, TLS"))
    }

    @Test func `an unknown authority is named as the reason`() async throws {
        let server = try TLSServer(certificates, "good")
        defer { server.stop() }
        let stranger = trusting(certificates) {
            $0.verification = .authorities(path: "\(certificates.folder)/other.pem")
        }
        #expect(await reason(secure(server.port), stranger) == "the certificate is of an unknown authority")
        #expect(await reason(secure(server.port), terms()) == "the certificate is of an unknown authority")
        let careless = trusting(certificates) { $0.verification = .none }
        #expect(await reason(secure(server.port), careless) == nil)
    }

    @Test func `a certificate for another host is named as the reason`() async throws {
        let server = try TLSServer(certificates, "wrong")
        defer { server.stop() }
        #expect(
            await reason(secure(server.port), trusting(certificates))
                == "the certificate is for another host than localhost")
        #expect(
            await reason(secure(server.port, host: "127.0.0.1"), trusting(certificates))
                == "the certificate is for another host than 127.0.0.1")
    }

    @Test func `an expired certificate is named as the reason`() async throws {
        let server = try TLSServer(certificates, "expired")
        defer { server.stop() }
        #expect(await reason(secure(server.port), trusting(certificates)) == "the certificate has expired")
    }

    @Test func `a handshake that is cut off is named as the reason`() async throws {
        for reset in [false, true] {
            let server = LoopbackServer { peer in
                peer.read(count: 100)
                if reset { peer.reset() }
            }
            #expect(await reason(secure(server.port), trusting(certificates)) == "the peer closed in the handshake")
        }
    }

    @Test func `a server that speaks no TLS, or too old a version, is an error`() async throws {
        let plain = LoopbackServer { peer in
            peer.read(count: 100)
            peer.send("HTTP/1.1 400 Bad Request\r\n\r\n")
            peer.awaitClose()
        }
        #expect(await reason(secure(plain.port), trusting(certificates))?.hasPrefix("the handshake failed") == true)
        let old = try TLSServer(certificates, "good", options: ["-tls1_2"])
        defer { old.stop() }
        let strict = trusting(certificates) { $0.minimumVersion = .tls13 }
        #expect(await reason(secure(old.port), strict)?.hasPrefix("the handshake failed") == true)
    }

    @Test func `a handshake that never ends is a connect timeout`() async {
        let server = LoopbackServer { peer in peer.awaitClose() }
        var options = trusting(certificates)
        options.connectTimeout = .milliseconds(30)
        #expect(
            await failure { _ = try await Transport().send(secure(server.port), options: options) } == .connectTimeout)
    }

    @Test func `a client certificate is shown to who asks for it`() async throws {
        let server = try TLSServer(
            certificates, "good",
            options: ["-Verify", "1", "-verify_return_error", "-CAfile", "\(certificates.folder)/ca.pem", "-tls1_2"])
        defer { server.stop() }
        let transport = Transport()
        let identity = TLSOptions.Identity(
            certificatePath: "\(certificates.folder)/good.pem", keyPath: "\(certificates.folder)/good.key")
        #expect(
            try await page(server, trusting(certificates) { $0.identity = identity }, transport).contains(
                "Client certificate"))
        #expect(await reason(secure(server.port), trusting(certificates))?.hasPrefix("the handshake failed") == true)
    }

    @Test func `files that are not there are named`() async {
        let missing = trusting(certificates) { $0.verification = .authorities(path: "/nowhere/ca.pem") }
        let server = LoopbackServer { $0.awaitClose() }
        #expect(await reason(secure(server.port), missing)?.hasPrefix("the authorities cannot be loaded") == true)
        let identity = trusting(certificates) { $0.identity = .init(certificatePath: "/nowhere/client.pem") }
        #expect(await reason(secure(server.port), identity)?.hasPrefix("the client certificate") == true)
    }

    @Test func `a tunnel through a proxy carries TLS to the host itself`() async throws {
        let server = try TLSServer(certificates, "good")
        defer { server.stop() }
        let proxy = LoopbackServer { peer in
            let line = peer.read().split(separator: "\r\n").first ?? ""
            guard line == "CONNECT localhost:\(server.port) HTTP/1.1" else { return }
            relay(peer, to: server.port)
        }
        var options = trusting(certificates)
        options.route = HTTPRoute(tls: options.route.tls, proxy: HTTPProxy(url: url(proxy.port)))
        let transport = Transport()
        #expect(try await page(server, options, transport).contains("TLSv1.3"))
    }

    @Test func `a proxy may be reached over TLS, and a host through it over TLS within that`() async throws {
        let server = try TLSServer(certificates, "good")
        defer { server.stop() }
        let proxy = try SecureProxy(certificates, "good")
        var options = trusting(certificates)
        var way = HTTPProxy(url: url(proxy.port, scheme: "https", host: "localhost"), tls: options.route.tls)
        options.route = HTTPRoute(tls: options.route.tls, proxy: way)
        #expect(try await page(server, options, Transport()).contains("TLSv1.3"))
        #expect(proxy.targets == ["localhost:\(server.port)"])
        way.tls.verification = .authorities(path: "\(certificates.folder)/other.pem")
        options.route = HTTPRoute(tls: options.route.tls, proxy: way)
        #expect(await reason(secure(server.port), options) == "the certificate is of an unknown authority")
    }

    @Test func `a proxy is shown a certificate of its own`() async throws {
        let proxy = try TLSServer(
            certificates, "good",
            options: ["-Verify", "1", "-verify_return_error", "-CAfile", "\(certificates.folder)/ca.pem", "-tls1_2"])
        defer { proxy.stop() }
        var options = trusting(certificates)
        var way = HTTPProxy(url: url(proxy.port, scheme: "https", host: "localhost"), tls: options.route.tls)
        way.tls.identity = TLSOptions.Identity(
            certificatePath: "\(certificates.folder)/good.pem", keyPath: "\(certificates.folder)/good.key")
        options.route = HTTPRoute(proxy: way)
        let response = try await Transport().send(get(1), options: options)
        #expect(try await response.body.text(upTo: 1 << 20).contains("Client certificate"))
    }

    @Test func `session secrets are written only where an option says so`() async throws {
        let server = try TLSServer(certificates, "good")
        defer { server.stop() }
        let path = "\(certificates.folder)/keys"
        _ = try await page(server, trusting(certificates) { $0.keyLogPath = path }, Transport())
        #expect(try contents(path).contains("CLIENT_TRAFFIC_SECRET_0 "))
    }
}
