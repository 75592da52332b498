import CZlib
import IniaPrimitives
import Testing

@testable import IniaCalls

@Suite struct GzipTests {
    private static let text = String((0..<20_000).flatMap { "\($0 &* 2_654_435_761 % 1013) " })

    @Test func `bytes are compressed at once`() async throws {
        let body = try Body.bytes(Bytes(utf8: Self.text)).gzipped(files: NoFiles())
        let bytes = try await body.collect(upTo: .max)
        #expect(body.count == Int64(bytes.count) && bytes.count < Self.text.utf8.count)
        #expect(inflated(bytes) == Bytes(utf8: Self.text))
    }

    @Test func `no bytes are compressed too`() async throws {
        let body = try Body.empty.gzipped(files: NoFiles())
        #expect(inflated(try await body.collect(upTo: 100)) == Bytes())
    }

    @Test func `a stream is compressed as it is read, and can be read again if it could`() async throws {
        let pieces = [String(Self.text.prefix(50_000)), String(Self.text.dropFirst(50_000))]
        let body = try Body(.replayable(count: 1) { Pieces(pieces) }).gzipped(files: NoFiles())
        #expect(body.count == nil && body.isReplayable)
        #expect(inflated(try await body.collect(upTo: .max)) == Bytes(utf8: Self.text))
        #expect(inflated(try await body.collect(upTo: .max)) == Bytes(utf8: Self.text))
        #expect(try Body(.once(count: 1, source: Pieces([]))).gzipped(files: NoFiles()).isReplayable == false)
    }

    private func inflated(_ bytes: Bytes) -> Bytes? {
        var stream = z_stream()
        var output = [UInt8](repeating: 0, count: Self.text.utf8.count + 64)
        return withUnsafeMutablePointer(to: &stream) { stream in
            guard inflateInit2_(stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
                return nil
            }
            defer { inflateEnd(stream) }
            let code = bytes.withUnsafeBytes { input in
                output.withUnsafeMutableBufferPointer { output in
                    stream.pointee.next_in = UnsafeMutablePointer(
                        mutating: input.bindMemory(to: UInt8.self).baseAddress)
                    stream.pointee.avail_in = UInt32(input.count)
                    stream.pointee.next_out = output.baseAddress
                    stream.pointee.avail_out = UInt32(output.count)
                    return inflate(stream, Z_FINISH)
                }
            }
            guard code == Z_STREAM_END else { return nil }
            return Bytes(Array(output.prefix(Int(stream.pointee.total_out))))
        }
    }
}
