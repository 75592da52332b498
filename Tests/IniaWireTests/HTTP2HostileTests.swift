import IniaHTTP
import IniaPrimitives
import IniaWire
import LocalServers
import Testing

@Suite struct HTTP2HostileTests {
    /// The fields of a response that a client must not believe.
    static let malformedHeads: [[UInt8]] = [
        literal("x", "1"),  // no status
        literal(":status", "20"),
        literal(":status", "abc"),
        literal(":status", "200") + literal(":status", "200"),
        literal("x", "1") + literal(":status", "200"),
        literal(":status", "200") + literal(":path", "/"),
        literal(":status", "200") + literal("X", "1"),
        literal(":status", "200") + literal("x", "a\r\nb"),
        literal(":status", "200") + literal("x", "a\0b"),
        literal(":status", "200") + literal("x y", "1"),
        literal(":status", "200") + literal("connection", "close"),
        literal(":status", "200") + literal("transfer-encoding", "chunked"),
        literal(":status", "200") + literal("content-length", "1") + literal("content-length", "2"),
        literal(":status", "200") + literal("content-length", "x"),
        literal(":status", "101"),
    ]

    @Test(arguments: malformedHeads) func `a malformed head ends its stream alone`(block: [UInt8]) throws {
        let pair = try HTTP2Pair()
        let ids = try (0..<2).map { _ in try pair.client.open(head()) }
        try pair.begin()
        pair.server.sendRaw(frame(1, flags: 4, stream: ids[0], block))
        let events = try pair.carry()
        #expect(events.count == 1)
        guard case .failed(ids[0], let error)? = events.first else {
            Issue.record("\(events)")
            return
        }
        #expect([.malformed, .reset].contains(error.code))
        #expect(pair.client.isOpen)
    }

    @Test func `a head over the limit ends its stream alone`() throws {
        let pair = try HTTP2Pair()
        let id = try pair.client.open(head())
        try pair.begin()
        let part = (0..<4).flatMap { _ in literal("x", String(repeating: "a", count: 4000)) }
        pair.server.sendRaw(frame(1, stream: id, literal(":status", "200")))
        for _ in 0..<4 { pair.server.sendRaw(frame(9, stream: id, part)) }
        pair.server.sendRaw(frame(9, flags: 4, stream: id, part))
        #expect(try pair.carry() == [.failed(id, WireError(.malformed, "a head that is too large"))])
    }

    @Test func `a small head that unfolds to a large one ends its stream alone`() throws {
        let pair = try HTTP2Pair()
        let ids = try (0..<2).map { _ in try pair.client.open(head()) }
        try pair.begin()
        // One field is put into the table of compression, and said ten thousand times in a byte each (RFC 7541
        // section 6): 40 MB.
        let field = [0x40] + literal("x", String(repeating: "a", count: 4000)).dropFirst()
        let block = literal(":status", "200") + field + [UInt8](repeating: 0xBE, count: 10_000)
        pair.server.sendRaw(frame(1, flags: 4, stream: ids[0], block))
        #expect(try pair.carry() == [.failed(ids[0], WireError(.malformed, "a head that is too large"))])
        #expect(pair.client.isOpen)
    }

    @Test func `what still comes of streams that were let go of holds up no other`() throws {
        let pair = try HTTP2Pair()
        let ids = try (0..<2).map { _ in try pair.client.open(head()) }
        try pair.begin()
        pair.client.release(ids[0])
        // More than the connection's window in all.
        let piece = frame(0, stream: ids[0], [UInt8](repeating: 1, count: 16_384))
        for _ in 0..<1100 {
            try piece.withUnsafeBytes { try pair.client.receive($0) }
            var sent: [UInt8] = []
            try pair.client.send(into: &sent, upTo: .max)
        }
        #expect(pair.client.isOpen)
        pair.server.respond(ids[1])
        #expect(try pair.carry().count == 2)
    }

    @Test func `too many fields end their stream alone`() throws {
        let pair = try HTTP2Pair()
        let id = try pair.client.open(head())
        try pair.begin()
        pair.server.respond(id, fields: (0..<300).map { ("x-\($0)", "") })
        #expect(try pair.carry() == [.failed(id, WireError(.malformed, "too many fields"))])
    }

    @Test func `a body that is shorter than announced is incomplete`() throws {
        let pair = try HTTP2Pair()
        let id = try pair.client.open(head())
        try pair.begin()
        let block = literal(":status", "200") + literal("content-length", "9")
        pair.server.sendRaw(frame(1, flags: 4, stream: id, block) + frame(0, flags: 1, stream: id, [1, 2]))
        let events = try pair.carry()
        #expect(events.last == .failed(id, WireError(.incompleteBody, "the body is shorter than announced")))
    }

