import IniaFormats
import IniaPrimitives
import IniaText

/// One format of the command `codec`, in a file of its own.
protocol CodecFormat: Sendable {
    /// The word in a line's `format`.
    static var name: String { get }

    /// The answer for a line of this format.
    ///
    /// - Throws: what the codec says no to as ``FormatError``.
    func answer(_ line: Line, _ direction: String) async throws -> Document
}

/// `codec`: one encoding by itself.
struct Codec: Command {
    static let name = "codec"

    private static let all: [any CodecFormat] = [
        CBORCodec(),
        ChecksumCodec(),
        ChunkedCodec(),
        JSONCodec(),
        PercentCodec(),
        TimestampCodec(),
    ]

    private static let formats = Dictionary(uniqueKeysWithValues: all.map { (type(of: $0).name, $0) })

    func answer(_ line: Line) async throws -> Document {
        let format = try line.requiredText("format")
        guard let codec = Self.formats[format] else { throw Unsupported("codec \(format)") }
        do {
            return try await codec.answer(line, try line.text("direction") ?? "encode")
        } catch let error as FormatError {
            return .error(error.code == .range ? "range" : "syntax", "\(error)")
        }
    }
}
