import IniaFormats
import IniaPrimitives
import IniaShapes
import IniaText

/// `event-stream`: messages and their frames.
struct EventStreamCommand: Command {
    static let name = "event-stream"

    func answer(_ line: Line) async throws -> Document {
        switch try line.requiredText("direction") {
        case "decode": return decoded(try line.requiredBytes("framesBase64"))
        case "encode": return try encoded(try line.document("messages")?.asList ?? [])
        case let direction: throw Unsupported("event-stream \(direction)")
        }
    }

    private func decoded(_ bytes: Bytes) -> Document {
        var decoder = EventFrameDecoder()
        decoder.append(bytes)
        var messages: [Document] = []
        do {
            while let frame = try decoder.next() { messages.append(try document(of: frame)) }
            try decoder.finish()
        } catch {
            let answer = Document.error("event-stream", "\(error)")
            return .map([.init(key: "messages", value: .list(messages))] + answer.asEntries)
        }
        return .answer(["messages": .list(messages)])
    }

    private func document(of frame: EventFrame) throws -> Document {
        let headers = try frame.headers.map { header in
            let (type, value) = try typed(header.value)
            return Document.map(["name": .string(header.name), "type": .string(type), "value": value])
        }
        return .map(["headers": .list(headers), "payloadBase64": .string(Base64.encode(frame.payload))])
    }

    private func typed(_ value: EventFrame.HeaderValue) throws -> (type: String, value: Document) {
        switch value {
        case .boolean(let truth): ("boolean", .boolean(truth))
        case .byte(let number): ("byte", .integer(Int64(number)))
        case .short(let number): ("short", .integer(Int64(number)))
        case .integer(let number): ("integer", .integer(Int64(number)))
        case .long(let number): ("long", TaggedValue.plain(.integer(number)))
        case .bytes(let bytes): ("blob", .map(["$blob": .string(Base64.encode(bytes))]))
        case .string(let text): ("string", .string(text))
        case .timestamp(let milliseconds):
            (
                "timestamp",
                .map(["$timestamp": .string(try TaggedValue.text(of: Timestamp(milliseconds: milliseconds)))])
            )
        case .uuid(let bytes): ("uuid", .string(text(ofUUID: bytes)))
        }
    }

    private func encoded(_ messages: [Document]) throws -> Document {
        var bytes: [UInt8] = []
        for message in messages {
            let headers = try (message["headers"]?.asList ?? []).map { header in
                EventFrame.Header(header["name"]?.asString ?? "", try headerValue(header))
            }
            guard let payload = Base64.decode(message["payloadBase64"]?.asString ?? "") else {
                throw MalformedLine("a payload is not base64")
            }
            do {
                bytes += try EventFrame(headers: headers, payload: payload).encoded().array
            } catch {
                return .error("event-stream", "\(error)")
            }
        }
        return .answer(["framesBase64": .string(Base64.encode(Bytes(bytes)))])
    }

    private func headerValue(_ header: Document) throws -> EventFrame.HeaderValue {
        let value = try TaggedValue.value(header["value"] ?? .null)
        switch (header["type"]?.asString ?? "", value) {
        case ("boolean", .boolean(let truth)): return .boolean(truth)
        case ("byte", .integer(let number)): return .byte(Int8(truncatingIfNeeded: number))
        case ("short", .integer(let number)): return .short(Int16(truncatingIfNeeded: number))
        case ("integer", .integer(let number)): return .integer(Int32(truncatingIfNeeded: number))
        case ("long", .integer(let number)): return .long(number)
        case ("blob", .blob(let bytes)): return .bytes(bytes)
        case ("string", .string(let text)): return .string(text)
        case ("timestamp", .timestamp(let time)): return .timestamp(milliseconds: time.milliseconds)
        case ("uuid", .string(let text)): return .uuid(bytes(ofUUID: text))
        case (let type, _): throw MalformedLine("a header is not of type \(type)")
        }
    }

    private func text(ofUUID bytes: Bytes) -> String {
        let digits = bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }.joined(separator: "-")
    }

    private func bytes(ofUUID text: String) -> Bytes {
        let digits = text.filter { $0 != "-" }
        let starts = stride(from: 0, to: digits.count - 1, by: 2).map { digits.index(digits.startIndex, offsetBy: $0) }
        return Bytes(starts.compactMap { UInt8(digits[$0...].prefix(2), radix: 16) })
    }
}

extension Timestamp {
    /// A time from milliseconds since 1970.
    init(milliseconds: Int64) {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        self.init(seconds: seconds, nanoseconds: rest * 1_000_000)
    }

    /// Milliseconds since 1970, rounded down.
    var milliseconds: Int64 { seconds * 1000 + Int64(nanoseconds / 1_000_000) }
}
