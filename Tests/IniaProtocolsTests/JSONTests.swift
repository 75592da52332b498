import IniaHTTP
import IniaPrimitives
import IniaProtocols
import IniaShapes
import Testing

@Suite struct JSONTests {
    private let service = TestService(.json) { shapes in
        for name in ["Input", "Output"] {
            shapes.structure(
                name,
                [
                    "Text": shapes.to("string", name: "text"), "Number": shapes.to("integer"),
                    "Ratio": shapes.to("double"), "When": shapes.to("timestamp"),
                    "Date": shapes.to("timestamp", format: .iso8601), "Data": shapes.to("blob"),
                    "List": shapes.to("Texts"), "Map": shapes.to("Numbers"), "Choice": shapes.to("Choice"),
                    "Open": shapes.to("Open"), "Item": shapes.to("Attributes"), "Child": shapes.to(name),
                    "Flag": shapes.to("boolean"),
                ])
        }
        shapes.attributeValues()
        shapes.map("Numbers", shapes.to("string"), shapes.to("integer"))
        shapes.structure("Choice", ["a": shapes.to("string"), "b": shapes.to("string")], .union)
        shapes.structure("Open", [:], .document)
    }

    @Test func `a request has its target, its type and Python's spelling of the members in the caller's order`() throws
    {
        let request = try service.request([
            "Number": 1, "Text": "é\"😀", "Ratio": 2.0, "When": 1.9, "Date": "2015-01-02T03:04:05.6Z", "Data": "é",
            "List": [], "Map": ["b": 1, "a": 2], "Child": ["Ratio": .float(.infinity)], "Open": ["x": [1, 1.5, nil]],
        ])
        #expect(
            request.headers.lines == ["X-Amz-Target: Service_20200101.Do", "Content-Type: application/x-amz-json-1.1"])
        #expect(
            try request.body.content.bytes.text
                == #"{"Number": 1, "text": "\u00e9\"\ud83d\ude00", "Ratio": 2.0, "When": 1, "#
                + #""Date": "2015-01-02T03:04:05.600000Z", "Data": "w6k=", "List": [], "Map": {"b": 1, "a": 2}, "#
                + #""Child": {"Ratio": "Infinity"}, "Open": {"x": [1, 1.5, null]}}"#)
    }

    @Test func `a body that is no JSON is an error, and in botocore's dialect a message that nobody reads`() throws {
        var service = service
        let bodies = [#"{"text": "t", "When": "no date"}"#, #"{"text": "t"#, " "]
        for body in bodies { #expect(throws: ProtocolError.self) { try service.output(body) } }
        service.options.dialect = .botocore
        #expect(throws: ProtocolError.self) { try service.output(bodies[0]) }
        for body in bodies.dropFirst() { #expect(try service.output(body) == []) }
    }

    @Test func `a scalar of another kind is kept as it was sent where it has no other meaning`() throws {
        var service = service
        #expect(
            try service.output(#"{"Number": "12", "Flag": {"a": 1}}"#)
                == .of(["Number": 12, "Flag": .document(.map([.init(key: "a", value: .integer(1))]))]))
        #expect(
            try service.output(#"{"Number": {"a": 1}, "Ratio": []}"#)
                == .of([
                    "Number": .document(.map([.init(key: "a", value: .integer(1))])), "Ratio": .document(.list([])),
                ]))
        service.options.dialect = .botocore
        #expect(try service.output(#"{"Number": "12", "Ratio": "1.5"}"#) == .of(["Number": "12", "Ratio": "1.5"]))
        #expect(try service.output(#"{"When": true}"#) == .of(["When": .timestamp(Timestamp(seconds: 1))]))
        #expect(try service.output(#"{"Ratio": "-Infinity"}"#) == .of(["Ratio": .float(-.infinity)]))
    }

    @Test func `null in a map is left out, and kept where it is sparse or botocore keeps it`() throws {
        var service = TestService(.json) { shapes in
            shapes.structure(
                "Output", ["Dense": shapes.to("Dense"), "Sparse": shapes.to("Sparse"), "Lists": shapes.to("Lists")])
            shapes.map("Dense", shapes.to("string"), shapes.to("integer"))
            shapes.map("Sparse", shapes.to("string"), shapes.to("integer"), .sparse)
            shapes.map("Lists", shapes.to("string"), shapes.to("List"))
            shapes.list("List", of: shapes.to("integer"))
        }
        let body = #"{"Dense": {"a": 1, "b": null}, "Sparse": {"b": null}, "Lists": {"a": [], "b": null}}"#
        #expect(try service.output(body) == .of(["Dense": ["a": 1], "Sparse": ["b": nil], "Lists": ["a": []]]))
        service.options.dialect = .botocore
        #expect(
            try service.output(body)
                == .of(["Dense": ["a": 1, "b": nil], "Sparse": ["b": nil], "Lists": ["a": []]]))
    }

    @Test func `an output without members may be anything`() throws {
        for wireProtocol in [ServiceTraits.WireProtocol.json, .restJSON] {
            let service = TestService(wireProtocol) { $0.structure("Output", [:]) }
            for body in ["", "null", "5", #""text""#, "[1]", #"{"a": 1}"#] { #expect(try service.output(body) == []) }
        }
        let service = TestService(.cbor) { $0.structure("Output", [:]) }
        for body: [UInt8] in [[], [0xF6], [0x05], [0x80], [0xA0]] {
            guard case .output(let output) = try service.reply(Bytes(body)) else {
                Issue.record("no output")
                continue
            }
            #expect(output.value.entries == [])
        }
    }

    @Test func `milliseconds are written where the service wants them`() throws {
        var service = service
        service.options.timestampPrecision = .milliseconds
        #expect(
            try service.body(["When": 1.9876, "Date": 1.5]) == #"{"When": 1.987, "Date": "1970-01-01T00:00:01.500Z"}"#)
    }

    @Test func `an operation without input sends an empty object, and a former query service says so`() throws {
        var service = TestService(.json) { _ in }
        service.traits.isQueryCompatible = true
        let request = try service.codec.serialize(nil, of: service.operation)
        #expect(try request.body.content.bytes == Bytes(utf8: "{}"))
        #expect(request.headers["x-amzn-query-mode"] == "true")
    }

    @Test func `attribute values go out and come back as an enum of their own`() throws {
        let item: Value = [
            "s": ["S": "x"], "n": ["N": "1.50"], "b": ["B": .blob([1])], "l": ["L": [["BOOL": true], ["NULL": true]]],
            "m": ["M": ["k": ["SS": ["a"]]]], "ns": ["NS": ["1"]], "bs": ["BS": [.blob([2])]],
        ]
        let text =
            #"{"s": {"S": "x"}, "n": {"N": "1.50"}, "b": {"B": "AQ=="}, "l": {"L": [{"BOOL": true}, {"NULL": true}]}, "#
            + #""m": {"M": {"k": {"SS": ["a"]}}}, "ns": {"NS": ["1"]}, "bs": {"BS": ["Ag=="]}}"#
        #expect(try service.body(["Item": item]) == #"{"Item": "# + text + "}")
        let attributes: Value = .map([
            MapEntry(key: "s", value: .attribute(.string("x"))), MapEntry(key: "n", value: .attribute(.number("1.50"))),
            MapEntry(key: "b", value: .attribute(.binary([1]))),
            MapEntry(key: "l", value: .attribute(.list([.boolean(true), .null(true)]))),
            MapEntry(key: "m", value: .attribute(.map([.init(key: "k", value: .strings(["a"]))]))),
            MapEntry(key: "ns", value: .attribute(.numbers(["1"]))),
            MapEntry(key: "bs", value: .attribute(.binaries([[2]]))),
        ])
        #expect(try service.output(#"{"Item": \#(text)}"#) == [MapEntry(key: "Item", value: attributes)])
        #expect(try service.bound(["Item": attributes])["Item"] == attributes)
    }

    @Test func `an attribute value of a type that is not known is told of, and the rest is kept`() throws {
        let output = try service.output(
            #"{"Item": {"new": {"X": {"S": "no"}}, "in": {"L": [{"X": 1}]}, "s": {"S": "x"}}}"#)
        #expect(
            output == [
                MapEntry(
                    key: "Item",
                    value: .map([
                        MapEntry(key: "new", value: ["SDK_UNKNOWN_MEMBER": ["name": "X"]]),
                        MapEntry(key: "in", value: ["L": [["SDK_UNKNOWN_MEMBER": ["name": "X"]]]]),
                        MapEntry(key: "s", value: .attribute(.string("x"))),
                    ]))
            ])
    }

    @Test func `an attribute value with a part of another kind keeps it as it was sent`() throws {
        let output = try service.output(
            #"{"Item": {"s": {"S": 5}, "in": {"L": [{"M": {"k": {"S": true}}}, {"N": "1"}]}, "n": {"N": "2"}}}"#)
        #expect(
            output == [
                MapEntry(
                    key: "Item",
                    value: .map([
                        MapEntry(key: "s", value: ["S": 5]),
                        MapEntry(key: "in", value: ["L": [["M": ["k": ["S": true]]], ["N": "1"]]]),
                        MapEntry(key: "n", value: .attribute(.number("2"))),
                    ]))
            ])
        for value in [#"{"S": "x"#, #"{"S": "x", "N": "1"}}}"#, #"{}}}"#] {
            #expect(throws: ProtocolError.self) { try service.output(#"{"Item": {"s": \#(value)"#) }
        }
    }

    @Test func `a payload that is no JSON is, in botocore's dialect, an object with a message`() throws {
        var service = TestService(.restJSON) { shapes in
            shapes.structure("Output", ["Choice": shapes.to("Choice")], rare: Traits.Rare(payload: "Choice"))
            shapes.structure("Choice", ["a": shapes.to("string")], .union)
        }
        service.options.dialect = .botocore
        let message: Value = ["SDK_UNKNOWN_MEMBER": ["name": "message"]]
        for body in ["no", #"{"a": "b"#, #"{"a": "b", "c": 1"#] {
            #expect(try service.output(body) == [MapEntry(key: "Choice", value: message)])
        }
        #expect(throws: ProtocolError.self) { try service.output("") }
    }

    @Test func `REST reads a whole number of any length from a text, and none that is not one`() throws {
        let service = TestService(.restJSON) { shapes in
            shapes.structure("Output", ["Number": shapes.to("long")])
        }
        #expect(try service.output(#"{"Number": " +12"}"#) == [MapEntry(key: "Number", value: 12)])
        #expect(
            try service.output(#"{"Number": "99999999999999999999"}"#)
                == [MapEntry(key: "Number", value: .document(.decimal("99999999999999999999")))])
        for number in [#""1.5""#, "NaN", "1e999"] {
            #expect(throws: ProtocolError.self) { try service.output(#"{"Number": \#(number)}"#) }
        }
    }

    private static let outputs: [(body: String, output: Value)] = [
        (#"{"text": "a", "Unknown": [{"x": 1}], "Number": null}"#, ["Text": "a"]),
        (#"{"Number": 1.0, "Ratio": 2, "Flag": false}"#, ["Number": 1, "Ratio": 2.0, "Flag": false]),
        (#"{"Ratio": "NaN!", "text": 5}"#, ["Ratio": "NaN!", "Text": 5]),
        (#"{"When": 1.5}"#, ["When": .timestamp(Timestamp(seconds: 1, nanoseconds: 500_000_000))]),
        (#"{"When": "Fri, 02 Jan 2015 03:04:05 GMT"}"#, ["When": .timestamp(Timestamp(seconds: 1_420_167_845))]),
        (#"{"List": ["a", null], "Map": {"k": 1}}"#, ["List": ["a", nil], "Map": ["k": 1]]),
        (#"{"Choice": {"__type": "x", "a": null, "b": "2"}}"#, ["Choice": ["b": "2"]]),
        (#"{"Choice": {"c": 1}}"#, ["Choice": ["SDK_UNKNOWN_MEMBER": ["name": "c"]]]),
        (#"{"Open": {"k": [1]}}"#, ["Open": .document(.map([.init(key: "k", value: .list([.integer(1)]))]))]),
        (#"{"Data": "AQI="}"#, ["Data": .blob([1, 2])]),
        (#"{"text": "a", "text": "b"}"#, ["Text": "b"]),
        (#"{"Flag": true, "text": "a"}"#, ["Flag": true, "Text": "a"]),
        ("", [:]), ("null", [:]), ("{}", [:]),
    ]

    @Test(arguments: outputs)
    func `output is read leniently, but for what it cannot mean`(body: String, output: Value) throws {
        #expect(try service.output(body) == .of(output))
    }

    @Test(arguments: [#"{"List": 1, "List": null}"#, #"{"List": ["a"], "\u004cist": null}"#])
    func `of a member that comes twice the last one counts, whatever the first was`(body: String) throws {
        #expect(try service.output(body) == .of([:]))
    }

    @Test(arguments: [
        "[]", #"{"Choice": {}}"#, #"{"Choice": {"a": "1", "b": "2"}}"#, #"{"When": "never"}"#, #"{"List": 1}"#, "{",
        #"{"List": null, "List": 1}"#, #"{"Data": "A"}"#, #"{"Item": {"k": {}}}"#, "{}}",
    ])
    func `what is not in the protocol is an error`(body: String) {
        #expect(throws: ProtocolError.self) { try service.output(body) }
    }
}

extension Body.Content {
    /// The bytes of a body in memory.
    var bytes: Bytes {
        get throws {
            guard case .bytes(let bytes) = self else { throw BodyError(.alreadyRead) }
            return bytes
        }
    }
}
