import IniaPrimitives
import IniaProtocols
import IniaShapes
import Testing

@Suite struct FailureTests {
    private func service(_ wireProtocol: ServiceTraits.WireProtocol) -> TestService {
        var service = TestService(wireProtocol) { shapes in
            shapes.structure(
                "NotFound",
                [
                    "message": shapes.to("string"), "Name": shapes.to("string"),
                    "Retry": shapes.to("integer", name: "X-Retry", at: .header),
                ], .exception)
        }
        service.errors = ["NotFound": "NotFound"]
        return service
    }

    private static let JSON: [(body: String, headers: HeaderList, code: String, message: String?)] = [
        (#"{"__type": "com.x#NotFound:http://y/", "message": "m"}"#, [:], "NotFound", "m"),
        (#"{"__type": "NotFound", "Message": "m"}"#, [:], "NotFound", "m"),
        (#"{"message": null}"#, ["x-amzn-errortype": "a#NotFound:b"], "NotFound", nil),
        (#"{"code": "NotFound"}"#, [:], "NotFound", ""),
        ("no JSON", [:], "400", "no JSON"), ("", [:], "400", ""), (#"{"message": {"a": 1}}"#, [:], "400", #"{"a":1}"#),
    ]

    @Test(arguments: JSON)
    func `JSON's errors name themselves in many ways`(
        body: String, headers: HeaderList, code: String, message: String?
    ) throws {
        for wireProtocol in [ServiceTraits.WireProtocol.json, .restJSON] {
            let error = try #require(try service(wireProtocol).failure(body, headers: headers))
            #expect((error.code, error.message) == (code, message))
            #expect((error.shape?.name) == (code == "NotFound" ? "NotFound" : nil))
        }
    }

    @Test func `botocore's dialect knows of fewer ways`() throws {
        var service = service(.json)
        service.options.dialect = .botocore
        #expect(try service.failure(#"{"code": "NotFound"}"#)?.code == "400")
        #expect(try service.failure("{}", headers: ["x-amzn-errortype": "NotFound"])?.code == "400")
    }

    @Test func `a former query service's code takes the place of the present one`() throws {
        let error = try #require(
            try service(.json).failure(
                #"{"__type": "x#NotFound"}"#, headers: ["x-amzn-query-error": "Old.NotFound;Sender"]))
        #expect((error.code, error.type, error.queryErrorCode) == ("Old.NotFound", "Sender", "NotFound"))
        #expect(try service(.json).failure(#"{"__type": "A"}"#, headers: ["x-amzn-query-error": "Old"])?.code == "A")
    }

    @Test func `a modelled error's members come from body and headers`() throws {
        let error = try #require(
            try service(.restJSON).failure(
                #"{"message": "m", "Name": "n"}"#, headers: ["x-amzn-errortype": "NotFound", "x-retry": "3"]))
        #expect(error.fields == .of(["Retry": 3, "message": "m", "Name": "n"]))
    }

    @Test(arguments: [CodecOptions.Dialect.smithy, .botocore])
    func `an error is told of where its body breaks off`(dialect: CodecOptions.Dialect) throws {
        var service = service(.restJSON)
        service.options.dialect = dialect
        let error = try service.failure(#"{"message": "wen"#, status: 404, headers: ["x-amzn-errortype": "a#NotFound"])
        #expect((error?.code, error?.message, error?.shape?.name) == ("NotFound", #"{"message": "wen"#, "NotFound"))
    }

    @Test func `members that cannot be read do not hide the error, but in botocore's dialect`() throws {
        var service = service(.restJSON)
        let headers: HeaderList = ["x-amzn-errortype": "NotFound", "x-retry": "soon"]
        let error = try service.failure(#"{"message": "m"}"#, headers: headers)
        #expect((error?.code, error?.message, error?.fields) == ("NotFound", "m", []))
        service.options.dialect = .botocore
        #expect(throws: ProtocolError.self) { try service.failure(#"{"message": "m"}"#, headers: headers) }
    }

    @Test func `a query response that tells of no error has its metadata all the same`() throws {
        var service = service(.query)
        service.options.dialect = .botocore
        let body = "<R><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata><Name>n</Name></R>"
        let error = try service.failure(body)
        #expect((error?.code, error?.identity.requestID, error?.fields) == (nil, "id", .of(["Name": "n"])))
    }

    @Test func `the id of a request is taken from wherever an XML error has it`() throws {
        for body in [
            "<E><RequestId>id</RequestId></E>", "<E><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></E>",
            "<E><ResponseMetadata><RequestId>no</RequestId></ResponseMetadata><RequestId>id</RequestId></E>",
        ] {
            let error = try service(.restXML).failure(body)
            #expect((error?.identity.requestID, error?.fields) == ("id", []))
        }
    }

    @Test func `null in a CBOR error is as if it were not there`() throws {
        let type = [UInt8(0x66)] + Array("__type".utf8) + [0xF6]
        let body = Bytes(
            [0xA3] + type + [0x67] + Array("message".utf8) + [0xF7, 0x67] + Array("Message".utf8) + [0x61, 0x6D])
        guard case .failure(let error) = try service(.cbor).reply(body, status: 404) else {
            Issue.record("no failure")
            return
        }
        #expect((error.code, error.message) == ("404", "m"))
    }

    @Test func `a response of status 300 or more is a failure`() throws {
        #expect(try service(.json).failure("{}", status: 299) == nil)
        #expect(try service(.json).failure("{}", status: 300)?.code == "300")
        #expect(try service(.json).failure("{}", status: 301)?.code == "301")
    }

    @Test(arguments: ["", "  \n", "<html><body>no</body></html>"])
    func `a server's failure without a word of the service has the status for a code`(body: String) throws {
        for wireProtocol in ServiceTraits.WireProtocol.allCases {
            let error = try #require(try service(wireProtocol).failure(body, status: 503))
            #expect((error.code, error.message) == ("503", "Service Unavailable"))
        }
    }

    @Test func `S3's bare errors and the wrapped ones of others are both read`() throws {
        let bare = try #require(
            try service(.restXML).failure(
                "<Error><Code>NotFound</Code><Message>m</Message><Name>n</Name><RequestId>r</RequestId></Error>",
                headers: ["x-amz-request-id": "id", "x-amz-id-2": "host"]))
        #expect((bare.code, bare.message) == ("NotFound", "m"))
        #expect(bare.identity == ReplyIdentity(requestID: "id", hostID: "host"))
        #expect(bare.fields == .of(["Name": "n"]) && bare.details == .of(["Name": "n"]))
        let wrapped = try #require(
            try service(.restXML).failure(
                "<ErrorResponse xmlns='x'><Error><Code>NotFound</Code><Name>n</Name></Error><RequestId>id</RequestId></ErrorResponse>"
            ))
        #expect((wrapped.code, wrapped.message, wrapped.identity.requestID) == ("NotFound", "", "id"))
        #expect(wrapped.fields == .of(["Name": "n"]))
        #expect(try service(.restXML).failure("", status: 404)?.message == "Not Found")
        #expect(try service(.restXML).failure("<Error><Code>", status: 404)?.code == "404")
    }

    @Test(arguments: [ServiceTraits.WireProtocol.query, .ec2, .cbor])
    func `a refusal by somebody else is told by its status, but in botocore's dialect`(
        wireProtocol: ServiceTraits.WireProtocol
    ) throws {
        var service = service(wireProtocol)
        #expect(try service.failure("<html><p>", status: 403)?.code == "403")
        service.options.dialect = .botocore
        #expect(throws: ProtocolError.self) { try service.failure("<html><p>", status: 403) }
    }
}
