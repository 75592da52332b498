import IniaHTTP
import IniaPrimitives
import IniaWire
import Testing

@Suite struct RequestHeadTests {
    private func request(
        _ method: String, _ text: String = "http://example.com/a?b=c", _ headers: [(String, String)] = [],
        body: Body = .empty
    ) throws -> HTTPRequest {
        var fields = HTTPHeaders()
        for (name, value) in headers { try fields.add(name, value) }
        return HTTPRequest(method: method, url: try #require(HTTPURL(text)), headers: fields, body: body)
    }

    private func text(_ request: HTTPRequest, target: RequestHead.Target = .origin) throws -> String {
        String(decoding: try RequestHead(request, target: target).bytes, as: UTF8.self)
    }

    @Test func `a request without a body has no length unless its method usually has one`() throws {
        #expect(
            try text(request("GET"))
                == "GET /a?b=c HTTP/1.1\r\nHost: example.com\r\nAccept-Encoding: identity\r\n\r\n")
        #expect(
            try text(request("DELETE", "https://[::1]:8443"))
                == "DELETE / HTTP/1.1\r\nHost: [::1]:8443\r\nAccept-Encoding: identity\r\nContent-Length: 0\r\n\r\n")
    }

    @Test func `a body of known length has it said, another one is chunked`() throws {
        let known = try RequestHead(request("PUT", body: .bytes([1, 2, 3])))
        #expect(known.framing == .length(3))
        #expect(String(decoding: known.bytes, as: UTF8.self).hasSuffix("\r\nContent-Length: 3\r\n\r\n"))
        let stream = Body(.replayable(count: nil) { throw BodyError(.noFiles) })
        let unknown = try RequestHead(request("PUT", body: stream))
        #expect(unknown.framing == .chunked)
        #expect(String(decoding: unknown.bytes, as: UTF8.self).hasSuffix("\r\nTransfer-Encoding: chunked\r\n\r\n"))
    }

    @Test func `a body of less than no bytes is refused`() throws {
        let body = Body(.replayable(count: -1) { throw BodyError(.noFiles) })
        #expect(throws: WireError(.request, "a body of less than no bytes")) {
            try RequestHead(request("PUT", body: body))
        }
    }

    @Test func `the caller's own framing, host and encoding are kept`() throws {
        let headers = [("host", "other"), ("accept-encoding", "gzip"), ("transfer-encoding", "chunked")]
        let request = try request("PUT", "http://example.com/", headers, body: .bytes([1]))
        #expect(
            try text(request)
                == "PUT / HTTP/1.1\r\nhost: other\r\naccept-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n")
        #expect(try RequestHead(request).framing == .chunked)
    }

    @Test func `what is beyond ASCII in a header goes out as UTF-8`() throws {
        let head = try RequestHead(request("GET", "http://example.com/", [("X-Amz-Meta-River", "Amazônia")]))
        #expect(String(decoding: head.bytes, as: UTF8.self).contains("\r\nX-Amz-Meta-River: Amazônia\r\n"))
        #expect(head.bytes.contains([0x7A, 0xC3, 0xB4, 0x6E]))
    }

    @Test func `a proxy that forwards is told the whole URL`() throws {
        let text = try text(request("GET"), target: .absolute(proxyAuthorization: "Basic x"))
        #expect(
            text == "GET http://example.com/a?b=c HTTP/1.1\r\nHost: example.com\r\nAccept-Encoding: identity\r\n"
                + "Proxy-Authorization: Basic x\r\n\r\n")
    }

    @Test func `requests that could be understood in two ways are refused`() throws {
        let broken: [HTTPRequest] = [
            try request("GE T"),
            try request("PUT", headers: [("Content-Length", "2")], body: .bytes([1])),
            try request(
                "PUT", headers: [("Content-Length", "1"), ("Transfer-Encoding", "chunked")], body: .bytes([1])),
            try request("PUT", headers: [("Content-Length", "1"), ("Content-Length", "1")], body: .bytes([1])),
            try request("PUT", headers: [("Transfer-Encoding", "gzip")], body: .bytes([1])),
            HTTPRequest(method: "GET", url: HTTPURL(scheme: "http", host: "a", path: "/ HTTP/1.1\r\nX: y")),
            HTTPRequest(method: "GET", url: HTTPURL(scheme: "http", host: "a\r\nX: y", path: "/")),
        ]
        for request in broken {
            #expect(throws: WireError.self) { try RequestHead(request) }
        }
    }

    private func request(_ method: String, headers: [(String, String)], body: Body) throws -> HTTPRequest {
        try request(method, "http://example.com/", headers, body: body)
    }

    @Test func `only a request with a body waits for consent`() throws {
        let expectation = [("Expect", "100-continue")]
        #expect(try RequestHead(request("PUT", headers: expectation, body: .bytes([1]))).awaitsContinue)
        #expect(try !RequestHead(request("PUT", headers: expectation, body: .empty)).awaitsContinue)
    }

    @Test func `the body is held to what was announced`() throws {
        var framer = RequestBodyFramer(.length(4))
        #expect(try framer.prefix(for: 3) == [])
        #expect(throws: WireError.self) { try framer.end() }
        #expect(throws: WireError.self) { try framer.prefix(for: 2) }
        var chunks = RequestBodyFramer(.chunked)
        #expect(try chunks.prefix(for: 26) == Array("1a\r\n".utf8))
        #expect(chunks.suffix == [13, 10])
        #expect(try chunks.end() == Array("0\r\n\r\n".utf8))
    }
}

@Suite struct ProxyTunnelTests {
    private func tunnel(_ answer: String) throws -> (isOpen: Bool, used: Int) {
        let url = try #require(HTTPURL("https://example.com/"))
        var tunnel = try ProxyTunnel(to: url, authorization: "Basic x")
        #expect(
            tunnel.request
                == Array(
                    "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\nProxy-Authorization: Basic x\r\n\r\n"
                        .utf8))
        return try Array(answer.utf8).withUnsafeBytes { try tunnel.received($0) }
    }

    @Test func `any 2xx opens the tunnel, whatever length it claims`() throws {
        let answer = "HTTP/1.1 200 Connection established\r\nContent-Length: 7\r\n\r\n"
        #expect(try tunnel(answer) == (true, answer.utf8.count))
        #expect(try tunnel("HTTP/1.1 200 Conn") == (false, 0))
    }

    @Test func `a refusal and bytes from nowhere are errors`() throws {
        #expect(throws: WireError(.proxy, "the proxy answered CONNECT with 407")) {
            try tunnel("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n")
        }
        #expect(throws: WireError.self) { try tunnel("HTTP/1.1 200 OK\r\n\r\nx") }
    }
}
