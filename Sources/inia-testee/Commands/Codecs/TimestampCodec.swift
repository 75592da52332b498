import IniaFormats
import IniaPrimitives
import IniaShapes
import IniaText

struct TimestampCodec: CodecFormat {
    static let name = "timestamp"

    func answer(_ line: Line, _ direction: String) throws -> Document {
        let style = try line.requiredText("style")
        let input = try line.document("input") ?? .null
        switch direction {
        case "encode":
            guard case .timestamp(let time) = try TaggedValue.value(input) else { throw MalformedLine("no timestamp") }
            return .answer(["text": .string(try encoded(time, style))])
        case "decode":
            let time = try decoded(input.asString ?? JSONWriter.text(input), style)
            return .answer(["value": .map(["$timestamp": .string(try TaggedValue.text(of: time))])])
        default: throw Unsupported("codec timestamp \(direction)")
        }
    }

    private func encoded(_ time: Timestamp, _ style: String) throws -> String {
        switch style {
        case "date-time": return try Dates.iso8601(time)
        case "http-date": return try Dates.httpDate(time)
        // Whole seconds, as they go on the wire.
        case "epoch-seconds": return String(time.seconds)
        default: throw Unsupported("style \(style)")
        }
    }

    private func decoded(_ text: String, _ style: String) throws -> Timestamp {
        guard ["date-time", "http-date", "epoch-seconds"].contains(style) else { throw Unsupported("style \(style)") }
        return try Dates.parse(text)
    }
}
