import IniaPrimitives
import IniaProtocols
import IniaShapes
import Testing

@Suite struct CBORTests {
    private let service = TestService(.cbor) { shapes in
        for name in ["Input", "Output"] {
            shapes.structure(
                name,
                [
                    "Text": shapes.to("string"), "Number": shapes.to("long"), "Single": shapes.to("float"),
                    "Double": shapes.to("double"), "When": shapes.to("timestamp"), "Data": shapes.to("blob"),
                    "List": shapes.to("Numbers"), "Sparse": shapes.to("Sparse"), "Choice": shapes.to("Choice"),
                ])
        }
        shapes.list("Numbers", of: shapes.to("integer"))
        shapes.map("Sparse", shapes.to("string"), shapes.to("integer"), .sparse)
        shapes.structure("Choice", ["a": shapes.to("string")], .union)
    }

    @Test func `a request is one map of definite length`() throws {
        let request = try service.request(["Number": -25, "Text": "é", "Single": 1, "When": 1.5, "List": [1, 24]])
        #expect(request.path == "/service/Service_20200101/operation/Do")
        #expect(
            request.headers.lines == [
                "smithy-protocol: rpc-v2-cbor", "Accept: application/cbor", "Content-Type: application/cbor",
            ])
        #expect(
            try request.body.content.bytes
                == Bytes(
                    [0xA5] + text("Number") + [0x38, 24] + text("Text") + [0x62, 0xC3, 0xA9] + text("Single")
                        + [0xFA, 0x3F, 0x80, 0, 0] + text("When") + [0xC1, 0x01] + text("List") + [0x82, 1, 0x18, 24]))
    }

    @Test func `a map is a map, and in botocore's dialect whatever comes`() throws {
        var service = service
        let body = Bytes([0xA1] + text("Sparse") + [0xC1, 0x01])
        #expect(throws: ProtocolError.self) { try service.reply(body) }
        service.options.dialect = .botocore
        guard case .output(let output) = try service.reply(body) else {
            Issue.record("no output")
            return
        }
        #expect(output.value.entries == .of(["Sparse": .timestamp(Timestamp(seconds: 1))]))
    }

    @Test func `output may be of indefinite length, with nulls and unknown members in it`() throws {
        let body = Bytes(
            [0xBF] + text("Text") + [0x7F, 0x61, 0x61, 0x61, 0x62, 0xFF] + text("New") + [0x9F, 0xF6, 0xFF]
                + text("Number") + [0xF6] + text("When") + [0xC1, 0xFB, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0] + text("Double")
                + [0xF9, 0x7C, 0x00] + text("Sparse") + [0xA1, 0x61, 0x6B, 0xF6] + text("Data") + [0x41, 7, 0xFF])
        guard case .output(let output) = try service.reply(body) else { return #expect(Bool(false)) }
        #expect(
            output.value.entries
                == .of([
                    "Text": "ab", "When": .timestamp(Timestamp(seconds: 1, nanoseconds: 500_000_000)),
                    "Double": .float(.infinity), "Sparse": ["k": nil], "Data": .blob([7]),
                ]))
    }

    @Test(arguments: [
        [0xA1] as [UInt8], [0x80], [0xA1, 0x61, 0x61], [0xA1, 0x64, 0x54, 0x65, 0x78, 0x74, 0xC2, 0x01],
        [0xA1, 0x66] + Array("Choice".utf8) + [0xA0],
    ])
    func `what is not in the protocol is an error`(body: [UInt8]) {
        #expect(throws: ProtocolError.self) { try service.reply(Bytes(body)) }
    }

    @Test func `an error names itself by its type`() throws {
        let body = Bytes([0xA2] + text("__type") + text("x#Gone") + text("message") + text("m"))
        guard case .failure(let error) = try service.reply(body, status: 400) else { return #expect(Bool(false)) }
        #expect((error.code, error.message) == ("Gone", "m"))
    }

    /// A text of fewer than 24 bytes.
    private func text(_ text: String) -> [UInt8] { [0x60 | UInt8(text.utf8.count)] + text.utf8 }
}
