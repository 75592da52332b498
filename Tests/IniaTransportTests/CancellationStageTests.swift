import IniaHTTP
import IniaPrimitives
import IniaTransport
import LocalServers
import Testing

/// A call that is cancelled, at whatever stage it is, throws and has its connection closed.
@Suite(.timeLimit(.minutes(2))) struct CancellationStageTests {
    /// How far a call is when it is cancelled.
    enum Stage: String, Sendable, CaseIterable {
        case handshake, tunnel, secureProxy, consent, upload, streamedUpload, head, body
    }

    @Test(arguments: Stage.allCases)
    func `a call that is cancelled is off the wire`(stage: Stage) async {
        let (isReached, isClosed) = (Flag(), Flag())
        let server = LoopbackServer { peer in
            switch stage {
            case .handshake, .secureProxy: peer.read(count: 5)
            case .streamedUpload: peer.read(until: "\r\n\r\n3\r\nabc\r\n")
            case .body:
                peer.read()
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
            case .tunnel, .consent, .upload, .head: peer.read()
            }
            isReached.set()
            if stage == .upload {
                // Nothing is read until the client has gone: its body stays in its socket.
                while peer.isOpen { Flag.pause() }
            } else {
                peer.awaitClose()
            }
            isClosed.set()
        }
        let transport = Transport()
        let (request, options) = call(stage, server.port)
        let hasBegun = Flag()
        let task = Task {
            let response = try await transport.send(request, options: options)
            for try await _ in response.body { hasBegun.set() }
        }
        if stage == .body { await hasBegun.wait() } else { await isReached.wait() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await isClosed.wait()
        let statistics = await transport.statistics()
        #expect(statistics.busy == 0 && statistics.opening == 0 && statistics.idle == 0)
    }

    private func call(_ stage: Stage, _ port: Int) -> (HTTPRequest, HTTPExchangeOptions) {
        var request = HTTPRequest(method: "PUT", url: url(port))
        let options = terms { options in
            switch stage {
            case .handshake: request.url.scheme = "https"
            case .tunnel, .secureProxy:
                let scheme = stage == .tunnel ? "http" : "https"
                options.route = HTTPRoute(proxy: HTTPProxy(url: url(port, scheme: scheme)))
                request.url = HTTPURL(scheme: "https", host: "example.com")
            case .consent:
                try? request.headers.add("Expect", "100-continue")
                request.body = .bytes(Bytes(utf8: "abc"))
            case .upload: request.body = .bytes(Bytes([UInt8](repeating: 1, count: 64 << 20)))
            case .streamedUpload:
                request.body = Body(.once(count: nil, source: Scripted([Array("abc".utf8)], thenHangs: true)))
            case .head, .body: break
            }
        }
        return (request, options)
    }
}
