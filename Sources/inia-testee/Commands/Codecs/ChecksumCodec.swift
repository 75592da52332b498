import IniaDigests
import IniaPrimitives

struct ChecksumCodec: CodecFormat {
    static let name = "checksum"

    func answer(_ line: Line, _ direction: String) throws -> Document {
        let bytes = try line.requiredBytes("inputBase64")
        let name = try line.requiredText("algorithm")
        if name == "tree-hash" { return .answer(["hex": .string(TreeHash.digest(of: bytes).hex)]) }
        guard let algorithm = ChecksumAlgorithm(name: name) else { throw Unsupported("checksum \(name)") }
        var checksum = Checksum(algorithm)
        checksum.update(bytes)
        return .answer(["hex": .string(checksum.value().hex)])
    }
}
