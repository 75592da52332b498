import IniaFormats
import IniaPrimitives
import IniaProtocols
import IniaShapes
import Testing

@Suite struct EventTests {
    private func service(_ wireProtocol: ServiceTraits.WireProtocol) -> TestService {
        TestService(wireProtocol) { shapes in
            for name in ["Input", "Output"] {
                let isREST = wireProtocol == .restJSON || wireProtocol == .restXML
                shapes.structure(
                    name,
                    [
                        "Name": shapes.to("string", at: isREST ? .header : nil),
                        "Stream": shapes.to("Stream", .eventStream),
                    ],
                    rare: isREST ? Traits.Rare(payload: "Stream") : nil)
            }
            shapes.structure(
                "Stream", ["Note": shapes.to("Note"), "Raw": shapes.to("Raw"), "Stop": shapes.to("Stop")], .eventStream)
            shapes.structure(
                "Note",
                [
                    "When": shapes.to("timestamp", .eventHeader), "N": shapes.to("integer", .eventHeader),
                    "Text": shapes.to("string"),
                ], .event)
            shapes.structure("Raw", ["Data": shapes.to("blob", .eventPayload)], .event)
            shapes.structure("Stop", ["message": shapes.to("string")], .exception)
        }
    }

    private func event(_ type: String, _ headers: [EventFrame.Header] = [], _ payload: String = "") -> EventFrame {
        EventFrame(
            headers: [.init(":message-type", .string("event")), .init(":event-type", .string(type))] + headers,
            payload: Bytes(utf8: payload))
    }

    private func bytes(_ frames: [EventFrame]) throws -> Bytes { Bytes(try frames.flatMap { try $0.encoded().array }) }

    /// The events of a stream, and what ended it.
    private func read(_ output: Reply) async -> (events: [Value], error: (any Error)?) {
        guard case .output(let output) = output, let stream = output.value["Stream"] else { return ([], nil) }
        var events: [Value] = []
        do {
            for try await event in stream.asEvents { events.append(event.plain) }
            return (events, nil)
        } catch {
            return (events, error)
        }
    }

    @Test func `known events come in order, unknown ones not at all`() async throws {
        let body = try bytes([
            event("Note", [.init("When", .timestamp(milliseconds: -1500)), .init("N", .byte(3))], #"{"Text": "t"}"#),
            event("New"), event("Raw", [], "raw"), event("Note"),
        ])
        let (events, error) = await read(try service(.restJSON).reply(body))
        #expect(
            events == [
                ["Note": ["When": .timestamp(Timestamp(seconds: -2, nanoseconds: 500_000_000)), "N": 3, "Text": "t"]],
                ["Raw": ["Data": .blob(Bytes(utf8: "raw"))]], ["Note": [:]],
            ])
        #expect(error == nil)
    }

