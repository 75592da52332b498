import IniaHTTP
import IniaPrimitives
import IniaTransport
import Testing

func url(_ port: Int, _ path: String = "/", scheme: String = "http", host: String = "127.0.0.1") -> HTTPURL {
    HTTPURL(scheme: scheme, host: host, port: port, path: path)
}

func get(_ port: Int, _ path: String = "/") -> HTTPRequest { HTTPRequest(method: "GET", url: url(port, path)) }

func terms(_ change: (inout HTTPExchangeOptions) -> Void = { _ in }) -> HTTPExchangeOptions {
    var options = HTTPExchangeOptions()
    options.readTimeout = .seconds(20)
    change(&options)
    return options
}

/// The code of the transport error that an operation throws.
func code(_ operation: () async throws -> Void) async -> TransportError.Code? {
    do {
        try await operation()
        return nil
    } catch {
        return (error as? TransportError)?.code
    }
}

@Suite struct ExchangeTests {
    @Test func `a request gets its response and the connection is used again`() async throws {
        let server = LoopbackServer { peer in
            while !peer.read().isEmpty { peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello") }
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
}
