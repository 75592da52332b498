internal import IniaFormats
internal import IniaPrimitives
internal import IniaText

/// Event streams: cut into pieces anywhere they give the same messages, and a message is written as it was read.
///
/// An input's first byte says whether it is a stream as it stands, or headers and payload to which lengths and
/// checksums, which chance does not hit, are put here; the second how it is cut.
enum EventsTarget {
    static func run(_ bytes: Bytes) {
        guard bytes.count >= 2 else { return }
        let rest = bytes.dropFirst(2)
        let stream = bytes[0] & 1 == 0 ? rest : framed(rest)
        let whole = Read(stream, step: max(stream.count, 1))
        expect(whole == Read(stream, step: 1 + Int(bytes[1] >> 1)), "the pieces make no difference")
        for frame in whole.frames {
            guard let encoded = try? frame.encoded() else {
                expect(false, "what was read can be written")
                return
            }
            expect(Read(encoded, step: encoded.count).frames == [frame], "what was written is read as the same")
        }
    }

    /// One message whose headers are the first half of the bytes, and whose payload is the second.
    private static func framed(_ bytes: Bytes) -> Bytes {
        let headers = bytes.slice(0..<(bytes.count / 2))
        let total = UInt32(bytes.count + 16)
        var frame = bigEndian(total) + bigEndian(UInt32(headers.count))
        frame += bigEndian(crc32(frame))
        frame += bytes.array
        return Bytes(frame + bigEndian(crc32(frame)))
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var sum = UInt32.max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }

    /// What comes of a stream that arrives in pieces of a size.
    private struct Read: Equatable {
        var frames: [EventFrame] = []
        var error: FormatError?

        init(_ stream: Bytes, step: Int) {
            var decoder = EventFrameDecoder()
            do {
                for start in stride(from: 0, to: stream.count, by: step) {
                    decoder.append(stream.slice(start..<(start + step)))
                    while let frame = try decoder.next() { frames.append(frame) }
                }
                try decoder.finish()
            } catch {
                self.error = error
            }
        }
    }
}
