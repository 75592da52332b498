import Glibc
import IniaHTTP
import IniaPrimitives
import IniaTransport
import LocalServers
import Synchronization
import Testing

/// Peers that die at every byte, that dribble, and that do as a seed has it: a call ends in its answer or in one
/// error, and nothing of it stays. A call that never ends would meet the time limit.
@Suite(.timeLimit(.minutes(5))) struct FaultTests {
    // MARK: Death at every byte

    @Test(arguments: Mischief.Direction.allCases, [false, true])
    func `a peer that dies at any byte leaves one clean error`(
        direction: Mischief.Direction, resets: Bool
    ) async {
        let server = LoopbackServer { peer in
            while true {
                let head = peer.read()
                if head.isEmpty { return }
                if head.contains("chunked") { peer.read(until: "0\r\n\r\n") } else { peer.read(count: 10) }
                peer.send(
                    "HTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "5;x=y\r\nhello\r\n0\r\nT: u\r\n\r\n")
            }
        }
        for isStream in [false, true] {
            let body: Body =
                isStream
                ? Body(.once(count: nil, source: Scripted([Array("0123456789".utf8)])))
                : .bytes(Bytes(utf8: "0123456789"))
            await diesAtEveryByte(of: direction, resets: resets, before: server.port, atLeast: 90) { port in
                HTTPRequest(method: "PUT", url: url(port, "/x"), body: isStream ? body.renewed : body)
            }
        }
    }

    @Test(arguments: Mischief.Direction.allCases, [TLSVersion.tls12, .tls13])
    func `a peer that dies at any byte of TLS leaves one clean error`(
        direction: Mischief.Direction, version: TLSVersion
    ) async throws {
        let certificates = try Certificates()
        let server = try SecureServer(certificates, "good", version: version.rawValue, answer: hello)
        var tls = TLSOptions()
        tls.verification = .authorities(path: "\(certificates.folder)/ca.pem")
        let options = terms { $0.route = HTTPRoute(tls: tls) }
        await diesAtEveryByte(of: direction, before: server.port, atLeast: 400, options: options) { port in
            HTTPRequest(method: "GET", url: url(port, scheme: "https", host: "localhost"))
        }
    }

    @Test(arguments: [true, false])
    func `a kept connection that dies at any byte is an error or one more attempt`(isReplayable: Bool) async throws {
        let answer = Array(hello.utf8)
        let server = LoopbackServer { peer in
            peer.read()
            peer.read(count: 3)
            peer.send(hello)
            // Even connections die at their second request, after as many bytes of the answer as were asked for.
            guard let head = Optional(peer.read()), let length = head.split(separator: "/").dropFirst().first,
                let count = Int(length.prefix { $0.isNumber })
            else { return }
            peer.read(count: 3)
            peer.send(Array(answer.prefix(count)))
        }
        let transport = Transport()
        for count in 0...answer.count {
            await transport.closeIdleConnections()
            let before = server.accepted
            func send(_ path: String) async -> TransportError.Code? {
                let body: Body =
                    isReplayable
                    ? .bytes(Bytes(utf8: "abc")) : Body(.once(count: 3, source: Scripted([Array("abc".utf8)])))
                let request = HTTPRequest(method: "PUT", url: url(server.port, path), body: body)
                return await failure {
                    let response = try await transport.send(request, options: terms())
                    #expect(try await response.body.text(upTo: 10) == "hello")
                }
            }
            #expect(await send("/first") == nil)
            let code = await send("/\(count)")
            switch count {
            case 0 where isReplayable:
                #expect(code == nil && server.accepted == before + 2)
            case 0..<answer.count:
                #expect(code == .connectionClosed || code == .incompleteBody, "after \(count) bytes")
                #expect(server.accepted == before + 1)
            default:
                #expect(code == nil && server.accepted == before + 1)
            }
        }
        #expect(await transport.statistics().busy == 0)
    }

    // MARK: Dribbling

    @Test(arguments: [false, true])
    func `bytes that come and go one at a time make the same exchange`(isSecure: Bool) async throws {
        let certificates = try Certificates()
        let plain = LoopbackServer { peer in
            while !peer.read().isEmpty { peer.send(hello) }
        }
        let secure = try SecureServer(certificates, "good", answer: hello)
        let port = isSecure ? secure.port : plain.port
        let relays = LoopbackServer { peer in relay(peer, to: port, Mischief(step: 1)) }
        var tls = TLSOptions()
        tls.verification = .authorities(path: "\(certificates.folder)/ca.pem")
        let options = terms { $0.route = HTTPRoute(tls: tls) }
        let transport = Transport()
        for _ in 0..<3 {
            let address = url(relays.port, scheme: isSecure ? "https" : "http", host: "localhost")
            let response = try await transport.send(HTTPRequest(method: "GET", url: address), options: options)
            #expect(try await response.body.text(upTo: 10) == "hello")
        }
        #expect(relays.accepted == 1)
    }

    // MARK: Chance

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8])
    func `whatever a server does, a call ends in its own answer or in one error`(seed: UInt64) async {
        let server = LoopbackServer { peer in
            var chance = Chance(seed: seed &* 1_000_003 &+ UInt64(peer.number))
            while true {
                let head = peer.read()
                guard let path = head.split(separator: " ").dropFirst().first else { return }
                guard misbehave(peer, answering: String(path), &chance) else { return }
            }
        }
        let transport = Transport()
        let options = terms { $0.route = HTTPRoute(maximumConnections: 8) }
        let answers = await withTaskGroup(of: Bool.self) { group in
            for index in 0..<300 {
                group.addTask {
                    var chance = Chance(seed: seed &* 7919 &+ UInt64(index))
                    let path = "/\(seed)-\(index)"
                    let task = Task {
                        let response = try await transport.send(get(server.port, path), options: options)
                        return try await response.body.text(upTo: 1 << 20)
                    }
                    if chance.next(8) == 0 {
                        for _ in 0..<chance.next(200) { await Task.yield() }
                        task.cancel()
                    }
                    switch await task.result {
                    case .success(let text):
                        #expect(text == String(repeating: path, count: 50))
                        return true
                    case .failure(let error as TransportError):
                        #expect(
                            [.connectionClosed, .incompleteBody, .malformedResponse].contains(error.code), "\(error)")
                    case .failure(let error): #expect(error is CancellationError)
                    }
                    return false
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(answers > 30)
        let statistics = await transport.statistics()
        #expect(statistics.busy == 0 && statistics.opening == 0 && statistics.waiting == 0)
    }
}

/// Versions of TLS as OpenSSL numbers them.
enum TLSVersion: Int32, Sendable { case tls12 = 0x303, tls13 = 0x304 }

extension Body {
    /// The same body of a script, once more.
    fileprivate var renewed: Body { Body(.once(count: nil, source: Scripted([Array("0123456789".utf8)]))) }
}

/// Answers a request, or begins to; gives whether the connection goes on.
private func misbehave(_ peer: LoopbackServer.Peer, answering path: String, _ chance: inout Chance) -> Bool {
    let body = Array(String(repeating: path, count: 50).utf8)
    var answer = ""
    for _ in 0..<(chance.next(6) == 0 ? chance.next(15) : 0) { answer += "HTTP/1.1 103 Hints\r\nX: y\r\n\r\n" }
    var bytes: [UInt8] = []
    let isLast = chance.next(5) == 0
    let connection = isLast ? "Connection: close\r\n" : ""
    switch chance.next(3) {
    case 0:
        bytes = Array((answer + "HTTP/1.1 200 OK\r\n\(connection)Content-Length: \(body.count)\r\n\r\n").utf8) + body
    case 1:
        bytes = Array((answer + "HTTP/1.1 200 OK\r\n\(connection)Transfer-Encoding: chunked\r\n\r\n").utf8)
        var rest = body[...]
        while !rest.isEmpty {
            let piece = rest.prefix(1 + chance.next(400))
            bytes += Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + [13, 10]
            rest = rest.dropFirst(piece.count)
        }
        bytes += Array("0\r\n\r\n".utf8)
    default:
        bytes = Array((answer + "HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\nX: y\r\n\r\n").utf8) + body
        if chance.next(4) == 0 { bytes += Array("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil".utf8) }
    }
    // A third of the answers end too early, some of them with a reset.
    let isCut = chance.next(3) == 0
    if isCut { bytes = Array(bytes.prefix(chance.next(bytes.count))) }
    if isCut, chance.next(2) == 0 { peer.reset() }
    while !bytes.isEmpty {
        let piece = bytes.prefix(chance.next(3) == 0 ? 1 + chance.next(20) : bytes.count)
        guard peer.send(Array(piece)) else { return false }
        bytes.removeFirst(piece.count)
    }
    return !isCut && !isLast
}

/// Numbers that look like chance and are the same for the same seed (SplitMix64).
struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A number from zero to below a limit.
    mutating func next(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((word ^ word >> 31) % UInt64(max(limit, 1)))
    }
}
