import Inia
import IniaFormats
import IniaPrimitives
import Testing

/// An operation that speaks in events both ways: how it is called, what is said, and what is answered.
struct Conversation: Sendable, CustomTestStringConvertible {
    let service: String
    let operation: String
    /// Where the request goes.
    let path: String
    /// The input but its events.
    let input: [(String, Value)]
    /// The members of the input and of the output that hold the events.
    let members: (said: String, answered: String)
    /// What is said, and its message.
    let saying: (event: Value, frame: EventFrame)
    /// A message of the service, and the event that it is.
    let answer: (frame: EventFrame, event: Value)
    /// How the service may end the answer, and whether its model says so.
    let exception: (name: String, isModeled: Bool)
    /// The user's own models, by their paths in a folder of `AWS_DATA_PATH`.
    var models: [String: String] = [:]

    var testDescription: String { operation }

    /// The input, with events.
    func input(_ events: EventStream) -> Value {
        let members = input + [(members.said, .events(events))]
        return .map(members.map { MapEntry(key: $0.0, value: $0.1) })
    }

    /// A client of the service on a port of this machine, which speaks HTTP/2 with prior knowledge.
    func client(_ port: Int, _ change: (inout Config) -> Void = { _ in }) throws -> Client {
        let files = ScriptedFiles(texts: Dictionary(uniqueKeysWithValues: models.map { ("/own/\($0.key)", $0.value) }))
        let host = models.isEmpty ? machine() : machine(["AWS_DATA_PATH": "/own"], files: files)
        return try localSession(port, host: host) { config in
            config.httpVersion = .http2
            config.injectHostPrefix = false
            change(&config)
        }.client(service)
    }

    /// A message with a JSON payload, as a service and a client send it.
    static func event(_ name: String, _ json: String) -> EventFrame {
        EventFrame(
            headers: [
                .init(":message-type", .string("event")), .init(":event-type", .string(name)),
                .init(":content-type", .string("application/json")),
            ], payload: Bytes(utf8: json))
    }

    /// A message with bytes as its payload.
    static func event(_ name: String, _ bytes: Bytes) -> EventFrame {
        EventFrame(
            headers: [
                .init(":message-type", .string("event")), .init(":event-type", .string(name)),
                .init(":content-type", .string("application/octet-stream")),
            ], payload: bytes)
    }

