import Inia
import IniaFormats
import IniaPrimitives
import LocalServers
import Synchronization
import Testing

/// Operations that speak in events both ways, against a service that has only HTTP/1.1: it answers when all is said.
@Suite(.timeLimit(.minutes(5))) struct HTTP1ConversationTests {
    /// What one conversation was to the service.
    private final class Report: Sendable {
        let line = Mutex("")
        let fields = Mutex<[String: String]>([:])
        let verifier = Mutex(EventVerifier([:], secret: ""))
    }

    /// Begins a service that tells of each event as it hears it, and answers the last with an event of its own.
    private func service(
        _ conversation: Conversation, _ report: Report, tellingOf heard: AsyncStream<EventFrame>.Continuation
    ) throws -> LoopbackServer {
        let answer = try conversation.answer.frame.encoded().array
        return LoopbackServer { peer in
            let head = peer.read().split(separator: "\r\n").map(String.init)
            var fields: [String: String] = [:]
            for line in head.dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                fields[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
            }
            report.line.withLock { $0 = head.first ?? "" }
            report.fields.withLock { $0 = fields }
            report.verifier.withLock { $0 = EventVerifier(fields, secret: "secret") }
            while let chunk = peer.readChunk() {
                for event in report.verifier.withLock({ $0.receive(chunk) }) { heard.yield(event) }
            }
            peer.send(
                """
                HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\n\
                Content-Length: \(answer.count)\r\n\r\n
                """)
            peer.send(answer)
        }
    }

    @Test(arguments: Conversation.all)
    func `each saying goes out as it is said, in chunks, and the end is signed`(conversation: Conversation) async throws
    {
        let report = Report()
        let (heard, ear) = AsyncStream<EventFrame>.makeStream()
        let server = try service(conversation, report, tellingOf: ear)
        defer { server.stop() }
        let client = try conversation.client(server.port) { $0.httpVersion = .http1 }
        let (sayings, mouth) = AsyncStream<Value>.makeStream()
        async let output = client.call(conversation.operation, conversation.input(EventStream(sayings)))
        var events = heard.makeAsyncIterator()
        for _ in 0..<3 {
            mouth.yield(conversation.saying.event)
            #expect(await events.next() == conversation.saying.frame)
        }
        mouth.finish()
        var answers: [Value] = []
        for try await event in try await output[conversation.members.answered].asEvents { answers.append(event.plain) }
        #expect(answers == [conversation.answer.event])

        #expect(report.line.withLock { $0 } == "POST \(conversation.path) HTTP/1.1")
        let fields = report.fields.withLock { $0 }
        #expect(fields["transfer-encoding"] == "chunked")
        #expect(fields["content-length"] == nil)
        #expect(fields["content-type"] == "application/vnd.amazon.eventstream")
        let verifier = report.verifier.withLock { $0 }
        #expect(verifier.fault == nil)
        #expect(verifier.isClosed)
    }
}
