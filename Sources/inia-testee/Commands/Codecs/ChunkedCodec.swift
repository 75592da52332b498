import IniaCalls
import IniaDigests
import IniaPrimitives
import IniaText

/// `chunked`: a body in AWS's own chunked coding, with its checksum behind it.
struct ChunkedCodec: CodecFormat {
    static let name = "chunked"

    func answer(_ line: Line, _ direction: String) async throws -> Document {
        guard direction == "encode" else { throw Unsupported("codec chunked \(direction)") }
        var framing = ChunkedFraming()
        if let name = try line.text("algorithm") {
            guard let algorithm = ChecksumAlgorithm(name: name) else { throw Unsupported("checksum \(name)") }
            framing.algorithm = algorithm
        }
        if let size = try line.number("chunkSize") {
            framing = ChunkedFraming(algorithm: framing.algorithm, chunkSize: Int(size))
        }
        let encoded = try await framing.encoded(try line.requiredBytes("inputBase64"))
        return .answer(["outputBase64": .string(Base64.encode(encoded))])
    }
}
