import IniaPrimitives
import IniaProtocols
import IniaShapes
import Testing

@Suite struct QueryTests {
    private static func service(_ wireProtocol: ServiceTraits.WireProtocol) -> TestService {
        TestService(wireProtocol) { shapes in
            shapes.structure(
                "Input",
                [
                    "Name": shapes.to("string", name: "name"), "Flag": shapes.to("boolean"),
                    "Ratio": shapes.to("double"), "When": shapes.to("timestamp"), "Data": shapes.to("blob"),
                    "List": shapes.to("List"), "Named": shapes.to("Named"), "Flat": shapes.to("Flat"),
                    "Renamed": shapes.to("Renamed"), "Map": shapes.to("Map"), "FlatMap": shapes.to("FlatMap"),
                    "Child": shapes.to("Child", rare: Traits.Rare(queryName: "kid")),
                ])
            shapes.structure("Child", ["Deep": shapes.to("Flat", name: "deep")])
            shapes.list("List", of: shapes.to("string"))
            shapes.list("Named", of: shapes.to("string", name: "item"))
            shapes.list("Flat", of: shapes.to("string"), .flattened)
            shapes.list("Renamed", of: shapes.to("string", name: "Element"), .flattened)
            shapes.map("Map", shapes.to("string"), shapes.to("integer"))
            shapes.map("FlatMap", shapes.to("string", name: "K"), shapes.to("integer", name: "V"), .flattened)
            shapes.structure(
                "Output",
                [
                    "Name": shapes.to("string"), "Count": shapes.to("integer"), "List": shapes.to("List"),
                    "Flat": shapes.to("Flat"), "Renamed": shapes.to("Renamed"), "Map": shapes.to("Map"),
                    "FlatMap": shapes.to("FlatMap"), "Flag": shapes.to("boolean"), "When": shapes.to("timestamp"),
                ],
                rare: wireProtocol == .query ? Traits.Rare(resultWrapper: "DoResult") : nil)
            shapes.structure("Gone", ["Message": shapes.to("string"), "Name": shapes.to("string")], .exception)
        }
    }

    private let query = service(.query)
    private let ec2 = service(.ec2)