    /// The message that ends an answer with an exception.
    var exceptionFrame: EventFrame {
        guard exception.isModeled else {
            return EventFrame(headers: [
                .init(":message-type", .string("error")), .init(":error-code", .string(exception.name)),
                .init(":error-message", .string("no")),
            ])
        }
        return EventFrame(
            headers: [
                .init(":message-type", .string("exception")), .init(":exception-type", .string(exception.name)),
                .init(":content-type", .string("application/json")),
            ], payload: Bytes(utf8: #"{"message":"no","Message":"no"}"#))
    }
}

extension Conversation {
    /// Every operation of AWS's models whose input is a stream of events, and Transcribe's, whose model is the user's.
    static let all = [lex, polly, bedrock, scribe, business, transcribe]

    private static let lex = Conversation(
        service: "lexv2-runtime", operation: "StartConversation",
        path: "/bots/BOT0000001/botAliases/TSTALIASID/botLocales/en_US/sessions/session-1/conversation",
        input: [
            ("botId", "BOT0000001"), ("botAliasId", "TSTALIASID"), ("localeId", "en_US"), ("sessionId", "session-1"),
            ("conversationMode", "TEXT"),
        ],
        members: ("requestEventStream", "responseEventStream"),
        saying: (
            ["TextInputEvent": ["text": "hello", "eventId": "e-1"]],
            event("TextInputEvent", #"{"text":"hello","eventId":"e-1"}"#)
        ),
        answer: (
            event("TranscriptEvent", #"{"transcript":"hello"}"#), ["TranscriptEvent": ["transcript": "hello"]]
        ),
        exception: ("DependencyFailedException", true))

    private static let polly = Conversation(
        service: "polly", operation: "StartSpeechSynthesisStream", path: "/v1/synthesisStream",
        input: [("Engine", "generative"), ("OutputFormat", "mp3"), ("VoiceId", "Joanna")],
        members: ("ActionStream", "EventStream"),
        saying: (["TextEvent": ["Text": "hello"]], event("TextEvent", #"{"Text":"hello"}"#)),
        answer: (event("AudioEvent", Bytes([1, 2, 3])), ["AudioEvent": ["AudioChunk": .blob([1, 2, 3])]]),
        exception: ("ServiceQuotaExceededException", true))

    private static let bedrock = Conversation(
        service: "bedrock-runtime", operation: "InvokeModelWithBidirectionalStream",
        path: "/model/amazon.nova-sonic-v1%3A0/invoke-with-bidirectional-stream",
        input: [("modelId", "amazon.nova-sonic-v1:0")],
        members: ("body", "body"),
        saying: (
            ["chunk": ["bytes": .blob(Bytes(utf8: "hello"))]], event("chunk", #"{"bytes":"aGVsbG8="}"#)
        ),
        answer: (
            event("chunk", #"{"bytes":"aGVsbG8="}"#), ["chunk": ["bytes": .blob(Bytes(utf8: "hello"))]]
        ),
        exception: ("validationException", true))

    private static let scribe = Conversation(
        service: "connecthealth", operation: "StartMedicalScribeListeningSession", path: "/medical-scribe-stream/",
        input: [
            ("sessionId", "01234567-89ab-cdef-0123-456789abcdef"), ("domainId", "hai-0123456789abcdef"),
            ("subscriptionId", "sub-0123456789abcdefghijk"), ("languageCode", "en-US"),
            ("mediaSampleRateHertz", 16000), ("mediaEncoding", "pcm"),
        ],
        members: ("inputStream", "responseStream"),
        saying: (
            ["audioEvent": ["audioChunk": .blob([1, 2, 3])]], event("audioEvent", #"{"audioChunk":"AQID"}"#)
        ),
        answer: (
            event("transcriptEvent", #"{"transcriptSegment":{"content":"hello"}}"#),
            ["transcriptEvent": ["transcriptSegment": ["content": "hello"]]]
        ),
        exception: ("internalFailureException", true))

    private static let business = Conversation(
        service: "qbusiness", operation: "Chat",
        path: "/applications/01234567-89ab-cdef-0123-456789abcdef/conversations?clientToken=once",
        input: [("applicationId", "01234567-89ab-cdef-0123-456789abcdef"), ("clientToken", "once")],
        members: ("inputStream", "outputStream"),
        saying: (["textEvent": ["userMessage": "hello"]], event("textEvent", #"{"userMessage":"hello"}"#)),
        answer: (event("textEvent", #"{"systemMessage":"hello"}"#), ["textEvent": ["systemMessage": "hello"]]),
        exception: ("ThrottlingException", false))

    private static let transcribe = Conversation(
        service: "transcribe-streaming", operation: "StartStreamTranscription", path: "/stream-transcription",
        input: [("LanguageCode", "en-US"), ("MediaSampleRateHertz", 16000), ("MediaEncoding", "pcm")],
        members: ("AudioStream", "TranscriptResultStream"),
        saying: (["AudioEvent": ["AudioChunk": .blob([1, 2, 3])]], event("AudioEvent", Bytes([1, 2, 3]))),
        answer: (
            event("TranscriptEvent", #"{"Transcript":{"Text":"hello"}}"#),
            ["TranscriptEvent": ["Transcript": ["Text": "hello"]]]
        ),
        exception: ("BadRequestException", true),
        models: ["transcribe-streaming/2017-10-26/service-2.json": transcribeModel])

    /// What of Amazon Transcribe's streaming API the test speaks of; botocore's data have no model of it.
    private static let transcribeModel = {
        let tests = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
        let path = tests + "/Consumer/Models/transcribe-streaming/2017-10-26/service-2.json"
        return (try? PosixFiles().read(path))?.text ?? ""
    }()
}

extension Value {
    /// The same with maps in the place of structures, as literals are.
    var plain: Value {
        switch self {
        case .structure(let structure): .map(structure.entries.map { MapEntry(key: $0.key, value: $0.value.plain) })
        case .list(let elements): .list(elements.map(\.plain))
        default: self
        }
    }
}
