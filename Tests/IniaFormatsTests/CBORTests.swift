import IniaFormats
import IniaPrimitives
import IniaText
import Testing

@Suite struct CBORTests {
    @Test func `whole numbers and lengths are written in their shortest form`() {
        let cases: [(Int64, [UInt8])] = [
            (0, [0x00]), (23, [0x17]), (24, [0x18, 24]), (255, [0x18, 255]), (256, [0x19, 1, 0]),
            (65536, [0x1A, 0, 1, 0, 0]), (1 << 32, [0x1B, 0, 0, 0, 1, 0, 0, 0, 0]),
            (.max, [0x1B, 0x7F, 255, 255, 255, 255, 255, 255, 255]), (-1, [0x20]), (-25, [0x38, 24]),
            (.min, [0x3B, 0x7F, 255, 255, 255, 255, 255, 255, 255]),
        ]
        for (number, bytes) in cases { #expect(written { $0.integer(number) } == bytes) }
        #expect(written { $0.text(String(repeating: "a", count: 24)) }.prefix(2) == [0x78, 24])
    }

    @Test func `every kind of item is written`() {
        #expect(written { $0.text("é") } == [0x62, 0xC3, 0xA9])
        #expect(written { $0.bytes([1, 2]) } == [0x42, 1, 2])
        #expect(written { $0.array(count: 2) } == [0x82])
        #expect(written { $0.map(count: 1) } == [0xA1])
        #expect(written { $0.tag(1) } == [0xC1])
        #expect(written { $0.double(1.5) } == [0xFB, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0])
        #expect(written { $0.float(1.5) } == [0xFA, 0x3F, 0xC0, 0, 0])
        #expect(written { $0.double(.infinity) } == [0xF9, 0x7C, 0])
        #expect(written { $0.float(-.infinity) } == [0xF9, 0xFC, 0])
        #expect(written { $0.double(.nan) } == [0xF9, 0x7E, 0])
        #expect(
            written {
                $0.boolean(true); $0.boolean(false); $0.null()
            } == [0xF5, 0xF4, 0xF6])
    }

    @Test func `a map is read key by key, of definite and indefinite length`() throws {
        for (head, tail) in [([0xA5] as [UInt8], [] as [UInt8]), ([0xBF], [0xFF])] {
            let text: [UInt8] = [0x7F, 0x61, 0x61, 0x61, 0x62, 0xFF]
            let bytes =
                head
                + [0x61, 0x61, 0x9F, 0x01, 0x20, 0xFF] + [0x61, 0x62] + text + text + [0xF6]
                + [0x61, 0x63, 0xC1, 0x1A, 0x54, 0xA6, 0x09, 0x25] + [0x61, 0x64, 0x5F, 0x41, 1, 0x41, 2, 0xFF] + tail
            try Bytes(bytes).withCBOR { reader in
                try reader.enterMap()
                #expect(try reader.nextKeyText() == "a")
                try reader.enterArray()
                #expect(try reader.nextElement())
                #expect(try reader.readInteger() == .unsigned(1))
                #expect(try reader.nextElement())
                #expect(try reader.readInteger() == .negative(0))
                #expect(try reader.nextElement() == false)
                #expect(try reader.nextKeyText() == "b")
                #expect(try reader.readText() == "ab")
                #expect(try reader.nextKeyText() == "ab")
                #expect(try reader.readNullIfNext())
                #expect(try reader.nextKeyText() == "c")
                #expect(try reader.readTimestamp() == Timestamp(seconds: 1_420_167_461))
                #expect(try reader.nextKeyText() == "d")
                #expect(try reader.readBytes() == [1, 2])
                #expect(try reader.nextKeyText() == nil)
                try reader.finish()
            }
        }
    }

