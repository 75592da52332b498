import IniaPrimitives
import IniaText

struct JSONCodec: CodecFormat {
    static let name = "json"

    func answer(_ line: Line, _ direction: String) throws -> Document {
        guard direction == "decode" else { throw Unsupported("codec json \(direction)") }
        return .answer(["value": TaggedValue.plain(try JSONReader.document(try line.requiredBytes("inputBase64")))])
    }
}
