import Glibc
import IniaFormats
import IniaPrimitives
import LocalServers
import Synchronization

/// A service that says back every event that it hears, over HTTP/2 and TLS, in a process of its own: what it holds is
/// not the soak's.
///
/// By the number of a request it refuses the stream, breaks it off, takes no more streams on its connection (`GOAWAY`)
/// while others are under way, or changes how many it takes at a time.
final class EchoService: Sendable {
    private struct Stream: Hashable {
        let connection: ObjectIdentifier
        let id: Int32
    }

    private let decoders = Mutex<[Stream: EventFrameDecoder]>([:])
    private let requests = Atomic(0)

    /// Serves until the standard input ends, having said where: a port, and the file of its authority.
    static func serve() throws {
        let certificates = try Certificates()
        let echo = EchoService()
        let server = try HTTP2Server(tls: certificates) { echo.heed($1, of: $0) }
        print(server.port, "\(certificates.folder)/ca.pem")
        fflush(nil)
        while readLine() != nil {}
        withExtendedLifetime(certificates) {}
    }

    private func heed(_ event: HTTP2Peer.Event, of peer: HTTP2Peer) {
        switch event {
        case .request(let id, _):
            decoders.withLock { $0[stream(id, peer)] = EventFrameDecoder() }
            begin(id, requests.add(1, ordering: .relaxed).newValue, peer)
        case .data(let id, let bytes): for frame in frames(in: bytes, of: stream(id, peer)) { peer.send(id, frame) }
        case .end(let id): peer.send(id, [], isLast: true)
        case .closed(let id, _): decoders.withLock { $0[stream(id, peer)] = nil }
        case .ping: break
        }
    }

    private func begin(_ id: Int32, _ number: Int, _ peer: HTTP2Peer) {
        if number % 23 == 0 { return peer.reset(id, code: 7) }
        if number % 17 == 0 { peer.limitStreams(to: [1, 5, 100][number % 3]) }
        if number % 13 == 0 { peer.ping() }
        peer.respond(id, fields: [("content-type", "application/vnd.amazon.eventstream")], isLast: false)
        if number % 29 == 0 { peer.reset(id, code: 2) }
        if number % 31 == 0 { peer.goAway(after: id) }
    }

    /// The events that came whole with some bytes, each within the message that signs it, as they are on the wire.
    private func frames(in bytes: [UInt8], of stream: Stream) -> [[UInt8]] {
        decoders.withLock { decoders in
            decoders[stream]?.append(Bytes(bytes))
            var frames: [[UInt8]] = []
            while let frame = try? decoders[stream]?.next() {
                // The empty message ends what is said.
                if !frame.payload.isEmpty { frames.append(frame.payload.array) }
            }
            return frames
        }
    }

    private func stream(_ id: Int32, _ peer: HTTP2Peer) -> Stream {
        Stream(connection: ObjectIdentifier(peer), id: id)
    }
}
