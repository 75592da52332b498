import IniaHost
import IniaPrimitives
import IniaShapes
import Testing

@testable import IniaModels

@Suite struct EmbeddedServiceTests {
    private let one = EmbeddedService(
        "one", apiVersion: "2021",
        service: #"""
            {"code":"Gone","shape":"Gone"}
            {"metadata":"one","apiVersion":"2021","endpointPrefix":"one","serviceId":"One"}
            {"operation":"Get","http":{"method":"GET","requestUri":"/\\a#b"},"output":"Out"}
            {"shape":"Gone","type":"structure","members":{},"exception":true}
            {"shape":"Out","type":"structure","members":{"Name":"String"}}
            {"shape":"String","type":"string"}
            """#,
        paginators: #"{"paginator":"Get","limit_key":"Max"}"#,
        endpoints: #"{"service":"a/one","endpoints":{"here":{}}}"#)

    @Test func `a compiled-in service is read from its text`() throws {
        let model = try one.model()
        #expect(model.name == "one" && model.traits.serviceID == "One")
        #expect(model.operationNames == ["Get"] && model.shapeNames == ["Gone", "Out", "String"])
        #expect(try model.operation("Get").requestURI == #"/\a#b"#)
        #expect(try model.operation("Get").output?.shape.members?["Name"]?.shape.kind == .string)
        #expect(try model.errorShape(code: "Gone")?.name == "Gone")
        #expect(try model.paginator("Get").limitKey == "Max")
        #expect(try model.waiterNames == [] && model.rules == nil && model.resources == nil)
        #expect(try one.model() === model)
    }

    @Test func `a library finds compiled-in services without files, and lists them`() throws {
        let library = ModelLibrary(ModelSearchPath(bundled: ["/m"]), files: ScriptedFiles(), embedded: [one])
        #expect(try library.service("one") === one.model())
        #expect(try library.service("one", apiVersion: "2021") === one.model())
        #expect(try library.serviceNames == ["one"] && library.apiVersions(of: "one") == ["2021"])
        let error = #expect(throws: ModelError.self) { try library.service("once") }
        #expect(error == ModelError(.unknownService, "there is no service once", suggestions: ["one"]))
    }

    @Test func `the user's folders come before what is compiled in, and that before the models of the library`() throws
    {
        let text = "{\"metadata\":\"one\",\"apiVersion\":\"2021\",\"serviceId\":\"File\"}\n"
        let files = ScriptedFiles(texts: ["/m/VERSION": "botocore 1", "/m/one/2021/service.jsonl": text])
        let bundled = ModelLibrary(ModelSearchPath(bundled: ["/m"]), files: files, embedded: [one])
        #expect(try bundled.service("one").traits.serviceID == "One")
        let own = ModelLibrary(ModelSearchPath(own: ["/m"]), files: files, embedded: [one])
        #expect(try own.service("one").traits.serviceID == "File")
    }

    @Test func `a service brings along what the list of endpoints says of it`() throws {
        let library = ModelLibrary(ModelSearchPath(bundled: ["/m"]), files: ScriptedFiles())
        let list = try library.endpoints(for: one.model())
        #expect(list.isOfService)
        let here = Document.map([.init(key: "here", value: .map([]))])
        #expect(try list.service("one", in: "a") == .map([.init(key: "endpoints", value: here)]))
        #expect(try list.partitions().first?["partition"] == .string("aws"))

        let partition = "{\"partition\":\"a\",\"position\":0}\n"
        let service = "{\"service\":\"a/one\",\"endpoints\":{}}\n"
        let files = ScriptedFiles(texts: ["/u/endpoints.jsonl": partition + service])
        let users = ModelLibrary(ModelSearchPath(own: ["/u"]), files: files)
        let own = try users.endpoints(for: one.model())
        #expect(!own.isOfService)
        #expect(try own.service("one", in: "a") == .map([.init(key: "endpoints", value: .map([]))]))
    }
}

/// What is compiled into every program.
@Suite struct OwnModelsTests {
    private let library = ModelLibrary(ModelSearchPath(own: ["/u"], bundled: ["/m"]), files: ScriptedFiles())

    @Test func `what all services share is there without files`() throws {
        #expect(try library.partitions["partitions"]?[0]?["id"] == .string("aws"))
        #expect(try library.retry["retry"]?["__default__"] != nil)
        #expect(try library.defaults["modes"]?["standard"] != nil)
        #expect(try library.endpoints.partitions().count == 8)
        #expect(try library.endpoints.service("s3", in: "aws") == nil)
    }

    @Test(arguments: [
        ("sts", ["AssumeRole", "AssumeRoleWithWebIdentity", "GetSessionToken"]), ("sso", ["GetRoleCredentials"]),
        ("sso-oidc", ["CreateToken", "RegisterClient", "StartDeviceAuthorization"]),
        ("signin", ["CreateOAuth2Token"]),
    ])
    func `calls for credentials find their service without files`(name: String, operations: [String]) throws {
        let model = try library.serviceForOwnCalls(name)
        #expect(model.operationNames == operations)
        #expect(try model.rules?.parameters()["Region"] != nil)
        for operation in operations { _ = try model.operation(operation).input?.shape }
        for shape in model.shapeNames {
            for member in try model.shape(named: shape).members.map(Array.init) ?? [] { _ = try member.shape }
        }
    }

    @Test func `a client of such a service still needs the whole model`() {
        #expect(#expect(throws: ModelError.self) { try library.service("sts") }?.code == .unknownService)
        #expect(#expect(throws: ModelError.self) { try library.serviceForOwnCalls("s3") }?.code == .unknownService)
    }
}
