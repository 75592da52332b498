import IniaHTTP
import IniaWire
import Testing

/// What came of parsing: the events with neighbouring pieces of body joined, and the error that ended them.
struct Parsed: Equatable {
    enum Event: Equatable {
        case head(Int, [String])
        case body(String)
        case end([String])
    }

    var events: [Event] = []
    var error: WireError.Code?
    var reason: String?

    static func == (left: Parsed, right: Parsed) -> Bool { left.events == right.events && left.error == right.error }
}

/// Parses responses that arrive in pieces cut at offsets, after which the peer closes.
func parse(
    _ text: String, cutAt cuts: [Int] = [], method: String = "GET", limits: ResponseLimits = ResponseLimits(),
    count: Int = 1, closes: Bool = true
) -> Parsed {
    var parser = ResponseParser(limits: limits)
    parser.expect(method: method)
    var parsed = Parsed()
    var buffer: [UInt8] = []
    var responses = 0
    let all = Array(text.utf8)
    func take(_ event: ResponseParser.Event, _ bytes: [UInt8]) {
        switch event {
        case .head(let head):
            parsed.events.append(.head(head.status, head.headers.fields.map { "\($0.name)=\($0.value)" }))
        case .body(let range):
            let text = String(decoding: bytes[range], as: UTF8.self)
            if case .body(let before)? = parsed.events.last {
                parsed.events[parsed.events.count - 1] = .body(before + text)
            } else {
                parsed.events.append(.body(text))
            }
        case .end(let trailers): parsed.events.append(.end(trailers.fields.map { "\($0.name)=\($0.value)" }))
        }
    }
    do {
        var start = 0
        for cut in cuts + [all.count] {
            buffer += all[start..<cut]
            start = cut
            while true {
                let step = try buffer.withUnsafeBytes { try parser.next($0) }
                if let event = step.event { take(event, buffer) }
                buffer.removeFirst(step.used)
                if case .end? = step.event {
                    responses += 1
                    if responses < count { parser.expect(method: method) }
                }
                if step.event == nil { break }
            }
        }
        if closes { for event in try buffer.withUnsafeBytes({ try parser.close($0) }) { take(event, buffer) } }
    } catch let error as WireError {
        parsed.error = error.code
        parsed.reason = error.reason
    } catch {}
    return parsed
}

