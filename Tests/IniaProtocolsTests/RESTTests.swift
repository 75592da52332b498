import IniaPrimitives
import IniaProtocols
import IniaShapes
import Testing

@Suite struct RESTTests {
    private func bound(_ wireProtocol: ServiceTraits.WireProtocol) -> TestService {
        var service = TestService(wireProtocol) { shapes in
            shapes.structure(
                "Input",
                [
                    "Bucket": shapes.to("string", at: .uri), "Key": shapes.to("string", at: .uri),
                    "Day": shapes.to("timestamp", name: "day", at: .querystring),
                    "Ids": shapes.to("Texts", name: "id", at: .querystring),
                    "More": shapes.to("Queries", at: .querystring), "Deep": shapes.to("boolean", at: .querystring),
                    "Since": shapes.to("timestamp", name: "If-Modified-Since", at: .header),
                    "Names": shapes.to("Texts", name: "X-Names", at: .header),
                    "Meta": shapes.to("Metadata", name: "x-meta-", at: .headers),
                    "JSON": shapes.to("string", .jsonValue, name: "X-JSON", at: .header),
                    "Body": shapes.to("string", name: "body"), "Kids": shapes.to("Kids"),
                ])
            shapes.list("Texts", of: shapes.to("string"))
            shapes.list("Kids", of: shapes.to("Kid", name: "Kid"))
            shapes.structure(
                "Kid", ["Type": shapes.to("string", .xmlAttribute, name: "xsi:type"), "ID": shapes.to("integer")],
                rare: Traits.Rare(xmlNamespace: Traits.XMLNamespace(uri: "http://ns/", prefix: "xsi")))
            shapes.map("Metadata", shapes.to("string"), shapes.to("string"))
            shapes.map("Queries", shapes.to("string"), shapes.to("Texts"))
        }
        service.method = "PUT"
        service.uri = "/{Bucket}/{Key+}?fixed&x=1"
        return service
    }

