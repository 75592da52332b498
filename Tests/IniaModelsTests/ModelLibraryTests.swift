import IniaHost
import IniaPrimitives
import IniaShapes
import Testing

@testable import IniaModels

@Suite struct ModelLibraryTests {
    private let bundled = [
        "/m/VERSION": "botocore 1", "/m/one/2020/service.jsonl": "{\"metadata\":\"one\",\"apiVersion\":\"2020\"}\n",
        "/m/one/2021/service.jsonl": "{\"metadata\":\"one\",\"apiVersion\":\"2021\"}\n",
        "/m/one/2021/paginators.jsonl": "{\"paginator\":\"List\",\"limit_key\":\"L\"}\n",
        "/m/two/2020/service.jsonl": "{\"metadata\":\"two\",\"apiVersion\":\"2020\"}\n",
        "/m/partitions.jsonl":
            "{\"partition\":\"a\",\"position\":1,\"id\":\"a\"}\n{\"partition\":\"b\",\"position\":0,\"id\":\"b\"}\n",
        "/m/endpoints.jsonl":
            "{\"partition\":\"a\",\"position\":0,\"dnsSuffix\":\"x\"}\n{\"service\":\"a/one\",\"endpoints\":{}}\n",
        "/m/retry.jsonl": "{\"definition\":\"d\",\"n\":1}\n{\"retry\":\"__default__\",\"n\":2}\n",
        "/m/sdk-default-configuration.jsonl": "{\"base\":\"base\",\"n\":1}\n{\"mode\":\"mobile\",\"n\":2}\n",
    ]

    @Test func `a service is read in its latest version, or in the one asked for`() throws {
        let library = library()
        #expect(try library.service("one").traits.apiVersion == "2021")
        #expect(try library.service("one", apiVersion: "2020").traits.apiVersion == "2020")
        #expect(try library.service("one") === library.service("one", apiVersion: "2021"))
        #expect(try library.serviceNames == ["one", "two"])
        #expect(try library.apiVersions(of: "one") == ["2020", "2021"])
        #expect(try library.apiVersions(of: "none") == [])
    }

