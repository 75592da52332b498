import IniaFormats
import IniaPrimitives
import IniaText
import Testing

@Suite struct EventFrameTests {
    private let frame = EventFrame(
        headers: [
            EventFrame.Header("t", .boolean(true)), EventFrame.Header("f", .boolean(false)),
            EventFrame.Header("b", .byte(-1)), EventFrame.Header("s", .short(-2)), EventFrame.Header("i", .integer(-3)),
            EventFrame.Header("l", .long(.min)), EventFrame.Header("bytes", .bytes([1, 2])),
            EventFrame.Header(":event-type", .string("é")), EventFrame.Header("time", .timestamp(milliseconds: -5)),
            EventFrame.Header("uuid", .uuid(Bytes([UInt8](0..<16)))),
        ], payload: Bytes(utf8: "{'foo':'bar'}"))

    @Test func `a message without headers has the published bytes`() throws {
        let published = "AAAAHQAAAAD9Uoxaeydmb28nOidiYXInfcNlOTY="
        let bytes = try EventFrame(payload: Bytes(utf8: "{'foo':'bar'}")).encoded()
        #expect(Base64.encode(bytes) == published)
    }

    @Test func `messages are read back however the stream is cut`() throws {
        let one = try frame.encoded()
        let empty = try EventFrame().encoded()
        let stream = Bytes(one.array + empty.array + one.array)
        for size in [1, 2, 7, 12, 13, one.count, stream.count] {
            var decoder = EventFrameDecoder()
            var frames: [EventFrame] = []
            var place = 0
            while place < stream.count {
                decoder.append(stream.slice(place..<(place + size)))
                place += size
                while let frame = try decoder.next() { frames.append(frame) }
            }
            #expect(frames == [frame, EventFrame(), frame])
            #expect(throws: Never.self) { try decoder.finish() }
        }
        #expect(frame.string(":event-type") == "é")
        #expect(frame["i"] == .integer(-3))
    }

    @Test func `a stream that ends inside a message is truncated`() throws {
        let bytes = try frame.encoded()
        for length in 1..<bytes.count {
            var decoder = EventFrameDecoder()
            decoder.append(bytes.slice(0..<length))
            #expect(try decoder.next() == nil)
            #expect(throws: FormatError(.truncated, "the stream ends inside an event", offset: length)) {
                try decoder.finish()
            }
        }
    }

    @Test func `every change of a byte is found, and the stream stays lost`() throws {
        let bytes = try frame.encoded().array
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 0x10
            var decoder = EventFrameDecoder()
            decoder.append(Bytes(changed))
            #expect(throws: FormatError.self) { try decoder.next() }
            decoder.append(Bytes(bytes))
            #expect(throws: FormatError.self) { try decoder.next() }
        }
    }

    @Test func `parts beyond their limits are not written`() {
        let limits: [EventFrame] = [
            EventFrame(headers: [.init(String(repeating: "n", count: 256), .boolean(true))]),
            EventFrame(headers: [.init("n", .string(String(repeating: "v", count: 65536)))]),
            EventFrame(headers: (0..<3).map { .init("\($0)", .bytes(Bytes([UInt8](repeating: 0, count: 65535)))) }),
            EventFrame(payload: Bytes([UInt8](repeating: 0, count: EventFrame.maximumPayloadBytes + 1))),
        ]
        for frame in limits { #expect(throws: FormatError.self) { try frame.encoded() } }
        #expect(throws: FormatError(.range, "a UUID has not 16 bytes")) {
            try EventFrame(headers: [.init("u", .uuid([1]))]).encoded()
        }
    }

    @Test func `a header that stands twice is refused`() throws {
        let bytes = try EventFrame(headers: [.init("a", .byte(1)), .init("a", .byte(2))]).encoded()
        var decoder = EventFrameDecoder()
        decoder.append(bytes)
        #expect(throws: FormatError(.syntax, "an event has a header twice", offset: 18)) { try decoder.next() }
    }
}