    @Test func `an exception ends the stream as the service's error`() async throws {
        var stop = event("Stop", [], #"{"message": "enough"}"#)
        stop.headers = [.init(":message-type", .string("exception")), .init(":exception-type", .string("Stop"))]
        let (events, error) = await read(try service(.restJSON).reply(try bytes([event("Note"), stop, event("Note")])))
        let failure = try #require(error as? ServiceReplyError)
        #expect(events == [["Note": [:]]])
        #expect((failure.code, failure.message, failure.shape?.name) == ("Stop", "enough", "Stop"))
        #expect(failure.isFromEventStream && failure.fields == .of(["message": "enough"]))
    }

    @Test func `an error that is not modelled says what it is in its headers`() async throws {
        let broken = EventFrame(headers: [
            .init(":message-type", .string("error")), .init(":error-code", .string("C")),
            .init(":error-message", .string("m")),
        ])
        let (_, error) = await read(try service(.restJSON).reply(try bytes([broken])))
        let failure = try #require(error as? ServiceReplyError)
        #expect((failure.code, failure.message) == ("C", "m"))
    }

    @Test(arguments: [(CodecOptions.Dialect.smithy, "New"), (.botocore, "")])
    func `an exception that the model does not have is told by its name`(
        dialect: CodecOptions.Dialect, code: String
    ) async throws {
        let unknown = EventFrame(headers: [
            .init(":message-type", .string("exception")), .init(":exception-type", .string("New")),
        ])
        var service = service(.restJSON)
        service.options.dialect = dialect
        let (_, error) = await read(try service.reply(try bytes([unknown])))
        #expect((error as? ServiceReplyError)?.code == code)
    }

    @Test(arguments: [ServiceTraits.WireProtocol.json])
    func `the first message holds the other members where the protocol has it`(
        wireProtocol: ServiceTraits.WireProtocol
    ) async throws {
        let body = try bytes([event("initial-response", [], #"{"Name": "n"}"#), event("Note", [], #"{"Text": "t"}"#)])
        let reply = try service(wireProtocol).reply(body)
        guard case .output(let output) = reply else { return #expect(Bool(false)) }
        #expect(output.value["Name"] == "n")
        #expect(await read(reply).events == [["Note": ["Text": "t"]]])
        let service = service(wireProtocol)
        let streamed = try await service.codec.parse(
            ReplyHead(status: 200), streaming: pieces(of: body), of: service.operation, upTo: 100)
        #expect(await read(streamed).events == [["Note": ["Text": "t"]]])
        #expect(throws: ProtocolError.self) { try service.reply(try bytes([event("Note")])) }
        #expect(throws: ProtocolError.self) { try service.reply(Bytes()) }
    }

    @Test func `a stream that breaks off, or is no stream, ends with an error`() async throws {
        let whole = try bytes([event("Note"), event("Note")])
        let (events, error) = await read(try service(.restJSON).reply(whole.slice(0..<(whole.count - 3))))
        #expect(events == [["Note": [:]]])
        #expect((error as? ProtocolError)?.code == .malformedEvents)
        let (none, other) = await read(try service(.restJSON).reply(Bytes([UInt8](repeating: 7, count: 64))))
        #expect(none == [])
        #expect((other as? ProtocolError)?.code == .malformedEvents)
    }

    @Test func `events that are sent become messages`() async throws {
        let request = try service(.restJSON).request([
            "Name": "n",
            "Stream": .events(
                EventStream(of: [["Note": ["Text": "t", "N": 7]], ["Raw": ["Data": "x"]], ["Stop": ["message": "m"]]])),
        ])
        let input = try #require(request.events)
        #expect(request.headers.lines == ["Name: n", "Content-Type: application/vnd.amazon.eventstream"])
        #expect(input.initialRequest == nil)
        var frames: [EventFrame] = []
        for try await event in input.stream { frames.append(try input.frame(of: event)) }
        #expect(
            frames == [
                EventFrame(
                    headers: [
                        .init(":message-type", .string("event")), .init(":event-type", .string("Note")),
                        .init(":content-type", .string("application/json")), .init("N", .integer(7)),
                    ], payload: Bytes(utf8: #"{"Text":"t"}"#)),
                EventFrame(
                    headers: [
                        .init(":message-type", .string("event")), .init(":event-type", .string("Raw")),
                        .init(":content-type", .string("application/octet-stream")),
                    ], payload: Bytes(utf8: "x")),
                EventFrame(
                    headers: [
                        .init(":message-type", .string("exception")), .init(":exception-type", .string("Stop")),
                        .init(":content-type", .string("application/json")),
                    ], payload: Bytes(utf8: #"{"message":"m"}"#)),
            ])
        #expect(throws: ProtocolError.self) { try input.frame(of: ["Nothing": [:]]) }
        #expect(throws: ProtocolError.self) { try input.frame(of: [:]) }
    }

    @Test func `the other members of an input go first where the protocol has no other place for them`() throws {
        let request = try service(.json).request(["Name": "n", "Stream": []])
        let first = try #require(request.events?.initialRequest)
        #expect(first.string(":event-type") == "initial-request")
        #expect(first.payload == Bytes(utf8: #"{"Name":"n"}"#))
    }

    private func pieces(of bytes: Bytes) -> Body {
        Body(.once(count: nil, source: Pieces(bytes)))
    }
}

/// A source of one byte at a time.
private actor Pieces: ByteSource {
    private var rest: Bytes

    init(_ bytes: Bytes) { rest = bytes }

    func next() -> Bytes? {
        guard !rest.isEmpty else { return nil }
        defer { rest = rest.dropFirst(1) }
        return rest.slice(0..<1)
    }

    nonisolated func abandon() {}
}
