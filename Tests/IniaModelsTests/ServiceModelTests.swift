import IniaPrimitives
import IniaShapes
import Testing

@testable import IniaModels

@Suite struct ServiceModelTests {
    @Test func `the service's traits are read`() throws {
        let model = try model(
            metadata: """
                "apiVersion":"2020-01-01","endpointPrefix":"e","protocol":"json",\
                "protocols":["smithy-rpc-v2-cbor","json","new"],"jsonVersion":"1.1","serviceId":"My Service",\
                "serviceFullName":"My Full","serviceAbbreviation":"My","signatureVersion":"v4","signingName":"sign",\
                "targetPrefix":"T","xmlNamespace":"urn:x","awsQueryCompatible":{},"globalEndpoint":"g.com",\
                "auth":["aws.auth#sigv4"],"protocolSettings":{"h2":"eventstream"},"other":[1],\
                "clientContextParams":{"Flag":{"type":"boolean"},"Name":{"type":"string"}}
                """)
        let traits = model.traits
        #expect(traits.apiVersion == "2020-01-01" && traits.endpointPrefix == "e")
        #expect(traits.protocols == [.cbor, .json] && traits.preferredProtocol == .json)
        #expect(traits.jsonVersion == "1.1" && traits.targetPrefix == "T")
        #expect(traits.serviceID == "My Service" && traits.fullName == "My Full" && traits.abbreviation == "My")
        #expect(traits.signatureVersion == "v4" && traits.signingName == "sign")
        #expect(traits.xmlNamespace == .init(uri: "urn:x") && traits.isQueryCompatible)
        #expect(traits.globalEndpoint == "g.com" && traits.authSchemes == ["aws.auth#sigv4"])
        #expect(traits.http2 == "eventstream")
        #expect(
            model.clientContextParameters == [
                .init(name: "Flag", type: "boolean"), .init(name: "Name", type: "string"),
            ])
    }

    @Test func `a service of one protocol has it from the older key`() throws {
        #expect(try model(metadata: "\"protocol\":\"query\"").traits.protocols == [.query])
        #expect(try model(metadata: "\"protocol\":\"unheard-of\"").traits.protocols == [])
    }

    @Test func `an operation's binding and traits are read`() throws {
        let operation = try model(
            """
            {"operation":"Do","http":{"method":"PUT","requestUri":"/{A}"},\
            "input":{"shape":"In","locationName":"Root","xmlNamespace":{"uri":"urn:y","prefix":"p"}},"output":"Out",\
            "errors":["E1","E2"],"endpoint":{"hostPrefix":"{A}."},"auth":["smithy.api#noAuth"],"authtype":"none",\
            "unsignedPayload":true,"staticContextParams":{"P":{"value":true}},\
            "operationContextParams":{"Q":{"path":"keys(A)"}},\
            "httpChecksum":{"requestChecksumRequired":true,"requestAlgorithmMember":"Alg",\
            "requestValidationModeMember":"Mode","responseAlgorithms":["CRC32","SHA256"]},\
            "httpChecksumRequired":true,"requestcompression":{"encodings":["gzip"]},\
            "endpointdiscovery":{"required":true},"endpointoperation":true,"idempotent":true,"readonly":true,\
            "deprecated":true,"unknown":{"a":[]}}
            """
        ).operation("Do")
        #expect(operation.name == "Do" && operation.method == "PUT" && operation.requestURI == "/{A}")
        #expect(operation.input?.target == "In" && operation.input?.traits.locationName == "Root")
        #expect(operation.input?.traits.rare?.xmlNamespace == .init(uri: "urn:y", prefix: "p"))
        #expect(operation.output?.target == "Out" && operation.errors == ["E1", "E2"])
        let traits = operation.traits
        #expect(traits.hostPrefix == "{A}." && traits.authSchemes == ["smithy.api#noAuth"])
        #expect(traits.authType == "none" && traits.hasUnsignedPayload)
        #expect(traits.staticContextParameters == [.init(key: "P", value: .boolean(true))])
        #expect(traits.operationContextParameters.map(\.name) == ["Q"])
        #expect(traits.operationContextParameters.map(\.path) == ["keys(A)"])
        var checksum = OperationTraits.Checksum()
        checksum.isRequestRequired = true
        checksum.requestAlgorithmMember = "Alg"
        checksum.requestValidationModeMember = "Mode"
        checksum.responseAlgorithms = ["crc32", "sha256"]
        #expect(traits.checksum == checksum && traits.isChecksumRequired)
        #expect(traits.requestCompression == ["gzip"] && traits.endpointDiscoveryIsRequired == true)
        #expect(traits.isEndpointOperation && traits.isIdempotent && traits.isReadOnly && traits.isDeprecated)
    }

    @Test func `an operation that says nothing posts to the root`() throws {
        let operation = try model("{\"operation\":\"Do\",\"endpointdiscovery\":{}}").operation("Do")
        #expect(operation.method == "POST" && operation.requestURI == "/")
        #expect(operation.input == nil && operation.output == nil && operation.errors == [])
        #expect(operation.traits.endpointDiscoveryIsRequired == false)
    }

    @Test func `a structure's members keep their order, names and demands`() throws {
        let shape = try model(
            """
            {"shape":"S","type":"structure","required":["C","A"],"members":{"C":"T",\
            "B":{"shape":"T","locationName":"b","location":"querystring"},"A":"T"},"payload":"B","union":true}
            {"shape":"T","type":"string","min":3,"pattern":"x","sensitive":true}
            """
        ).shape(named: "S")
        let members = try #require(shape.members)
        #expect(shape.kind == .structure && shape.traits.contains(.union) && shape.traits.rare?.payload == "B")
        #expect(members.map(\.name) == ["C", "B", "A"] && members.map(\.index) == [0, 1, 2])
        #expect(members.map(\.isRequired) == [true, false, true])
        #expect(members.map(\.wireName) == ["C", "b", "A"] && members["B"]?.location == .querystring)
        let target = try #require(try members["B"]?.shape)
        #expect(target.kind == .string && target.traits.minimum == 3 && target.traits.contains(.sensitive))
        #expect(target.traits.rare?.pattern == "x" && target.traits.locationName == "b")
    }

    @Test func `lists and maps refer to what they hold`() throws {
        let model = try model(
            """
            {"shape":"L","type":"list","member":{"shape":"T","locationName":"item"},"flattened":true,"sparse":true}
            {"shape":"M","type":"map","key":{"shape":"T","locationName":"k"},"value":"T"}
            {"shape":"T","type":"timestamp","timestampFormat":"rfc822"}
            """)
        let list = try model.shape(named: "L")
        #expect(list.kind == .list && list.traits.contains([.flattened, .sparse]))
        #expect(try list.elementShape.traits.locationName == "item")
        let map = try model.shape(named: "M")
        #expect(map.kind == .map && map.key?.traits.locationName == "k")
        #expect(try map.elementShape === model.shape(named: "T"))
        #expect(try map.elementShape.traits.timestampFormat == .rfc822)
    }

    @Test(arguments: [
        ("integer", Shape.Kind.integer), ("byte", .integer), ("short", .integer), ("long", .long), ("float", .float),
        ("biginteger", .long), ("double", .double), ("bigdecimal", .double), ("boolean", .boolean), ("blob", .blob),
        ("character", .string), ("string", .string),
    ])
    func `every type of the models has a kind`(type: String, kind: Shape.Kind) throws {
        #expect(try model("{\"shape\":\"S\",\"type\":\"\(type)\"}").shape(named: "S").kind == kind)
    }

    @Test func `errors are found by their codes`() throws {
        let model = try model(
            """
            {"code":"Wire.Code","shape":"E"}
            {"shape":"E","type":"structure","members":{},"exception":true,"fault":true,\
            "retryable":{"throttling":true},"error":{"code":"Wire.Code","httpStatusCode":429,"senderFault":true}}
            """)
        let shape = try #require(try model.errorShape(code: "Wire.Code"))
        #expect(shape.name == "E" && shape.errorCode == "Wire.Code" && shape.traits.rare?.errorStatus == 429)
        #expect(shape.traits.contains([.exception, .fault, .retryable, .throttling]))
        #expect(shape.traits.rare?.isSenderFault == true)
        #expect(try model.errorShape(code: "E") == nil)
        #expect(model.errorCodes == ["Wire.Code"])
    }

    @Test func `a shape and an operation are read once, and shapes may hold themselves`() throws {
        let model = try model(
            """
            {"operation":"Do","input":"S"}
            {"shape":"S","type":"structure","members":{"Again":"S","List":"L"}}
            {"shape":"L","type":"list","member":"S"}
            """)
        let shape = try model.shape(named: "S")
        #expect(try model.operation("Do") === model.operation("Do"))
        #expect(try model.operation("Do").input?.shape === shape)
        #expect(try shape.members?["Again"]?.shape === shape)
        #expect(try shape.members?["List"]?.shape.elementShape === shape)
    }

    @Test func `the member that is a stream of events is known without its shape`() throws {
        let operation = try model(
            """
            {"operation":"Do","output":"S"}
            {"shape":"S","type":"structure","members":{"A":"Missing","E":{"shape":"Events","eventstream":true}}}
            """
        ).operation("Do")
        #expect(try operation.outputEvents?.name == "E")
        #expect(try operation.inputEvents == nil)
    }

    @Test func `unknown names are errors with suggestions`() throws {
        let model = try model("{\"operation\":\"GetThing\"}\n{\"operation\":\"PutThing\"}")
        let error = #expect(throws: ModelError.self) { try model.operation("get_thing") }
        #expect(error?.code == .unknownOperation && error?.suggestions.first == "GetThing")
        #expect(#expect(throws: ModelError.self) { try model.shape(named: "X") }?.code == .unknownShape)
        #expect(#expect(throws: ModelError.self) { try model.paginator("GetThing") }?.code == .unknownPaginator)
        #expect(#expect(throws: ModelError.self) { try model.waiter("Done") }?.code == .unknownWaiter)
        #expect(try model.paginatorNames == [] && model.waiterNames == [])
        #expect(try model.rules == nil && model.resources == nil)
    }

    @Test(arguments: [
        "{\"shape\":\"S\"}", "{\"shape\":\"S\",\"type\":\"unheard-of\"}", "{\"shape\":\"S\",\"type\":7}",
        "{\"shape\":\"S\",\"type\":\"list\",\"member\":{}}", "{\"shape\":\"S\",\"type\":\"structure\",\"members\":[]}",
        "{\"shape\":\"S\",\"type\":\"string\",\"sensitive\":\"yes\"}", "{\"shape\":\"S\",\"type\":\"string\"",
    ])
    func `a malformed shape is an error that names it`(line: String) throws {
        let model = try model(line)
        let error = #expect(throws: ModelError.self) { try model.shape(named: "S") }
        #expect(error?.code == .malformed)
        #expect(error?.message.hasPrefix("test, line 2 (shape S)") == true)
    }

    @Test func `lines without the service's metadata are no service`() {
        let error = #expect(throws: ModelError.self) {
            try ServiceModel(name: "other", service: ModelLines("{\"metadata\":\"test\"}\n", origin: "test"))
        }
        #expect(error?.code == .malformed)
    }

    @Test func `paginators and waiters are read from their own lines`() throws {
        let model = try ServiceModel(
            name: "test", service: ModelLines("{\"metadata\":\"test\"}\n", origin: "test"),
            paginators: ModelLines(
                """
                {"paginator":"List","input_token":["A","B"],"output_token":"C || D","result_key":"R",\
                "limit_key":"Max","more_results":"More","non_aggregate_keys":["N"]}
                """, origin: "paginators"),
            waiters: ModelLines(
                """
                {"waiter":"Ready","delay":5,"operation":"Get","maxAttempts":20,"acceptors":[\
                {"matcher":"pathAll","state":"success","argument":"A[].B","expected":"x"},\
                {"matcher":"error","state":"retry","expected":false}]}
                {"waiter":"Wrong","acceptors":[{"matcher":"unheard-of","state":"success"}]}
                """, origin: "waiters"))
        var paginator = PaginatorModel()
        paginator.name = "List"
        paginator.inputTokens = ["A", "B"]
        paginator.outputTokens = ["C || D"]
        paginator.resultKeys = ["R"]
        paginator.limitKey = "Max"
        paginator.moreResults = "More"
        paginator.nonAggregateKeys = ["N"]
        #expect(try model.paginator("List") == paginator)
        var waiter = WaiterModel()
        waiter.name = "Ready"
        waiter.operation = "Get"
        waiter.delay = .seconds(5)
        waiter.maximumAttempts = 20
        waiter.acceptors = [
            .init(state: .success, matcher: .pathAll, argument: "A[].B", expected: .string("x")),
            .init(state: .retry, matcher: .error, expected: .boolean(false)),
        ]
        #expect(try model.waiter("Ready") == waiter)
        #expect(try model.waiterNames == ["Ready", "Wrong"])
        #expect(#expect(throws: ModelError.self) { try model.waiter("Wrong") }?.code == .malformed)
    }

    @Test func `rules are read by their numbers`() throws {
        let rules = ModelLines(
            """
            {"rule":"00000","conditions":[],"rules":[1],"type":"tree"}
            {"rule":"00001","conditions":[],"error":"no","type":"error"}
            {"ruleset":"1.0","parameters":{"Region":{"type":"string"}}}
            """, origin: "rules")
        let model = try ServiceModel(
            name: "test", service: ModelLines("{\"metadata\":\"test\"}\n", origin: "test"), rules: rules)
        let found = try #require(try model.rules)
        #expect(try found.parameters()["Region"]?["type"] == .string("string"))
        #expect(try found.rule(0)["rules"] == .list([.integer(1)]))
        #expect(try found.rule(1)["error"] == .string("no"))
        #expect(#expect(throws: ModelError.self) { try found.rule(2) }?.code == .malformed)
        #expect(#expect(throws: ModelError.self) { try found.rule(-1) }?.code == .malformed)
    }

    /// A model of these lines, whose first is the metadata.
    private func model(_ lines: String = "", metadata: String = "\"protocol\":\"json\"") throws -> ServiceModel {
        let all = ["{\"metadata\":\"test\",\(metadata)}"] + lines.split(separator: "\n").map(String.init)
        let sorted = all.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return try ServiceModel(
            name: "test", service: ModelLines(Bytes(utf8: sorted.joined(separator: "\n")), origin: "test"))
    }
}
