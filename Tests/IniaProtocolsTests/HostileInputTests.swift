import IniaPrimitives
import IniaProtocols
import IniaShapes
import Testing

@Suite struct HostileInputTests {
    private func service(_ wireProtocol: ServiceTraits.WireProtocol) -> TestService {
        var service = TestService(wireProtocol) { shapes in
            shapes.structure(
                "Output",
                [
                    "Me": shapes.to("Output"), "List": shapes.to("List"), "Map": shapes.to("Map"),
                    "Text": shapes.to("string"), "N": shapes.to("integer"), "F": shapes.to("float"),
                    "B": shapes.to("blob"), "T": shapes.to("timestamp"), "O": shapes.to("boolean"),
                    "Flat": shapes.to("Flat"), "Item": shapes.to("Attributes"), "Open": shapes.to("Open"),
                    "Type": shapes.to("string", .xmlAttribute, name: "x:type"),
                ])
            shapes.list("List", of: shapes.to("List"))
            shapes.list("Flat", of: shapes.to("Output", name: "F2"), .flattened)
            shapes.map("Map", shapes.to("string"), shapes.to("Map"), .flattened)
            shapes.structure("Open", [:], .document)
            shapes.attributeValues()
        }
        service.errors = ["E": "Output"]
        return service
    }

    @Test func `nesting without end is an error, not a crash`() {
        let depth = 100_000
        let JSON = [
            String(repeating: #"{"Me":"#, count: depth), #"{"List":"# + String(repeating: "[", count: depth),
            String(repeating: #"{"Map":"#, count: depth), #"{"Open":"# + String(repeating: "[", count: depth),
            #"{"Unknown":"# + String(repeating: "[", count: depth),
            #"{"Item":{"k":"# + String(repeating: #"{"L":["#, count: depth),
        ]
        for wireProtocol in [ServiceTraits.WireProtocol.json, .restJSON] {
            for body in JSON {
                #expect(throws: ProtocolError.self) { try service(wireProtocol).reply(Bytes(utf8: body)) }
            }
        }
        for element in ["<Me>", "<F2>", "<Map><value>", "<Unknown>", "<List>"] {
            let body = Bytes(utf8: "<a>" + String(repeating: element, count: depth))
            for wireProtocol in [ServiceTraits.WireProtocol.query, .ec2, .restXML] {
                #expect(throws: ProtocolError.self) { try service(wireProtocol).reply(body) }
            }
        }
        for item: [UInt8] in [[0xA1, 0x62, 0x4D, 0x65], [0xA1, 0x61, 0x5A], [0x81], [0x9F], [0xC1]] {
            let body = Bytes((0..<depth).flatMap { _ in item })
            #expect(throws: ProtocolError.self) { try service(.cbor).reply(body) }
        }
    }

    @Test func `lengths that promise too much take no memory`() {
        for head: [UInt8] in [[0x9B], [0xBB], [0x5B], [0x7B]] {
            let body = Bytes([0xA1, 0x64] + Array("List".utf8) + head + [UInt8](repeating: 0xFF, count: 7) + [0x7F])
            #expect(throws: ProtocolError.self) { try service(.cbor).reply(body) }
        }
    }

    @Test(arguments: ServiceTraits.WireProtocol.allCases)
    func `damaged responses give values or errors`(wireProtocol: ServiceTraits.WireProtocol) throws {
        let seeds: [String] = [
            #"{"Me":{"Text":"a\u00e9","N":1,"F":"NaN"},"List":[[]],"Map":{"k":{}},"B":"AQ==","T":1.5,"Item":{"a":{"M":{"b":{"N":"1"}}}}}"#,
            "<r><Me x:type='q' xmlns:x='u'><Text>a&#233;</Text><N>1</N></Me><F2><N>2</N></F2><Map><key>k</key><value/></Map>"
                + "<T>2015-01-02T03:04:05Z</T><B>AQ==</B><ResponseMetadata><RequestId>i</RequestId></ResponseMetadata></r>",
            "<ErrorResponse><Error><Code>E</Code><Message>m</Message><N>1</N></Error></ErrorResponse>",
            #"{"__type":"E","message":"m","N":1}"#,
        ]
        let cbor: [UInt8] =
            [0xA4, 0x62, 0x4D, 0x65, 0xA1, 0x61, 0x4E, 0x01, 0x64] + Array("Text".utf8) + [
                0x61, 0x61, 0x61, 0x54, 0xC1, 0x01,
            ]
            + [0x64] + Array("List".utf8) + [0x9F, 0x80, 0xFF]
        var random = SplitMix(state: 42)
        for seed in seeds.map({ Array($0.utf8) }) + [cbor] {
            for _ in 0..<400 {
                var bytes = seed
                for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                    let place = Int.random(in: bytes.indices, using: &random)
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                    case 1: bytes.remove(at: place)
                    case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                    default: bytes.removeLast(bytes.count - place)
                    }
                }
                for status in [200, 400] {
                    var service = service(wireProtocol)
                    service.options.dialect = Bool.random(using: &random) ? .smithy : .botocore
                    do { _ = try service.reply(Bytes(bytes), status: status) } catch is ProtocolError {}
                }
            }
        }
    }
}

/// A small generator whose numbers follow from its seed.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
