import Inia
import IniaFormats
import IniaPrimitives
import LocalServers
import Synchronization

/// A service that answers each event by a script, and checks the signature of every message.
struct ConversationService {
    /// What the service has found.
    final class Report: Sendable {
        /// What was wrong with a conversation that has come to its end.
        let faults = Mutex<[String]>([])
        /// Conversations that ended with a signed end.
        let closed = Mutex(0)
        /// The fields of each request's head.
        let requests = Mutex<[[String: String]]>([])
        /// The events of all conversations, in order.
        let events = Mutex<[EventFrame]>([])
    }

    /// What the service does at an event.
    enum Answer: Sendable {
        case events([EventFrame])
        /// The stream ends with an error code.
        case reset(UInt32)
    }

    let server: HTTP2Server
    let report: Report

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - refusal: the JSON of an error that answers each request; nil for a service that listens.
    ///   - answer: gives what is sent for an event; the end of a conversation is answered by the answer's own.
    init(
        tls: Certificates? = nil, refusal: String? = nil, answer: @escaping @Sendable (EventFrame) -> Answer
    ) throws {
        let report = Report()
        self.report = report
        let verifiers = Verifiers()
        server = try HTTP2Server(tls: tls) { peer, event in
            switch event {
            case .request(let id, let fields):
                report.requests.withLock { $0.append(fields) }
                verifiers.add(EventVerifier(fields, secret: "secret"), for: id)
                if let refusal {
                    let type = ("x-amzn-errortype", "AccessDeniedException")
                    return peer.respond(id, status: 403, fields: [type], body: Array(refusal.utf8))
                }
                // The answer begins before anything was said.
                peer.respond(id, fields: [("content-type", "application/vnd.amazon.eventstream")], isLast: false)
            case .data(let id, let bytes):
                for event in verifiers.receive(bytes, on: id) {
                    report.events.withLock { $0.append(event) }
                    switch answer(event) {
                    case .events(let frames): for frame in frames { peer.send(id, (try? frame.encoded().array) ?? []) }
                    case .reset(let code): peer.reset(id, code: code)
                    }
                }
            case .end(let id):
                let (fault, isClosed) = verifiers.end(id)
                if let fault { report.faults.withLock { $0.append(fault) } }
                if isClosed { report.closed.withLock { $0 += 1 } }
                peer.send(id, [], isLast: true)
            default: break
            }
        }
    }

    /// The verifiers of the streams.
    private final class Verifiers: Sendable {
        private let all = Mutex<[Int32: EventVerifier]>([:])

        func add(_ verifier: EventVerifier, for id: Int32) { all.withLock { $0[id] = verifier } }

        func receive(_ bytes: [UInt8], on id: Int32) -> [EventFrame] {
            all.withLock { $0[id]?.receive(bytes) ?? [] }
        }

        func end(_ id: Int32) -> (fault: String?, isClosed: Bool) {
            all.withLock { ($0[id]?.fault, $0[id]?.isClosed ?? false) }
        }
    }
}