    @Test func `floats of all widths are read`() throws {
        let cases: [([UInt8], Double)] = [
            ([0xF9, 0x3C, 0x00], 1), ([0xF9, 0x00, 0x01], 0x1p-24), ([0xF9, 0x7B, 0xFF], 65504),
            ([0xF9, 0xC4, 0x00], -4), ([0xF9, 0x04, 0x00], 0x1p-14), ([0xF9, 0xFC, 0x00], -.infinity),
            ([0xFA, 0x47, 0xC3, 0x50, 0x00], 100_000), ([0xFB, 0x3F, 0xF1, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9A], 1.1),
        ]
        for (bytes, expected) in cases {
            try Bytes(bytes).withCBOR { reader in
                let number = try reader.readFloat()
                #expect(number == expected)
            }
        }
        try Bytes([0xF9, 0x7E, 0x00]).withCBOR { reader in
            let number = try reader.readFloat()
            #expect(number.isNaN)
        }
    }

    @Test func `numbers beyond 64 signed bits keep their value`() throws {
        let most: [UInt8] = [255, 255, 255, 255, 255, 255, 255, 255]
        try Bytes([0x1B] + most).withCBOR { reader in
            let number = try reader.readInteger()
            #expect(number == .unsigned(.max))
        }
        try Bytes([0x3B] + most).withCBOR { reader in
            let number = try reader.readInteger()
            #expect(number.int64 == nil)
        }
    }

    @Test(
        arguments: [
            [], [0x18], [0x19, 0], [0x1C], [0x1F], [0x3F], [0x62, 0x61], [0x61, 0xFF], [0x7F, 0x41, 0x61, 0xFF],
            [0x7F, 0x7F, 0xFF, 0xFF], [0x7F, 0x61, 0x61], [0x82, 0x01], [0x9B, 255, 255, 255, 255, 255, 255, 255, 255],
            [0xBB, 255, 255, 255, 255, 255, 255, 255, 255], [0x5B, 255, 255, 255, 255, 255, 255, 255, 255],
            [0xA1, 0x01, 0x01],
            [0xA1, 0x61, 0x61], [0x9F, 0x01], [0xBF, 0x61, 0x61], [0xFF], [0xE0], [0xF8, 0x20], [0xC1], [0xFB, 0, 0],
            [0x01, 0x01],
        ] as [[UInt8]])
    func `what is no item is refused`(bytes: [UInt8]) {
        #expect(throws: FormatError.self) { try skip(Bytes(bytes)) }
    }

    @Test func `nesting is bounded for containers and tags`() {
        for byte: UInt8 in [0x81, 0x9F, 0xC1] {
            #expect(throws: FormatError(.tooDeep, "CBOR is nested deeper than 512 levels", offset: 512)) {
                try skip(Bytes([UInt8](repeating: byte, count: 100_000)))
            }
        }
    }

    @Test func `every cut is refused and no change of a byte traps`() {
        let bytes: [UInt8] = [
            0xA3, 0x61, 0x61, 0x83, 0x01, 0x39, 1, 0, 0xFB, 0, 0, 0, 0, 0, 0, 0, 0, 0x61, 0x62, 0xC1, 0x01, 0x61, 0x63,
            0x9F,
            0x7F, 0x61, 0x61, 0xFF, 0x41, 0, 0xF5, 0xFF,
        ]
        #expect(throws: Never.self) { try skip(Bytes(bytes)) }
        for length in bytes.indices { #expect(throws: FormatError.self) { try skip(Bytes(Array(bytes[..<length]))) } }
        for place in bytes.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = bytes
                changed[place] = byte
                _ = try? skip(Bytes(changed))
            }
        }
    }

    @Test func `tags nest on within containers`() {
        var bytes: [UInt8] = []
        for depth in 0..<511 { bytes += [UInt8](repeating: 0xC1, count: 511 - depth) + [0x81] }
        bytes.append(0)
        #expect(throws: FormatError(.tooDeep, "CBOR is nested deeper than 512 levels", offset: 512)) {
            try skip(Bytes(bytes))
        }
    }

    private func skip(_ bytes: Bytes) throws {
        try bytes.withCBOR { reader in
            try reader.skipItem()
            try reader.finish()
        }
    }

    private func written(_ body: (inout CBORWriter) -> Void) -> [UInt8] {
        var writer = CBORWriter()
        body(&writer)
        return writer.bytes
    }
}

extension Bytes {
    fileprivate func withCBOR(_ body: (inout CBORReader) throws -> Void) throws {
        try withUnsafeBytes { memory in
            var reader = CBORReader(memory)
            try body(&reader)
        }
    }
}