    @Test func `a body that is longer than announced is malformed`() throws {
        let pair = try HTTP2Pair()
        let id = try pair.client.open(head())
        try pair.begin()
        let block = literal(":status", "200") + literal("content-length", "1")
        pair.server.sendRaw(frame(1, flags: 4, stream: id, block) + frame(0, flags: 1, stream: id, [1, 2]))
        guard case .failed(id, let error)? = try pair.carry().last else {
            Issue.record("no failure")
            return
        }
        #expect(error.code != .incompleteBody)
    }

    /// What breaks a connection, as raw frames.
    static let fatalFrames: [[UInt8]] = [
        frame(5, flags: 4, stream: 1, [0, 0, 0, 2] + literal(":method", "GET")),  // a push
        frame(0, stream: 9, [1]),  // a stream that nobody opened
        frame(3, stream: 9, [0, 0, 0, 8]),
        frame(8, [0, 0, 0, 0]),  // a window opened by nothing
        frame(8, [0x7F, 0xFF, 0xFF, 0xFF]),
        frame(4, [0, 4, 0xFF, 0xFF, 0xFF, 0xFF]),  // a window over 2^31 - 1
        frame(4, [0, 5, 0, 0, 0, 1]),  // frames under 16 KiB
        frame(4, stream: 1, []),
        frame(6, [1, 2, 3]),
        frame(6, stream: 1, [UInt8](repeating: 0, count: 8)),
        frame(0, [1]),  // a body of no stream
        frame(0, stream: 1, [1]),  // a body before its head
        frame(8, stream: 1, [0, 0, 0, 0]),
        frame(1, flags: 4, literal(":status", "200")),
        frame(1, flags: 4, stream: 2, literal(":status", "200")),  // a stream that only the peer could have opened
        frame(7, [0, 0, 0, 1, 0, 0, 0, 0]) + frame(7, [0, 0, 0, 3, 0, 0, 0, 0]),  // GOAWAY that takes more back in
        frame(1, flags: 4, stream: 1, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),  // compression that cannot be
        frame(9, flags: 4, stream: 1, []),  // a continuation of nothing
        frame(1, stream: 1, literal(":status", "200")) + frame(6, [UInt8](repeating: 0, count: 8)),
        [0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 1],  // a frame of 16 MiB
        Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8),
    ]

    @Test(arguments: fatalFrames) func `a broken connection says so and tells the peer`(bytes: [UInt8]) throws {
        let pair = try HTTP2Pair()
        _ = try pair.client.open(head())
        try pair.begin()
        var output: [UInt8] = []
        do {
            try bytes.withUnsafeBytes { try pair.client.receive($0) }
            try pair.client.send(into: &output, upTo: .max)
        } catch let error as WireError {
            #expect(error.code == .malformed)
            return
        }
        #expect(output.count >= 17 && output[3] == 7)
        #expect(pair.client.isOver)
        #expect(pair.client.fault?.code == .malformed)
    }

    /// Frames that cost the peer little.
    static let idleFrames: [[UInt8]] = [
        frame(4), frame(6, [UInt8](repeating: 0, count: 8)), frame(0, stream: 1), frame(8, [0, 0, 0, 1]),
        frame(2, stream: 1, [0, 0, 0, 0, 1]), frame(3, stream: 1, [0, 0, 0, 8]),
        frame(6, flags: 1, [UInt8](repeating: 0, count: 8)), frame(7, [0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]),
        frame(0, flags: 8, stream: 1, [3, 0, 0, 0]),
        // ALTSVC, ORIGIN and PRIORITY_UPDATE, which nobody asked for, and types that nobody knows, small and large.
        frame(10, [0, 1, 97]), frame(12, [0, 0]), frame(16, [0, 0, 0, 1, 97]), frame(11), frame(0xFA, flags: 255),
        frame(0xFF, stream: 1, [1]), frame(0x42, stream: 7), frame(0x42, [UInt8](repeating: 1, count: 16_384)),
    ]

    @Test(arguments: idleFrames) func `a flood of frames that say nothing ends the connection`(bytes: [UInt8]) throws {
        let pair = try HTTP2Pair()
        let id = try pair.client.open(head())
        try pair.begin()
        pair.server.respond(id, body: [1], isLast: false)
        try pair.carry()
        var sent: [UInt8] = []
        for _ in 0..<1000 { sent += bytes }
        try sent.withUnsafeBytes { try pair.client.receive($0) }
        pair.client.forgive()
        try pair.carry()
        #expect(throws: WireError.self) {
            for _ in 0..<2 { try sent.withUnsafeBytes { try pair.client.receive($0) } }
        }
    }

    @Test func `an unknown frame is passed over, however it is cut`() throws {
        let pair = try HTTP2Pair()
        let id = try pair.client.open(head())
        try pair.begin()
        let unknown = frame(0x42, flags: 255, stream: id, [UInt8](repeating: 0, count: 700))
        let okay = frame(1, flags: 5, stream: id, literal(":status", "200"))
        for byte in unknown + frame(0x43) + okay { try [byte].withUnsafeBytes { try pair.client.receive($0) } }
        let head = HTTP2Session.Head(status: 200, headers: HTTPHeaders(), length: nil, isLast: true)
        #expect(pair.client.takeEvents() == [.head(id, head), .end(id, trailers: HTTPHeaders())])
        // More of them than are borne in a row do no harm as long as something else comes between.
        for _ in 0..<3 {
            for _ in 0..<900 { try unknown.withUnsafeBytes { try pair.client.receive($0) } }
            let next = try pair.client.open(IniaWireTests.head())
            try pair.carry()
            pair.server.respond(next)
            #expect(try pair.carry().count == 2)
        }
    }

    @Test func `a stream that was cancelled may have small frames on their way, but not without end`() throws {
        var limits = HTTP2Limits()
        limits.lateFrames = 4000
        let pair = try HTTP2Pair(limits)
        let ids = try (0..<2).map { _ in try pair.client.open(head()) }
        try pair.begin()
        pair.client.release(ids[0])
        let late = (0..<1000).flatMap { _ in frame(0, stream: ids[0], [1]) }
        for _ in 0..<4 { try late.withUnsafeBytes { try pair.client.receive($0) } }
        pair.server.respond(ids[1])
        #expect(try pair.carry().count == 2)
        #expect(throws: WireError(.malformed, "too many frames that say nothing")) {
            for _ in 0..<2 { try late.withUnsafeBytes { try pair.client.receive($0) } }
        }
    }

    @Test func `a flood of heads and bodies on a stream that is over ends the connection`() throws {
        let okay = frame(1, flags: 5, stream: 1, literal(":status", "200"))
        let window = frame(8, stream: 1, [0, 0, 0, 1])
        for late in [frame(0, stream: 1, [1]), okay, frame(3, stream: 1, [0, 0, 0, 8]), window] {
            let pair = try HTTP2Pair()
            _ = try pair.client.open(head())
            try pair.begin()
            #expect(try pair.receive(okay).count == 2)
            #expect(throws: WireError.self, "\(late)") {
                let flood = (0..<1001).flatMap { _ in late }
                try flood.withUnsafeBytes { try pair.client.receive($0) }
            }
        }
    }

    @Test func `every stream of many may be reset at once`() throws {
        var limits = HTTP2Limits()
        limits.idleFrames = 50
        let pair = try HTTP2Pair(limits)
        let ids = try (0..<100).map { _ in try pair.client.open(head()) }
        try pair.begin()
        for id in ids { pair.server.reset(id, code: 7) }
        let refused = WireError(.refused, "the peer did not process the request")
        #expect(try pair.carry() == ids.map { .failed($0, refused) })
        #expect(pair.client.isOpen)
    }

    @Test func `a head in endless continuations ends the connection`() throws {
        let pair = try HTTP2Pair()
        let id = try pair.client.open(head())
        try pair.begin()
        let fields = (0..<100).flatMap { _ in literal("x", String(repeating: "a", count: 100)) }
        let start = frame(1, stream: id, literal(":status", "200") + fields)
        #expect(throws: WireError.self) {
            try start.withUnsafeBytes { try pair.client.receive($0) }
            for _ in 0..<1000 {
                try frame(9, stream: id, fields).withUnsafeBytes { try pair.client.receive($0) }
            }
        }
    }

    @Test func `a head in endless continuations of nothing ends the connection`() throws {
        let pair = try HTTP2Pair()
        let id = try pair.client.open(head())
        try pair.begin()
        try frame(1, stream: id, literal(":status", "200")).withUnsafeBytes { try pair.client.receive($0) }
        let flood = (0..<1000).flatMap { _ in frame(9, stream: id) }
        #expect(throws: WireError.self) {
            for _ in 0..<2 { try flood.withUnsafeBytes { try pair.client.receive($0) } }
        }
    }

    @Test func `padding counts against no window`() throws {
        let pair = try HTTP2Pair()
        let id = try pair.client.open(head())
        try pair.begin()
        try frame(1, flags: 4, stream: id, literal(":status", "200")).withUnsafeBytes { try pair.client.receive($0) }
        // A byte and 255 of padding in each: four times the window of the stream, and more than the connection's.
        let piece = frame(0, flags: 8, stream: id, [255, 7] + [UInt8](repeating: 0, count: 255))
        var taken = 0
        for _ in 0..<80_000 {
            try piece.withUnsafeBytes { try pair.client.receive($0) }
            taken += pair.client.take(id, upTo: .max).count
            var sent: [UInt8] = []
            try pair.client.send(into: &sent, upTo: .max)
        }
        #expect(taken == 80_000 && pair.client.isOpen)
        _ = pair.client.takeEvents()
        let end = frame(0, flags: 1, stream: id)
        try end.withUnsafeBytes { try pair.client.receive($0) }
        #expect(pair.client.takeEvents() == [.end(id, trailers: HTTPHeaders())])
    }

    /// What is wrong with one response, as raw frames on stream 1 after a request with a method.
    static let brokenResponses: [(method: String, frames: [UInt8])] = [
        ("GET", frame(8, stream: 1, [0x7F, 0xFF, 0xFF, 0xFF])),  // a window over 2^31 - 1
        ("GET", frame(1, flags: 5, stream: 1, literal(":status", "200") + literal("content-length", "5"))),
        ("GET", frame(1, flags: 5, stream: 1, literal(":status", "103"))),
        ("HEAD", okay + frame(0, flags: 1, stream: 1, [1])),
        ("GET", frame(1, flags: 4, stream: 1, literal(":status", "204")) + frame(0, flags: 1, stream: 1, [1])),
        ("GET", frame(1, flags: 4, stream: 1, literal(":status", "304")) + frame(0, flags: 1, stream: 1, [1])),
        // Another head; fields after the body that are not the last, and that have a status.
        ("GET", okay + okay),
        ("GET", okay + frame(1, flags: 4, stream: 1, literal("t", "1"))),
        ("GET", okay + frame(1, flags: 5, stream: 1, literal(":status", "200"))),
        ("GET", okay + frame(1, flags: 5, stream: 1, literal(":path", "/"))),
    ]
    private static let okay = frame(1, flags: 4, stream: 1, literal(":status", "200"))

    @Test(arguments: brokenResponses.indices)
    func `a response that cannot be ends its stream alone, with one error`(sample: Int) throws {
        let (method, frames) = Self.brokenResponses[sample]
        let pair = try HTTP2Pair()
        let ids = try [pair.client.open(head(method)), pair.client.open(head())]
        try pair.begin()
        var events = try pair.receive(frames)
        pair.server.respond(ids[1])
        events += try pair.carry()
        let failures = events.filter { if case .failed(ids[0], _) = $0 { true } else { false } }
        #expect(failures.count == 1, "\(events)")
        #expect(!events.contains { if case .end(ids[0], _) = $0 { true } else { false } }, "\(events)")
        #expect(events.contains { if case .end(ids[1], _) = $0 { true } else { false } }, "\(events)")
        #expect(pair.client.isOpen)
    }

    @Test func `more of a body than the window allows ends the exchange`() throws {
        var limits = HTTP2Limits()
        limits.streamWindow = 65_535
        let pair = try HTTP2Pair(limits)
        let id = try pair.client.open(head())
        try pair.begin()
        pair.server.sendRaw(frame(1, flags: 4, stream: id, literal(":status", "200")))
        for _ in 0..<5 { pair.server.sendRaw(frame(0, stream: id, [UInt8](repeating: 1, count: 16_384))) }
        let events = try? pair.carry()
        let isRefused = events.map { events in
            events.contains { if case .failed(id, _) = $0 { true } else { false } }
        }
        #expect(isRefused ?? true)
        // The library refuses the frame that goes over, having shown it.
        #expect(pair.client.available(id) <= 65_535 + 16_384)
    }

    @Test func `every way of cutting the bytes gives the same`() throws {
        let pair = try HTTP2Pair()
        let id = try pair.client.open(head())
        try pair.begin()
        pair.server.respond(id, fields: [("x", "y")], body: Array("hello".utf8), trailers: [("t", "u")])
        let bytes = pair.server.output()
        for byte in bytes { try [byte].withUnsafeBytes { try pair.client.receive($0) } }
        let expected = HTTP2Session.Head(status: 200, headers: try fields(["x": "y"]), length: nil, isLast: false)
        #expect(
            pair.client.takeEvents() == [
                .head(id, expected), .data(id), .end(id, trailers: try fields(["t": "u"])),
            ])
        #expect(pair.client.take(id, upTo: 10).text == "hello")
    }
}
