import Inia
import IniaFormats
import IniaTesting
import Testing

/// Events as sequences over a connection that carries one exchange at a time.
@Suite struct EventSequenceTests {
    private func frame(_ headers: [(String, String)], _ payload: String = "") -> EventFrame {
        EventFrame(
            headers: headers.map { EventFrame.Header($0.0, .string($0.1)) }, payload: Bytes(utf8: payload))
    }

    private func event(_ type: String, _ payload: String = "") -> EventFrame {
        frame([(":message-type", "event"), (":event-type", type)], payload)
    }

    private func reply(_ frames: [EventFrame], cut: Int = 0) throws -> ScriptedReply {
        let bytes = try frames.flatMap { try $0.encoded().array }
        let headers = [("Content-Type", "application/vnd.amazon.eventstream"), ("x-amzn-RequestId", "r-1")]
        return ScriptedReply(.response(status: 200, headers: headers, body: Bytes(bytes.dropLast(cut))))
    }

    private let subscription: Value = [
        "ConsumerARN": "arn:aws:kinesis:us-west-2:123456789012:stream/s/consumer/c:1", "ShardId": "shard-0",
        "StartingPosition": ["Type": "LATEST"],
    ]

    private let record = #"{"ContinuationSequenceNumber":"7","MillisBehindLatest":0,"Records":[]}"#

    /// What a shard's stream brings: the sequence numbers of its events, and what ended it.
    private func read(_ reply: ScriptedReply) async throws -> (numbers: [String?], error: (any Error)?) {
        let kinesis = try Wire("kinesis", [reply]).client
        let output = try await kinesis.call("SubscribeToShard", subscription)
        var numbers: [String?] = []
        do {
            for try await event in output.EventStream.asEvents {
                numbers.append(event.SubscribeToShardEvent.ContinuationSequenceNumber.asString)
            }
            return (numbers, nil)
        } catch {
            return (numbers, error)
        }
    }

    @Test func `events come one by one, after the message with the other members`() async throws {
        let events =
            [event("initial-response", "{}")] + Array(repeating: event("SubscribeToShardEvent", record), count: 3)
        let (numbers, error) = try await read(reply(events))
        #expect(numbers == ["7", "7", "7"])
        #expect(error == nil)
    }

    @Test func `an exception that the model knows ends the sequence as the service's refusal`() async throws {
        let exception = frame(
            [(":message-type", "exception"), (":exception-type", "ResourceInUseException")], #"{"message":"busy"}"#)
        let (numbers, error) = try await read(
            reply([event("initial-response", "{}"), event("SubscribeToShardEvent", record), exception]))
        #expect(numbers == ["7"])
        let refusal = try #require(error as? any ServiceFailure)
        #expect((refusal.code, refusal.message) == ("ResourceInUseException", "busy"))
        #expect((refusal.operation, refusal.requestID, refusal.status) == ("SubscribeToShard", "r-1", 200))
    }

    @Test func `an error that the model does not know is a refusal too, and a stream that breaks off is none`()
        async throws
    {
        let unknown = frame([(":message-type", "error"), (":error-code", "InternalError"), (":error-message", "oh")])
        let begin = [event("initial-response", "{}"), event("SubscribeToShardEvent", record)]
        let (_, error) = try await read(reply(begin + [unknown]))
        let refusal = try #require(error as? ServiceError)
        #expect((refusal.code, refusal.message) == ("InternalError", "oh"))
        let (numbers, broken) = try await read(reply(begin + [event("SubscribeToShardEvent", record)], cut: 3))
        #expect(numbers == ["7"])
        #expect((broken as? CallError)?.code == .eventStream)
    }

    @Test func `a stream whose first message is another is no answer`() async throws {
        let error = await #expect(throws: CallError.self) {
            try await read(reply([event("SubscribeToShardEvent", record)]))
        }
        #expect(error?.code == .responseParsing)
    }

    @Test func `a protocol with a place for other members has events from the first message on`() async throws {
        let stats = "<Stats><BytesScanned>5</BytesScanned><BytesReturned>3</BytesReturned></Stats>"
        let s3 = try Wire(
            "s3", [reply([event("Records", "a,b\n"), event("Cont"), event("Stats", stats), event("End")])]
        ).client
        let output = try await s3.selectObjectContent(
            Bucket: "bucket", Key: "k", Expression: "SELECT * FROM s3object", ExpressionType: "SQL",
            InputSerialization: ["CSV": [:]], OutputSerialization: ["CSV": [:]])
        var events: [Value] = []
        for try await event in output.Payload.asEvents { events.append(event) }
        #expect(events.count == 4)
        #expect(events[0].Records.Payload.asBytes == Bytes(utf8: "a,b\n"))
        #expect(events[2].Stats.Details.BytesScanned == 5)
        #expect(events[3].asEntries.map(\.key) == ["End"])
    }
}
