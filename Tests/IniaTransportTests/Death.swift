import IniaHTTP
import IniaPrimitives
import IniaTransport
import LocalServers
import Testing

/// What a peer that dies may leave a call with.
private let clean: Set<TransportError.Code> = [.connectionClosed, .incompleteBody, .tls]

/// Sends a request through relays that die after no byte, one byte, two, until the answer comes through: `hello`.
///
/// - Parameters:
///   - least: the bytes before which no answer can come through.
///   - mayBeRefused: whether a request may find out, before any of it was sent, that its connection has died, and then
///     takes another; otherwise each has one connection, for a request on a fresh one is never sent twice.
func diesAtEveryByte(
    of direction: Mischief.Direction, resets: Bool = false, before port: Int, atLeast least: Int,
    mayBeRefused: Bool = false, options: HTTPExchangeOptions = terms(), _ request: @Sendable (Int) -> HTTPRequest
) async {
    let relays = LoopbackServer { peer in
        relay(peer, to: port, Mischief(cut: (direction, peer.number), resets: resets))
    }
    defer { relays.stop() }
    while relays.accepted < 100_000 {
        let before = relays.accepted
        let transport = Transport()
        var isAnswered = false
        let code = await failure {
            let response = try await transport.send(request(relays.port), options: options)
            #expect(try await response.body.text(upTo: 10) == "hello")
            isAnswered = true
        }
        let length = relays.accepted - 1
        #expect(mayBeRefused ? length >= before : length == before)
        let statistics = await transport.statistics()
        #expect(statistics.busy == 0 && statistics.opening == 0 && statistics.waiting == 0)
        if isAnswered {
            #expect(code == nil && length >= least, "answered after \(length) bytes")
            return
        }
        #expect(code.map(clean.contains) == true, "after \(length) bytes: \(code?.name ?? "nothing")")
    }
    Issue.record("no answer came through")
}