    @Test func `query spells the way to each value, with empty lists said and empty maps not`() throws {
        #expect(
            try query.body(["Name": "", "Flag": true]) == "Action=Do&Version=2020-01-01&name=&Flag=true")
        #expect(
            try query.body([
                "List": ["a b", "é"], "Named": ["x"], "Flat": ["y"], "Renamed": ["z"], "Map": ["k": 1],
                "FlatMap": ["k": 2], "Child": ["Deep": ["d"]],
            ])
                == "Action=Do&Version=2020-01-01&List.member.1=a+b&List.member.2=%C3%A9&Named.item.1=x&Flat.1=y"
                + "&Element.1=z&Map.entry.1.key=k&Map.entry.1.value=1&FlatMap.1.K=k&FlatMap.1.V=2&Child.deep.1=d")
        #expect(
            try query.body(["List": [], "Flat": [], "Map": [:], "Ratio": 1.0, "When": 0.5, "Data": .blob([255])])
                == "Action=Do&Version=2020-01-01&List=&Flat=&Ratio=1.0&When=1970-01-01T00%3A00%3A00.500000Z&Data=%2Fw%3D%3D"
        )
    }

    @Test func `ec2 numbers every list and capitalizes names, unless they have one for it`() throws {
        #expect(
            try ec2.body([
                "Name": "n", "List": ["a"], "Named": ["x"], "Renamed": [], "Child": ["Deep": ["d"]],
            ]) == "Action=Do&Version=2020-01-01&Name=n&List.1=a&Named.1=x&kid.Deep.1=d")
    }

    @Test func `a wrapped result is found, and the response's own facts beside it`() throws {
        let body = """
            <?xml version="1.0"?><DoResponse xmlns="http://x/"><DoResult><Name>a&amp;b</Name><Count>7</Count>
            <List><member>1</member><other>2</other></List><Flat>x</Flat><Renamed>no</Renamed><Flat>y</Flat>
            <Element>z</Element><Map><entry><key>k</key><value>1</value></entry></Map><FlatMap><K>q</K><V>2</V></FlatMap>
            <Flag>true</Flag><When>2015-01-02T03:04:05Z</When><Name>second</Name><New/></DoResult>
            <ResponseMetadata><RequestId>id</RequestId><BoxUsage>0.1</BoxUsage></ResponseMetadata></DoResponse>
            """
        guard case .output(let output) = try query.reply(Bytes(utf8: body)) else { return #expect(Bool(false)) }
        #expect(
            output.value.entries.map { MapEntry(key: $0.key, value: $0.value.plain) }
                == .of([
                    "Name": "a&b", "Count": 7, "List": ["1", "2"], "Flat": ["x", "y"], "Renamed": ["no", "z"],
                    "Map": ["k": 1], "FlatMap": ["q": 2], "Flag": true,
                    "When": .timestamp(Timestamp(seconds: 1_420_167_845)),
                ]))
        #expect(
            output.identity
                == ReplyIdentity(requestID: "id", further: [MapEntry(key: "BoxUsage", value: "0.1")]))
    }

    @Test func `ec2 has the members and the request's id side by side`() throws {
        let body = "<DoResponse><requestId>id</requestId><Name>n</Name><List/></DoResponse>"
        guard case .output(let output) = try ec2.reply(Bytes(utf8: body)) else { return #expect(Bool(false)) }
        #expect(output.value.entries == .of(["Name": "n", "List": []]))
        #expect(output.identity == ReplyIdentity(requestID: "id"))
    }

    @Test func `an error's members, code, fault and the rest of its response are kept`() throws {
        var query = query
        query.errors = ["Gone": "Gone"]
        let error = try #require(
            try query.failure(
                "<ErrorResponse><Error><Type>Sender</Type><Code>Gone</Code><Message>m</Message><Name>n</Name></Error>"
                    + "<RequestId>id</RequestId><More>1</More></ErrorResponse>"))
        #expect((error.code, error.message, error.type) == ("Gone", "m", "Sender"))
        #expect(error.shape?.name == "Gone" && error.identity.requestID == "id")
        #expect(error.fields == .of(["More": "1", "Message": "m", "Name": "n"]))
    }

    @Test(arguments: ["<DoResponse><DoResult><Name>n", "<DoResponse", " ", "no XML"])
    func `XML that breaks off is an error of parsing`(body: String) throws {
        for service in [query, ec2] {
            let error = #expect(throws: ProtocolError.self) { try service.reply(Bytes(utf8: body)) }
            #expect(error?.code == .malformedResponse)
        }
    }

    @Test func `of an element that comes twice the first counts, whatever came between`() throws {
        let service = TestService(.query) { shapes in
            let text = shapes.to("string")
            shapes.structure("Output", ["A": text, "B": text, "C": text, "D": text])
        }
        let names = ["D", "B", "C", "D", "B", "A", "D"]
        let body = names.enumerated().map { "<\($1)>\($0)</\($1)>" }.joined()
        #expect(
            try service.output("<DoResponse>\(body)</DoResponse>") == .of(["D": "0", "B": "1", "C": "2", "A": "5"]))
    }

    @Test func `ec2's errors stand one deeper`() throws {
        let error = try #require(
            try ec2.failure(
                "<Response><Errors><Error><Code>C</Code><Message/></Error></Errors><RequestID>id</RequestID></Response>"
            ))
        #expect((error.code, error.message, error.identity.requestID) == ("C", nil, "id"))
    }

    @Test(arguments: ["", "<DoResponse/>", "<DoResponse><DoResult>", "x"])
    func `a response without its result is an error`(body: String) {
        var query = query
        query.options.dialect = .botocore
        #expect(throws: ProtocolError.self) { try query.output(body) }
    }
}
