import Inia
import IniaHTTP
import IniaPrimitives
import LocalServers
import Synchronization
import Testing

/// Operations that speak in events both ways, against a service that checks the signature of every message.
@Suite(.timeLimit(.minutes(5))) struct ConversationTests {
    static let certificates = Result { try Certificates() }

    @Test(arguments: Conversation.all)
    func `each saying is answered as it is said, and the end is signed`(conversation: Conversation) async throws {
        let service = try ConversationService { _ in .events([conversation.answer.frame]) }
        let (sayings, mouth) = AsyncStream<Value>.makeStream()
        let output = try await conversation.client(service.server.port).call(
            conversation.operation, conversation.input(EventStream(sayings)))
        let answers = output[conversation.members.answered].asEvents.makeAsyncIterator()
        for _ in 0..<3 {
            mouth.yield(conversation.saying.event)
            #expect(try await answers.next()?.plain == conversation.answer.event)
        }
        mouth.finish()
        #expect(try await answers.next() == nil)
        #expect(service.report.faults.withLock { $0 } == [])
        #expect(service.report.closed.withLock { $0 } == 1)
        #expect(service.report.events.withLock { $0 } == Array(repeating: conversation.saying.frame, count: 3))
        let request = service.report.requests.withLock { $0[0] }
        #expect(request[":path"] == conversation.path)
        #expect(request["content-type"] == "application/vnd.amazon.eventstream")
    }

    @Test(arguments: Conversation.all)
    func `an exception in the midst is a service's error, and ends what is said`(
        conversation: Conversation
    ) async throws {
        let service = try ConversationService { _ in .events([conversation.answer.frame, conversation.exceptionFrame]) }
        let hasEnded = Flag()
        let output = try await conversation.client(service.server.port).call(
            conversation.operation, conversation.input(endless(conversation, hasEnded)))
        let answers = output[conversation.members.answered].asEvents.makeAsyncIterator()
        #expect(try await answers.next()?.plain == conversation.answer.event)
        let error = await #expect(throws: ServiceError.self) { _ = try await answers.next() }
        #expect(error?.code == conversation.exception.name)
        #expect(error?.message == "no")
        #expect(error?.operation == conversation.operation)
        await hasEnded.wait()
        await service.server.reaches { $0.resets == [8] }
    }

    @Test(arguments: Conversation.all)
    func `a stream that the peer breaks off is an incomplete body, and ends what is said`(
        conversation: Conversation
    ) async throws {
        let service = try ConversationService { _ in .reset(2) }
        let hasEnded = Flag()
        let (sayings, mouth) = AsyncStream<Value>.makeStream()
        mouth.onTermination = { _ in hasEnded.set() }
        let output = try await conversation.client(service.server.port).call(
            conversation.operation, conversation.input(EventStream(sayings)))
        mouth.yield(conversation.saying.event)
        let error = await #expect(throws: CallError.self) {
            for try await _ in output[conversation.members.answered].asEvents {}
        }
        #expect(error?.code == .incompleteBody)
        await hasEnded.wait()
    }

    @Test(arguments: Conversation.all)
    func `a refusal is thrown by the call itself, and ends what is said`(conversation: Conversation) async throws {
        let service = try ConversationService(refusal: #"{"message":"no"}"#) { _ in .events([]) }
        let hasEnded = Flag()
        let client = try conversation.client(service.server.port)
        let error = await #expect(throws: ServiceError.self) {
            try await client.call(conversation.operation, conversation.input(endless(conversation, hasEnded)))
        }
        #expect(error?.code == "AccessDeniedException")
        #expect(error?.status == 403)
        await hasEnded.wait()
    }

    @Test(arguments: Conversation.all)
    func `a conversation that its caller leaves is off the wire, and what is said ends`(
        conversation: Conversation
    ) async throws {
        let service = try ConversationService { _ in .events([conversation.answer.frame]) }
        let hasEnded = Flag()
        let client = try conversation.client(service.server.port)
        let task = Task {
            let output = try await client.call(
                conversation.operation, conversation.input(endless(conversation, hasEnded)))
            for try await _ in output[conversation.members.answered].asEvents {}
        }
        await service.server.reaches { $0.bodies.values.contains { $0 > 0 } }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await hasEnded.wait()
        await service.server.reaches { $0.resets == [8] }
    }

    @Test(arguments: Conversation.all)
    func `over TLS the version is agreed on by itself`(conversation: Conversation) async throws {
        let certificates = try Self.certificates.get()
        let service = try ConversationService(tls: certificates) { _ in .events([conversation.answer.frame]) }
        let port = service.server.port
        let client = try conversation.client(port) { config in
            config.endpointURL = "https://localhost:\(port)"
            config.httpVersion = nil
            config.verify = .authorities(path: "\(certificates.folder)/ca.pem")
        }
        let output = try await client.call(
            conversation.operation, conversation.input(EventStream(of: [conversation.saying.event])))
        var answers: [Value] = []
        for try await event in output[conversation.members.answered].asEvents { answers.append(event.plain) }
        #expect(answers == [conversation.answer.event])
        #expect(service.report.faults.withLock { $0 } == [])
        #expect(service.report.closed.withLock { $0 } == 1)
    }

    @Test(arguments: Conversation.all)
    func `an event that the model does not have ends the call as the caller's fault`(
        conversation: Conversation
    ) async throws {
        let service = try ConversationService { _ in .events([]) }
        let client = try conversation.client(service.server.port)
        let error = await #expect(throws: CallError.self) {
            let output = try await client.call(
                conversation.operation, conversation.input(EventStream(of: [["NoSuchEvent": [:]]])))
            for try await _ in output[conversation.members.answered].asEvents {}
        }
        #expect(error?.code == .requestBody)
        #expect(service.report.events.withLock { $0 } == [])
    }

    /// One saying and no end; tells when whoever listened has gone.
    private func endless(_ conversation: Conversation, _ hasEnded: Flag) -> EventStream {
        EventStream(
            AsyncStream { continuation in
                continuation.onTermination = { _ in hasEnded.set() }
                continuation.yield(conversation.saying.event)
            })
    }

    // MARK: Which version is asked for

    /// An HTTP client that only notes which versions it was to speak.
    private final class Noting: HTTPClient {
        let versions = Mutex<[[HTTPVersion]]>([])

        func send(_ request: HTTPRequest, options: HTTPExchangeOptions) async throws -> HTTPResponse {
            versions.withLock { $0.append(options.route.versions) }
            throw TransportError(.network, during: "a test")
        }
    }

    @Test func `HTTP/2 is asked for where a service gains by it, or as the caller chooses`() async throws {
        func versions(
            _ service: String, _ operation: String, _ input: Value, _ choice: HTTPVersionChoice?
        ) async throws -> [HTTPVersion]? {
            let http = Noting()
            let session = localSession(1) { config in
                config.httpVersion = choice
                config.httpClient = http
            }
            _ = try? await session.client(service).call(operation, input)
            return http.versions.withLock { $0.first }
        }
        let subscription: Value = [
            "ConsumerARN": "arn:aws:kinesis:us-east-1:123456789012:stream/s/consumer/c:1", "ShardId": "s",
            "StartingPosition": ["Type": "LATEST"],
        ]
        let talk: Value = ["modelId": "m", "body": .events(EventStream(of: []))]
        #expect(try await versions("s3", "ListBuckets", [:], nil) == [.http1])
        #expect(try await versions("s3", "ListBuckets", [:], .http2) == [.http2])
        #expect(try await versions("kinesis", "ListStreams", [:], nil) == [.http1])
        #expect(try await versions("kinesis", "SubscribeToShard", subscription, nil) == [.http2, .http1])
        #expect(try await versions("kinesis", "SubscribeToShard", subscription, .http1) == [.http1])
        #expect(
            try await versions("bedrock-runtime", "InvokeModelWithBidirectionalStream", talk, .automatic)
                == [.http2, .http1])
    }
}