    @Test func `an unknown service or version is an error with suggestions`() throws {
        let library = library()
        let service = #expect(throws: ModelError.self) { try library.service("ones") }
        #expect(service == ModelError(.unknownService, "there is no service ones", suggestions: ["one"]))
        let version = #expect(throws: ModelError.self) { try library.service("one", apiVersion: "1999") }
        #expect(
            version == ModelError(.unknownService, "one has no version 1999", suggestions: ["2020", "2021"]))
        for name in ["", ".", "..", "one/2020", "../m/one", "one\0"] {
            #expect(#expect(throws: ModelError.self) { try library.service(name) }?.code == .unknownService)
        }
    }

    @Test func `without any models the error names the folders that were searched`() throws {
        let library = ModelLibrary(ModelSearchPath(own: ["/u"], bundled: ["/m"]), files: ScriptedFiles())
        let error = #expect(throws: ModelError.self) { try library.service("one") }
        #expect(error == ModelError(.unknownService, "there are no models in /u, /m"))
    }

    @Test func `the user's folders win file by file, in either form`() throws {
        let library = library([
            "/u/one/2021/service-2.json": "{\"metadata\":{\"apiVersion\":\"mine\"},\"operations\":{},\"shapes\":{}}",
            "/u/three/2020/service.jsonl": "{\"metadata\":\"three\",\"apiVersion\":\"2020\"}\n",
        ])
        #expect(try library.service("one").traits.apiVersion == "mine")
        #expect(try library.service("one").paginator("List").limitKey == "L")
        #expect(try library.serviceNames == ["one", "three", "two"])
    }

    @Test func `extras beside a model are merged into it`() throws {
        let library = library([
            "/u/one/2022/service-2.json": "{\"metadata\":{\"serviceId\":\"old\"}}",
            "/u/one/2022/service-2.sdk-extras.json":
                "{\"version\":1.0,\"merge\":{\"metadata\":{\"serviceId\":\"new\"}}}",
            "/u/one/2022/paginators-1.json": "{\"pagination\":{}}",
            "/u/one/2022/paginators-1.sdk-extras.json": "{\"merge\":{\"pagination\":{\"Do\":{\"result_key\":\"R\"}}}}",
        ])
        let model = try library.service("one")
        #expect(model.traits.serviceID == "new")
        #expect(try model.paginator("Do").resultKeys == ["R"])
    }

    @Test func `the user's models may be packed, plain ones win`() throws {
        let files = ScriptedFiles(bundled.mapValues { Bytes(utf8: $0) })
        let library = ModelLibrary(ModelSearchPath(own: ["/u"], bundled: ["/m"]), files: files)
        files.replace("/u/four/2024/service-2.json.gz", with: Bytes(Self.packedModel))
        #expect(try library.service("four").traits.serviceID == "Four")
        files.replace("/u/five/2024/service-2.json.gz", with: Bytes(Self.packedModel))
        files.replace("/u/five/2024/service-2.json", with: Bytes(utf8: #"{"metadata":{"serviceId":"Plain"}}"#))
        #expect(try library.service("five").traits.serviceID == "Plain")
        files.replace("/u/six/2024/service-2.json.gz", with: Bytes(Self.packedModel.dropLast()))
        let error = #expect(throws: ModelError.self) { try library.service("six") }
        #expect(error == ModelError(.malformed, "/u/six/2024/service-2.json.gz: it is no whole gzip file"))
    }

    /// `{"metadata":{"serviceId":"Four"}}`, packed by gzip.
    private static let packedModel: [UInt8] = [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xab, 0x56, 0xca, 0x4d, 0x2d, 0x49, 0x4c, 0x49,
        0x2c, 0x49, 0x54, 0xb2, 0xaa, 0x56, 0x2a, 0x4e, 0x2d, 0x2a, 0xcb, 0x4c, 0x4e, 0xf5, 0x4c, 0x51, 0xb2, 0x52,
        0x72, 0xcb, 0x2f, 0x2d, 0x52, 0xaa, 0xad, 0x05, 0x00, 0xe5, 0xaa, 0x7c, 0x33, 0x21, 0x00, 0x00, 0x00,
    ]

    @Test func `a packed file is unpacked, and a damaged or endless one refused`() throws {
        let packed: [UInt8] = [
            0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0x4c, 0x4a, 0x06, 0x00, 0xc2, 0x41, 0x24, 0x35, 3, 0, 0, 0,
        ]
        #expect(try Gunzip.unpacked(Bytes(packed), limit: 10) == Bytes(utf8: "abc"))
        #expect(throws: (any Error).self) { try Gunzip.unpacked(Bytes(packed.dropLast()), limit: 10) }
        #expect(throws: (any Error).self) { try Gunzip.unpacked(Bytes(packed), limit: 2) }
        #expect(throws: (any Error).self) { try Gunzip.unpacked(Bytes(utf8: "{}"), limit: 10) }
    }

    @Test func `a user's file that is no JSON is an error that names it`() throws {
        let library = library(["/u/one/2022/service-2.json": "{"])
        let error = #expect(throws: ModelError.self) { try library.service("one") }
        #expect(error?.code == .malformed)
        #expect(error?.message.hasPrefix("/u/one/2022/service-2.json: ") == true)
    }

    @Test func `what all services share is put together in order`() throws {
        let library = library()
        #expect(
            try library.partitions["partitions"]?.asList.map { $0["id"]?.asString } == ["b", "a"])
        #expect(try library.retry["definitions"]?["d"] == .map([.init(key: "n", value: .integer(1))]))
        #expect(try library.retry["retry"]?["__default__"]?["n"] == .integer(2))
        #expect(try library.defaults["base"] == .map([.init(key: "n", value: .integer(1))]))
        #expect(try library.defaults["modes"]?["mobile"]?["n"] == .integer(2))
        let endpoints = try library.endpoints
        #expect(try endpoints.partitions().map { $0["dnsSuffix"]?.asString } == ["x"])
        #expect(try endpoints.service("one", in: "a") == .map([.init(key: "endpoints", value: .map([]))]))
        #expect(try endpoints.service("two", in: "a") == nil)
        #expect(endpoints.services(in: "a") == ["one"])
        #expect(!endpoints.isOwn)
    }

    @Test func `the user's own endpoint list is known as such`() throws {
        let library = library([
            "/u/endpoints.json": "{\"partitions\":[{\"partition\":\"p\",\"services\":{\"s\":{\"n\":1}}}]}",
            "/u/_retry.json": "{\"definitions\":{},\"retry\":{\"s\":{\"n\":3}}}",
            "/u/partitions.json": "{\"partitions\":[{\"id\":\"p\"}]}",
        ])
        #expect(try library.endpoints.isOwn)
        #expect(try library.endpoints.service("s", in: "p")?["n"] == .integer(1))
        #expect(try library.retry["retry"]?["s"]?["n"] == .integer(3))
        #expect(try library.partitions["partitions"]?[0]?["id"] == .string("p"))
    }

    @Test func `sessions on the machine itself share a library, scripted ones do not`() {
        let real = Host(
            environment: Environment([:], home: "/nowhere"), files: PosixFiles(), clock: SystemClock(),
            entropy: SystemEntropy(), processes: SystemProcesses())
        #expect(ModelLibrary.shared(for: real) === ModelLibrary.shared(for: real))
        let scripted = Host.scripted()
        #expect(ModelLibrary.shared(for: scripted) !== ModelLibrary.shared(for: scripted))
    }

    private func library(_ own: [String: String] = [:]) -> ModelLibrary {
        ModelLibrary(
            ModelSearchPath(own: ["/u"], bundled: ["/none", "/m"]),
            files: ScriptedFiles(texts: bundled.merging(own) { $1 }))
    }
}

@Suite struct ModelSearchPathTests {
    @Test func `folders are sought in their order`() {
        let environment = Environment(
            ["AWS_DATA_PATH": "/a:~/b:$X/c:${X}d:$NONE", "X": "/x", "INIA_MODELS": "~/models"], home: "/home/u",
            executable: "/code/app/.build/debug/app")
        let path = ModelSearchPath(environment)
        #expect(path.own == ["/a", "/home/u/b", "/x/c", "/xd", "$NONE", "/home/u/.aws/models"])
        #expect(
            path.bundled == [
                "/home/u/models", "/code/app/.build/debug/models", "/code/app/.build/share/inia/models",
                "/code/app/.build/debug/checkouts/inia/models", "/code/app/.build/debug/models",
                "/code/app/.build/checkouts/inia/models", "/code/app/.build/models",
                "/code/app/checkouts/inia/models", "/code/app/models", "/code/checkouts/inia/models", "/code/models",
            ])
    }

    @Test func `an environment that says nothing has the user's folder alone`() {
        let path = ModelSearchPath(Environment([:], home: "/h"))
        #expect(path == ModelSearchPath(own: ["/h/.aws/models"]))
    }

    @Test(arguments: ["$", "${", "${}", "${X", "$X}", "~", "~user", "a$"])
    func `odd paths do no harm`(text: String) {
        _ = ModelSearchPath(Environment(["AWS_DATA_PATH": text], home: "/h"))
    }
}