@Suite struct ResponseParserTests {
    static let samples: [(text: String, parsed: Parsed)] = [
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nA:  b \r\n\r\nhello",
            Parsed(events: [.head(200, ["Content-Length=5", "A=b"]), .body("hello"), .end([])])
        ),
        (
            "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n3;x=\"y\"\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: u\r\n\r\n",
            Parsed(events: [.head(200, ["Transfer-Encoding=chunked"]), .body("abc0123456789"), .end(["T=u"])])
        ),
        (
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\nHTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n",
            Parsed(events: [.head(100, []), .head(103, ["Link=x"]), .head(404, ["Content-Length=0"]), .end([])])
        ),
        (
            "HTTP/1.0 200 OK\r\n\r\nall\r\nthe rest",
            Parsed(events: [.head(200, []), .body("all\r\nthe rest"), .end([])])
        ),
        (
            "HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n",
            Parsed(events: [.head(304, ["Content-Length=10"]), .end([])])
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel",
            Parsed(events: [.head(200, ["Content-Length=5"]), .body("hel")], error: .incompleteBody)
        ),
        ("HTTP/1.1 200 OK\r\nConte", Parsed(events: [], error: .closed)),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n",
            Parsed(events: [.head(200, ["Transfer-Encoding=chunked"]), .body("abc")], error: .incompleteBody)
        ),
    ]

    @Test(arguments: samples.indices)
    func `a response is the same however it is cut`(sample: Int) {
        let (text, expected) = Self.samples[sample]
        #expect(parse(text) == expected)
        #expect(parse(text, cutAt: Array(1..<text.utf8.count)) == expected)
        for cut in 1..<text.utf8.count {
            #expect(parse(text, cutAt: [cut]) == expected, "cut at \(cut)")
        }
    }

    @Test func `responses that follow each other are parsed in turn`() {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabHTTP/1.1 204 None\r\n\r\n"
        let parsed = parse(text, count: 2)
        #expect(
            parsed
                == Parsed(events: [.head(200, ["Content-Length=2"]), .body("ab"), .end([]), .head(204, []), .end([])]))
    }

    @Test(arguments: 0..<20)
    func `a control character in a value is refused, wherever it stands`(place: Int) {
        func head(_ character: Unicode.Scalar) -> String {
            let (before, after) = (String(repeating: "a", count: place + 1), String(repeating: "b", count: 20 - place))
            return "HTTP/1.1 204 None\r\nA: \(before)\(character)\(after)\r\n\r\n"
        }
        for character in ["\u{1}", "\u{1F}", "\u{7F}"] as [Unicode.Scalar] {
            #expect(parse(head(character)).reason == "a field's value with control characters")
        }
        for character in ["\t", " ", "~", "\u{E9}"] as [Unicode.Scalar] {
            #expect(parse(head(character)).error == nil)
        }
    }

    @Test func `the answer to HEAD has no body`() {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n"
        #expect(parse(text, method: "HEAD") == Parsed(events: [.head(200, ["Content-Length=200"]), .end([])]))
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", "several lengths that differ"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\n", "a Content-Length that is no number"),
        ("HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\n", "a Content-Length that is no number"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", "a Content-Length that is no number"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\n", "a Content-Length that is no number"),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
            "both Content-Length and Transfer-Encoding"
        ),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", "a transfer coding other than chunked"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n", "a transfer coding other than chunked"),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
            "a transfer coding other than chunked"
        ),
        ("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "Transfer-Encoding in HTTP/1.0"),
        ("HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n", "a folded field"),
        ("HTTP/1.1 200 OK\r\nA : b\r\n\r\n", "a field's name that is no token"),
        ("HTTP/1.1 200 OK\r\n: b\r\n\r\n", "a field's name that is no token"),
        ("HTTP/1.1 200 OK\r\nA\r\n\r\n", "a field without a colon"),
        ("HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n", "a field's value with control characters"),
        ("HTTP/1.1 200 OK\r\nA: b\rX: c\r\n\r\n", "a field's value with control characters"),
        ("HTTP/1.1 200 OK\nA: b\n\n", "a line end without CR"),
        ("HTTP/1.1 200 OK\r\nA: b\n\r\n", "a line end without CR"),
        ("HTTP/2.0 200 OK\r\n\r\n", "not HTTP/1"),
        ("HTTP/1.1 20 OK\r\n\r\n", "a status that is no number"),
        ("HTTP/1.1 099 OK\r\n\r\n", "a status below 100"),
        ("HTTP/1.1 2000 OK\r\n\r\n", "a status line with control characters"),
        ("HTTP/1.1  200 OK\r\n\r\n", "a status that is no number"),
        ("ICY 200 OK\r\n\r\n", "no status line"),
        ("\r\nHTTP/1.1 200 OK\r\n\r\n", "an empty line where a status line belongs"),
        ("HTTP/1.1 101 Switching\r\n\r\n", "the peer switched protocols unasked"),
    ])
    func `what peers understand differently is refused`(text: String, reason: String) {
        let parsed = parse(text)
        #expect(parsed.error == .malformed)
        #expect(parsed.reason == reason)
        #expect(parsed.events == [])
        #expect(parse(text, cutAt: Array(1..<text.utf8.count)) == parsed)
    }

    @Test(arguments: [
        "5 \r\nhello", "g\r\n", "\r\n", "-5\r\n", "1\n", "10000000000000000\r\n", "5\r\nhelloX\r\n", "5\r\nhello\n",
        "5;\n\r\n",
    ])
    func `chunks without doubt only`(chunks: String) {
        let parsed = parse("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)")
        #expect(parsed.error == .malformed)
    }

    @Test func `heads, fields, chunk lines and interim responses are limited`() {
        var limits = ResponseLimits()
        limits.headSize = 64
        limits.fieldCount = 3
        limits.chunkLineSize = 16
        limits.interimResponses = 2
        let long = "HTTP/1.1 200 OK\r\nA: \(String(repeating: "x", count: 100))"
        #expect(parse(long, limits: limits).reason == "a head of more than 64 bytes")
        #expect(
            parse("HTTP/1.1 200 OK\r\nA: 1\r\nA: 1\r\nA: 1\r\nA: 1\r\n\r\n", limits: limits).reason == "too many fields"
        )
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(
            parse(chunked + "1;" + String(repeating: "x", count: 20), limits: limits).reason
                == "a chunk's size line is too long")
        let chatter = String(repeating: "1;xxxxxxxxxxx\r\na\r\n", count: 1000)
        #expect(parse(chunked + chatter).error == .incompleteBody)
        let wordy = String(repeating: "1;\(String(repeating: "x", count: 90))\r\na\r\n", count: 1000)
        #expect(parse(chunked + wordy).reason == "chunks that hardly hold anything")
        let full = "64;\(String(repeating: "x", count: 90))\r\n\(String(repeating: "a", count: 100))\r\n"
        #expect(parse(chunked + String(repeating: full, count: 1000)).error == .incompleteBody)
        let interim = String(repeating: "HTTP/1.1 102 Wait\r\n\r\n", count: 3)
        #expect(parse(interim, limits: limits).reason == "too many interim responses")
    }

    @Test func `whether the peer keeps the connection open`() throws {
        func keepsAlive(_ head: String) throws -> Bool? {
            var parser = ResponseParser()
            parser.expect(method: "GET")
            let step = try Array("\(head)\r\n\r\n".utf8).withUnsafeBytes { try parser.next($0) }
            guard case .head(let head)? = step.event else { return nil }
            return head.keepsAlive
        }
        #expect(try keepsAlive("HTTP/1.1 200 OK\r\nContent-Length: 0") == true)
        #expect(try keepsAlive("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: Close") == false)
        #expect(try keepsAlive("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: x , close") == false)
        #expect(try keepsAlive("HTTP/1.0 200 OK\r\nContent-Length: 0") == false)
        #expect(try keepsAlive("HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive") == true)
        #expect(try keepsAlive("HTTP/1.1 200 OK") == false)
    }

    @Test func `values that are not UTF-8 are read as ISO 8859-1`() throws {
        var parser = ResponseParser()
        parser.expect(method: "GET")
        let bytes = Array("HTTP/1.1 200 OK\r\nA: \u{e9}\r\nB: ".utf8) + [0xE9] + Array("\r\n\r\n".utf8)
        guard case .head(let head)? = try bytes.withUnsafeBytes({ try parser.next($0) }).event else {
            Issue.record("no head")
            return
        }
        #expect(head.headers["A"] == "\u{e9}" && head.headers["B"] == "\u{e9}")
    }

    @Test func `a body is counted that is read past the parser`() throws {
        var parser = ResponseParser()
        parser.expect(method: "GET")
        _ = try Array("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n".utf8).withUnsafeBytes { try parser.next($0) }
        #expect(parser.plainBodyBytes == 10)
        #expect(parser.skipBody(4) == nil)
        #expect(parser.plainBodyBytes == 6)
        #expect(parser.skipBody(6) == .end(trailers: HTTPHeaders()))
        #expect(parser.isDone)
    }

    @Test(arguments: [
        ("timeout=5, max=100", 4_000_000_000), ("max=1,Timeout = 1", 500_000_000), ("timeout=0", 0),
        ("timeout=five", nil), ("timeout=99999999999999999999", nil), ("", nil), ("timeout", nil),
    ])
    func `a peer's patience is a little less than it says`(value: String, patience: Int64?) throws {
        var headers = HTTPHeaders()
        try headers.add("Keep-Alive", value)
        let head = ResponseHead(status: 200, headers: headers, framing: .none, keepsAlive: true)
        #expect(head.patience == patience)
        #expect(ResponseHead(status: 200, headers: headers, framing: .none, keepsAlive: false).patience == nil)
    }
}