    @Test func `members go where the model binds them, in the caller's order`() throws {
        let request = try bound(.restJSON).request([
            "Key": "a b/c~é", "Bucket": "b/~", "Deep": false, "Ids": ["1", "2&"], "Day": 0, "More": ["m": ["x", "y"]],
            "Names": ["a", "b,\"c\""], "Since": 1.5, "Meta": ["K": "v"], "JSON": ["k": [1, "é"]], "Body": "t",
        ])
        #expect(request.path == "/b%2F~/a%20b/c~%C3%A9")
        #expect(
            request.queryText
                == "fixed&x=1&Deep=false&id=1&id=2%26&day=1970-01-01T00%3A00%3A00Z&m=x&m=y")
        #expect(
            request.headers.lines == [
                #"X-Names: a,"b,\"c\"""#, "If-Modified-Since: Thu, 01 Jan 1970 00:00:01 GMT", "x-meta-K: v",
                "X-JSON: eyJrIjpbMSwiXHUwMGU5Il19", "Content-Type: application/json",
            ])
        #expect(try request.body.content.bytes.text == #"{"body": "t"}"#)
    }

    @Test func `a body is an empty object only where some member could stand in it`() throws {
        #expect(try bound(.restJSON).body(["Bucket": "b", "Key": "k"]) == "{}")
        var service = TestService(.restJSON) { shapes in
            shapes.structure("Input", ["A": shapes.to("string", at: .header)])
        }
        service.method = "GET"
        let request = try service.request(["A": "x"])
        #expect(try request.body.content.bytes.isEmpty && request.headers.lines == ["A: x"])
    }

    @Test func `XML has namespaces and attributes, and no body where nothing is in it`() throws {
        #expect(
            try bound(.restXML).body(["Bucket": "b", "Key": "k", "Body": "<", "Kids": [["ID": 1, "Type": "t\""]]])
                == #"<Input><body>&lt;</body><Kids><Kid xmlns:xsi="http://ns/" xsi:type="t&quot;"><ID>1</ID></Kid></Kids></Input>"#
        )
        #expect(try bound(.restXML).body(["Bucket": "b", "Key": "k"]) == "")
    }

    @Test func `a name of the query wins over a map's, but in botocore's dialect`() throws {
        var service = bound(.restJSON)
        let input: Value = ["Bucket": "b", "Key": "k", "Ids": ["named"], "More": ["id": ["map"], "z": ["1"]]]
        #expect(try service.request(input).queryText == "fixed&x=1&id=named&z=1")
        service.options.dialect = .botocore
        #expect(try service.request(input).queryText == "fixed&x=1&id=map&z=1")
    }

    @Test(arguments: [
        ["Bucket": "b"] as Value, ["Bucket": "b", "Key": "k", "Meta": ["a": "x\r\ny"]],
        ["Bucket": "b", "Key": "k", "Meta": ["a b": "x"]],
    ])
    func `a missing label or a header of two lines is refused`(input: Value) {
        #expect(throws: ProtocolError.self) { try bound(.restJSON).request(input, isValidated: false) }
    }

    @Test func `a blob payload goes out as the caller's own body and comes back unread`() throws {
        var service = TestService(.restJSON) { shapes in
            shapes.structure("Input", ["Data": shapes.to("blob")], rare: Traits.Rare(payload: "Data"))
            shapes.structure(
                "Output", ["Data": shapes.to("blob"), "ETag": shapes.to("string", at: .header)],
                rare: Traits.Rare(payload: "Data"))
        }
        service.uri = "/"
        let body = Body(.file(path: "/f", offset: 0, count: nil))
        let request = try service.request(["Data": .body(body)])
        #expect(request.body == body && request.headers.lines == [])
        #expect(try service.codec.bodyUse(of: service.operation) == .stream)
        let output = try service.output("raw", headers: ["etag": "x"])
        #expect(output.map(\.key) == ["ETag", "Data"])
        guard case .body(let read) = output[1].value else { return #expect(Bool(false)) }
        #expect(try read.content.bytes == Bytes(utf8: "raw"))
    }

    private let output = { (wireProtocol: ServiceTraits.WireProtocol) in
        TestService(wireProtocol) { shapes in
            shapes.structure(
                "Output",
                [
                    "Status": shapes.to("integer", at: .statusCode),
                    "Count": shapes.to("integer", name: "X-N", at: .header),
                    "Flag": shapes.to("boolean", name: "X-F", at: .header),
                    "Names": shapes.to("Texts", name: "X-L", at: .header),
                    "Days": shapes.to("Days", name: "X-D", at: .header),
                    "Meta": shapes.to("Metadata", name: "X-Meta-", at: .headers),
                    "JSON": shapes.to("string", .jsonValue, name: "X-J", at: .header), "Body": shapes.to("string"),
                    "Number": shapes.to("integer"),
                ])
            shapes.list("Texts", of: shapes.to("string"))
            shapes.list("Days", of: shapes.to("timestamp"))
            shapes.map("Metadata", shapes.to("string"), shapes.to("string"))
        }
    }

    @Test func `headers and status are read as the model has them`() throws {
        let entries = try output(.restJSON).output(
            #"{"Body": "b", "Number": "12"}"#, status: 202,
            headers: [
                "x-n": " 7", "x-f": "TRUE", "x-l": #"a, "b, \"c\"" ,d"#, "x-meta-Key": "v", "X-META-other": "w",
                "x-d": "Fri, 02 Jan 2015 03:04:05 GMT, Fri, 02 Jan 2015 03:04:06 GMT", "x-j": "eyJrIjpbMV19",
            ])
        #expect(
            entries
                == .of([
                    "Status": 202, "Count": 7, "Flag": true, "Names": ["a", "b, \"c\"", "d"],
                    "Days": [
                        .timestamp(Timestamp(seconds: 1_420_167_845)), .timestamp(Timestamp(seconds: 1_420_167_846)),
                    ], "Meta": ["Key": "v", "other": "w"],
                    "JSON": .document(.map([.init(key: "k", value: .list([.integer(1)]))])), "Body": "b", "Number": 12,
                ]))
    }

    @Test(arguments: [CodecOptions.Dialect.smithy, .botocore])
    func `the comma within a date is none between dates`(dialect: CodecOptions.Dialect) throws {
        var service = output(.restJSON)
        service.options.dialect = dialect
        let dates = "Fri, 02 Jan 2015 03:04:05 GMT,Fri, 02 Jan 2015 03:04:06 GMT"
        let entries = try service.output("{}", headers: ["x-d": dates, "x-l": #""a",b"#])
        let texts: Value = dialect == .smithy ? ["a", "b"] : [#""a""#, "b"]
        let times = [1_420_167_845, 1_420_167_846].map { Value.timestamp(Timestamp(seconds: $0)) }
        #expect(entries == .of(["Status": 200, "Names": texts, "Days": .list(times), "Meta": [:]]))
    }

    @Test func `a list in a header is read in the time of its length`() throws {
        let item = String(repeating: " ", count: 100_000) + "x" + String(repeating: "\"", count: 100_000)
        let entries = try output(.restJSON).output("{}", headers: ["x-l": item])
        #expect(entries == .of(["Status": 200, "Names": [.string(String(item.dropFirst(100_000)))], "Meta": [:]]))
    }

    @Test func `a map of headers is there even where none is`() throws {
        #expect(try output(.restXML).output("") == .of(["Status": 200, "Meta": [:]]))
    }

    @Test(arguments: [("x-n", "seven"), ("x-j", "!"), ("x-d", "never")])
    func `a header that cannot be read is an error`(name: String, value: String) {
        #expect(throws: ProtocolError.self) {
            try output(.restJSON).output("{}", headers: HeaderList(dictionaryLiteral: (name, value)))
        }
    }

    @Test func `a host prefix is filled in, and refuses what cannot stand in a host`() throws {
        var service = TestService(.restJSON) { shapes in
            shapes.structure("Input", ["AccountId": shapes.to("string", .hostLabel)], required: ["AccountId"])
        }
        service.operationTraits.hostPrefix = "{AccountId}.data-"
        #expect(try service.request(["AccountId": "12-a.B"]).hostPrefix == "12-a.B.data-")
        let error = #expect(throws: ProtocolError.self) { try service.request(["AccountId": "a_b"]) }
        #expect(
            error?.validation?.problems.map(\.text) == [
                "Invalid value for parameter(s): AccountId. Must contain only alphanumeric characters, hyphen, or period."
            ])
        #expect(throws: ProtocolError.self) { try service.request(["AccountId": ""]) }
    }
}
