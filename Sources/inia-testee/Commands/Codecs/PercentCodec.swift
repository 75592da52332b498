import IniaPrimitives
import IniaText

struct PercentCodec: CodecFormat {
    static let name = "percent"

    func answer(_ line: Line, _ direction: String) throws -> Document {
        guard direction == "encode" else { throw Unsupported("codec percent \(direction)") }
        let text = Percent.encode(try line.requiredText("input"), keeping: try line.text("safe") ?? "")
        return .answer(["text": .string(text)])
    }
}
