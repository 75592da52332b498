import IniaModels
import IniaPrimitives
import IniaShapes
import Testing

@testable import IniaGenerator

@Suite struct SelectedLinesTests {
    @Test func `operations bring the lines that they reach and no more, and all errors`() throws {
        let lines = try selected(["Put", "Put"], of: model())
        #expect(
            lines.service.split(separator: "\n").map { $0.split(separator: "\"")[3] }
                == ["Gone", "one", "Put", "Gone", "Key", "Node", "Nodes", "PutIn", "Text"])
        #expect(lines.waiters == Self.waiters.split(separator: "\n").last.map { String($0) })
        #expect(lines.paginators == nil && lines.rules == nil && lines.endpoints == nil && lines.resources == nil)
        #expect(try selected(["List"], of: model()).paginators == Self.paginators)
    }

    @Test func `an unknown operation is an error with suggestions`() throws {
        let service = try model()
        let error = #expect(throws: GeneratorError.self) { try selected(["Puts"], of: service) }
        #expect(error == GeneratorError("one has no operation Puts", suggestions: ["Put"]))
    }

    @Test func `S3 always has regions, sessions and transfers in parts, and nothing else that was not chosen`() throws {
        let part = try part(["ListBuckets"], of: "s3")
        #expect(
            part.operationNames == [
                "AbortMultipartUpload", "CompleteMultipartUpload", "CopyObject", "CreateMultipartUpload",
                "CreateSession", "GetObject", "HeadBucket", "HeadObject", "ListBuckets", "PutObject", "UploadPart",
                "UploadPartCopy",
            ])
    }

    @Test func `a service that names its endpoints has the operation that does`() throws {
        #expect(
            try part(["WriteRecords"], of: "timestream-write").operationNames == ["DescribeEndpoints", "WriteRecords"])
        #expect(try part(["SendMessage"], of: "sqs").operationNames == ["SendMessage"])
    }

    @Test(arguments: ["s3", "dynamodb", "ec2", "transcribe"])
    func `the lines make a service that has all it refers to`(name: String) throws {
        let service = try Checkout.library.service(name)
        let part = try part(Array(service.operationNames.prefix(5)), of: name)
        #expect(part.errorCodes == service.errorCodes)
        for shape in part.shapeNames {
            for member in try part.shape(named: shape).members.map(Array.init) ?? [] {
                #expect(try member.shape.name == member.reference.target)
            }
        }
    }

    @Test func `a whole service has its lines as they are`() throws {
        let lines = try SelectedLines(all: model(), endpoints: Checkout.library.endpoints)
        #expect(lines.service == Self.service && lines.waiters == Self.waiters && lines.paginators == Self.paginators)
    }

    @Test func `the endpoints of a service are those of all partitions`() throws {
        let lines = try selected(["SendMessage"], of: Checkout.library.service("sqs"))
        let names = lines.endpoints?.split(separator: "\n").map { $0.split(separator: "\"")[3] }
        #expect(names?.first == "aws-cn/sqs" && names?.contains("aws/sqs") == true)
    }

    private func selected(_ operations: [String], of service: ServiceModel) throws -> SelectedLines {
        try SelectedLines(operations, of: service, endpoints: Checkout.library.endpoints)
    }

    private func part(_ operations: [String], of name: String) throws -> ServiceModel {
        let lines = try selected(operations, of: Checkout.library.service(name))
        return try ServiceModel(name: name, service: ModelLines(Bytes(utf8: lines.service), origin: name))
    }

    private func model() throws -> ServiceModel {
        try ServiceModel(
            name: "one", service: ModelLines(Bytes(utf8: Self.service), origin: "one"),
            paginators: ModelLines(Bytes(utf8: Self.paginators), origin: "one"),
            waiters: ModelLines(Bytes(utf8: Self.waiters), origin: "one"))
    }

    private static let paginators = #"{"paginator":"List","limit_key":"Max"}"#
    private static let waiters = """
        {"waiter":"Listed","operation":"Gone","delay":1,"maxAttempts":1,"acceptors":[]}
        {"waiter":"NodePut","operation":"Put","delay":1,"maxAttempts":1,"acceptors":[]}
        """

    private static let service = """
        {"code":"Gone","shape":"Gone"}
        {"metadata":"one","apiVersion":"2021","endpointPrefix":"one-of-no-list"}
        {"operation":"List","http":{"method":"GET","requestUri":"/"},"output":"ListOut"}
        {"operation":"Put","http":{"method":"GET","requestUri":"/"},"input":"PutIn"}
        {"shape":"Gone","type":"structure","members":{},"exception":true}
        {"shape":"Key","type":"string"}
        {"shape":"ListOut","type":"structure","members":{"Count":"Number"}}
        {"shape":"Node","type":"structure","members":{"Nodes":"Nodes","Text":"Text"}}
        {"shape":"Nodes","type":"map","key":"Key","value":"Node"}
        {"shape":"Number","type":"integer"}
        {"shape":"PutIn","type":"structure","members":{"Node":"Node"}}
        {"shape":"Text","type":"string"}
        {"shape":"Unused","type":"string"}
        """
}
