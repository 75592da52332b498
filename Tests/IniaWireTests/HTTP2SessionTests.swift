import IniaHTTP
import IniaPrimitives
import IniaWire
import LocalServers
import Testing

@Suite struct HTTP2SessionTests {
    @Test func `a connection begins with the preface and settings that refuse pushes`() throws {
        var bytes: [UInt8] = []
        try HTTP2Session().send(into: &bytes, upTo: .max)
        #expect(String(decoding: bytes.prefix(24), as: UTF8.self) == "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        let settings: [UInt8] = [0, 2, 0, 0, 0, 0, 0, 4, 0, 16, 0, 0, 0, 6, 0, 1, 0, 0]
        #expect(Array(bytes[24..<51]) == frame(4, settings))
    }

    @Test func `a server that speaks first is acknowledged after the settings`() throws {
        let pair = try HTTP2Pair()
        try pair.server.output().withUnsafeBytes { try pair.client.receive($0) }
        var bytes: [UInt8] = []
        try pair.client.send(into: &bytes, upTo: .max)
        #expect(Array(bytes[27..<29]) == [4, 0])
        #expect(pair.server.receive(bytes))
    }

    @Test func `a request carries its pseudo fields, and a response its head, body and trailers`() throws {
        let pair = try HTTP2Pair()
        try pair.begin()
        let id = try pair.client.open(head("GET", "/a?b", headers: ["X-Amz-Date": "now", "Connection": "close"]))
        #expect(try pair.carry() == [])
        #expect(
            pair.server.events == [
                .request(
                    1,
                    fields: [
                        ":method": "GET", ":scheme": "https", ":authority": "example.com", ":path": "/a?b",
                        "accept-encoding": "identity", "x-amz-date": "now",
                    ]), .end(1),
            ])
        pair.server.respond(id, fields: [("content-length", "5")], body: Array("hello".utf8), trailers: [("x-t", "1")])
        let expected = HTTP2Session.Head(
            status: 200, headers: try fields(["content-length": "5"]), length: 5, isLast: false)
        #expect(
            try pair.carry() == [.head(id, expected), .data(id), .end(id, trailers: try fields(["x-t": "1"]))])
        #expect(pair.client.take(id, upTo: 3).text == "hel")
        #expect(pair.client.take(id, upTo: 9).text == "lo")
        #expect(pair.client.take(id, upTo: 9).isEmpty)
    }

    @Test func `each response has its own fields, however much of them the one before had`() throws {
        let pair = try HTTP2Pair()
        try pair.begin()
        let long = String(repeating: "v", count: 40)
        let heads: [KeyValuePairs<String, String>] = [
            ["a": long, "b": "1", "c": "2"], ["a": long, "b": "1", "c": "2"], ["a": long, "b": "1"],
            ["a": long, "b": "1", "c": "2", "d": "3"], ["a": long, "b": "2", "c": "2", "d": "3"], [:],
            ["a": long + "w", "b": "2", "c": "2", "d": "3"], ["b": "2", "a": long], ["a": "", "b": "2"],
        ]
        for expected in heads + heads.reversed() {
            let id = try pair.client.open(head())
            pair.server.respond(id, fields: expected.map { ($0.key, $0.value) }, trailers: [("a", long), ("z", "9")])
            #expect(
                try pair.carry() == [
                    .head(
                        id, HTTP2Session.Head(status: 200, headers: try fields(expected), length: nil, isLast: false)),
                    .end(id, trailers: try fields(["a": long, "z": "9"])),
                ])
            pair.client.release(id)
        }
    }

    @Test func `interim responses are passed over`() throws {
        let pair = try HTTP2Pair()
        let id = try pair.client.open(head())
        try pair.begin()
        pair.server.inform(id, status: 103)
        pair.server.respond(id, status: 404)
        let expected = HTTP2Session.Head(status: 404, headers: HTTPHeaders(), length: nil, isLast: true)
        #expect(try pair.carry() == [.head(id, expected), .end(id, trailers: HTTPHeaders())])
    }

    @Test func `a flood of interim responses ends the stream alone`() throws {
        let pair = try HTTP2Pair()
        let id = try pair.client.open(head())
        try pair.begin()
        for _ in 0..<17 { pair.server.inform(id, status: 103) }
        #expect(try pair.carry() == [.failed(id, WireError(.malformed, "too many interim responses"))])
        #expect(pair.client.isOpen)
    }

    @Test func `a body is sent as the peer's window allows, and room is told of once`() throws {
        let pair = try HTTP2Pair(
            HTTP2Limits(),
            {
                var o = HTTP2Peer.Options(); o.takesByItself = false; return o
            }())
        try pair.begin()
        let id = try pair.client.open(head("PUT", body: .bytes(Bytes([UInt8](repeating: 7, count: 400_000)))))
        #expect(try pair.client.send(Bytes([UInt8](repeating: 7, count: 100_000)), on: id, isLast: false))
        #expect(try !pair.client.send(Bytes([UInt8](repeating: 7, count: 250_000)), on: id, isLast: false))
        #expect(try pair.carry() == [])
        #expect(pair.server.bodyBytes(of: id) == 65_535)
        pair.server.take(id, 65_535)
        var room = 0
        for _ in 0..<8 {
            room += try pair.carry().count { $0 == .room(id) }
            pair.server.take(id, 65_535)
        }
        #expect(room == 1)
        #expect(pair.server.bodyBytes(of: id) == 350_000)
        #expect(try pair.client.send(Bytes([UInt8](repeating: 7, count: 50_000)), on: id, isLast: true))
        for _ in 0..<2 {
            try pair.carry()
            pair.server.take(id, 65_535)
        }
        #expect(pair.server.bodyBytes(of: id) == 400_000)
        let hasEnded = pair.server.events.last == .end(id)
        #expect(hasEnded)
    }

    @Test(arguments: [2, 4]) func `a body of another length than announced is the caller's fault`(count: Int) throws {
        let pair = try HTTP2Pair()
        let id = try pair.client.open(head("PUT", body: .bytes([1, 2, 3])))
        #expect(throws: WireError.self) {
            _ = try pair.client.send(Bytes([UInt8](repeating: 1, count: count)), on: id, isLast: true)
        }
    }

    @Test func `what nobody takes stops the peer at the stream's window, and no other stream`() throws {
        var limits = HTTP2Limits()
        limits.streamWindow = 100_000
        limits.connectionWindow = 200_000
        let pair = try HTTP2Pair(limits)
        try pair.begin()
        let ids = try (0..<4).map { _ in try pair.client.open(head()) }
        try pair.begin()
        for id in ids { pair.server.respond(id, body: [UInt8](repeating: 1, count: 150_000)) }
        try pair.carry()
        #expect(ids.map { pair.server.sentBodyBytes[$0] } == [100_000, 100_000, 100_000, 100_000])
        #expect(pair.client.take(ids[2], upTo: .max).count == 100_000)
        try pair.carry()
        #expect(pair.server.sentBodyBytes[ids[2]] == 150_000)
        #expect(pair.server.sentBodyBytes[ids[0]] == 100_000)
    }

    @Test func `a stream that is let go of is cancelled, and the others go on`() throws {
        let pair = try HTTP2Pair()
        let ids = try (0..<2).map { _ in try pair.client.open(head()) }
        try pair.begin()
        pair.client.release(ids[0])
        try pair.carry()
        #expect(pair.server.events == [.closed(ids[0], code: 8)])
        pair.server.respond(ids[1])
        #expect(try pair.carry().count == 2)
    }

    @Test func `a request that is let go of before it was sent is never sent`() throws {
        let pair = try HTTP2Pair()
        try pair.begin()
        pair.client.release(try pair.client.open(head()))
        #expect(try pair.carry() == [])
        #expect(pair.server.events == [])
    }

    @Test func `a refused stream is told from one that was reset`() throws {
        let pair = try HTTP2Pair()
        let ids = try (0..<2).map { _ in try pair.client.open(head()) }
        try pair.begin()
        pair.server.reset(ids[0], code: 7)
        pair.server.reset(ids[1], code: 2)
        #expect(
            try pair.carry() == [
                .failed(ids[0], WireError(.refused, "the peer did not process the request")),
                .failed(ids[1], WireError(.reset, "the stream was reset: INTERNAL_ERROR")),
            ])
    }

    @Test func `after GOAWAY later streams are refused, earlier ones go on and new ones cannot begin`() throws {
        let pair = try HTTP2Pair()
        let ids = try (0..<3).map { _ in try pair.client.open(head()) }
        try pair.begin()
        pair.server.goAway(after: ids[0])
        let events = try pair.carry()
        let refused = WireError(.refused, "the peer did not process the request")
        #expect(
            Set(events.map { "\($0)" })
                == Set(
                    [.draining, .failed(ids[1], refused), .failed(ids[2], refused)].map { (event: HTTP2Session.Event) in
                        "\(event)"
                    }))
        #expect(!pair.client.isOpen)
        pair.server.respond(ids[0])
        #expect(try pair.carry().count == 2)
        #expect(pair.client.isOver)
    }

    @Test func `requests over the peer's limit wait for their turn`() throws {
        var options = HTTP2Peer.Options()
        options.streamLimit = 1
        let pair = try HTTP2Pair(HTTP2Limits(), options)
        #expect(try pair.carry() == [.limit(1)])
        pair.server.events = []
        let ids = try (0..<2).map { _ in try pair.client.open(head()) }
        try pair.carry()
        #expect(pair.server.events.count == 2)
        pair.server.respond(ids[0])
        try pair.carry()
        #expect(pair.server.events.count == 5)
    }

    @Test func `a ping is answered, and its answer told`() throws {
        let pair = try HTTP2Pair()
        try pair.begin()
        pair.client.ping()
        #expect(try pair.carry() == [.pong])
        pair.server.ping()
        #expect(try pair.carry() == [])
    }
}

extension HTTP2Peer {
    func bodyBytes(of id: Int32) -> Int {
        events.reduce(0) { sum, event in
            if case .data(id, let bytes) = event { sum + bytes.count } else { sum }
        }
    }
}
