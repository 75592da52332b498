import IniaHost
import IniaPrimitives
import IniaShapes
import Testing

@testable import IniaModels

/// What AWS publishes, as it lies in `models/`.
@Suite struct BundledModelsTests {
    private let library: ModelLibrary

    init() {
        let checkout = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
        library = ModelLibrary(ModelSearchPath(bundled: [checkout + "/models"]), files: PosixFiles())
    }

    @Test func `all services are there`() throws {
        #expect(try library.serviceNames.count == 424)
        for name in try library.serviceNames {
            let model = try library.service(name)
            #expect(model.name == name)
            #expect(model.traits.preferredProtocol != nil && !model.traits.serviceID.isEmpty, "\(name)")
        }
    }

    @Test func `every operation loads, with its input, its output and what they refer to`() async throws {
        var count = 0
        for name in try library.serviceNames {
            let model = try library.service(name)
            let operations = model.operationNames
            for operation in operations { try check(model.operation(operation), of: model) }
            count += operations.count
            // Other tests, with servers that wait for them, have their turn in between.
            await Task.yield()
        }
        #expect(count == 18378)
    }

    @Test(arguments: ["s3", "dynamodb", "sqs", "sts", "cloudwatch", "route53", "lexv2-runtime"])
    func `every shape of a service loads, and whatever it refers to`(name: String) throws {
        let model = try library.service(name)
        for name in model.shapeNames {
            let shape = try model.shape(named: name)
            #expect(shape.name == name)
            for member in shape.members.map(Array.init) ?? [] { _ = try member.shape }
            if shape.kind == .list || shape.kind == .map { _ = try shape.elementShape }
            if shape.kind == .map { _ = try shape.keyShape }
        }
        for code in model.errorCodes { #expect(try model.errorShape(code: code)?.traits.contains(.exception) == true) }
    }

    @Test func `every paginator and waiter is of an operation`() async throws {
        var paginators = 0
        var waiters = 0
        for name in try library.serviceNames {
            let model = try library.service(name)
            for operation in try model.paginatorNames {
                let paginator = try model.paginator(operation)
                #expect(paginator.inputTokens.count == paginator.outputTokens.count && !paginator.inputTokens.isEmpty)
                _ = try model.operation(operation)
                paginators += 1
            }
            for waiter in try model.waiterNames {
                let model = try library.service(name).waiter(waiter)
                #expect(!model.acceptors.isEmpty && model.maximumAttempts > 0 && model.delay > .zero)
                _ = try library.service(name).operation(model.operation)
                waiters += 1
            }
            await Task.yield()
        }
        #expect(paginators == 3112 && waiters == 363)
    }

    @Test func `every service has endpoint rules whose root leads on`() async throws {
        for name in try library.serviceNames {
            let rules = try #require(try library.service(name).rules)
            #expect(try !rules.parameters().asEntries.isEmpty)
            let children = try #require(try rules.rule(0)["rules"]?.asList.compactMap(\.asInteger))
            #expect(!children.isEmpty)
            for child in children { _ = try rules.rule(Int(child)) }
            await Task.yield()
        }
    }

    @Test func `what all services share is there`() throws {
        #expect(
            try library.partitions["partitions"]?.asList.compactMap { $0["id"]?.asString }
                == ["aws", "aws-cn", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-us-gov"])
        #expect(try library.retry["retry"]?["__default__"]?["max_attempts"] == .integer(5))
        #expect(try library.defaults["modes"]?["mobile"]?["connectTimeoutInMillis"]?["override"] == .integer(30000))
        let endpoints = try library.endpoints
        #expect(
            try endpoints.partitions().compactMap { $0["partition"]?.asString }
                == ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"])
        #expect(try endpoints.service("s3", in: "aws")?["endpoints"]?["us-east-1"] != nil)
        #expect(try library.service("s3").resources?.names(of: "resource").contains("Bucket") == true)
    }

    @Test func `botocore's extras and renamed codes are in the models`() throws {
        #expect(try library.service("secretsmanager").traits.serviceID == "Secrets Manager")
        #expect(try library.service("s3").shape(named: "Expires").kind == .timestamp)
        #expect(
            try library.service("rds").shape(named: "CopyDBSnapshotMessage").members?.map(\.name).last == "SourceRegion"
        )
        #expect(
            try library.service("rds").errorShape(code: "DBInstanceNotFound")?.name == "DBInstanceNotFoundFault")
        // Two shapes have this code; the later in the model's order counts.
        #expect(
            try library.service("cloudwatch").errorShape(code: "ResourceNotFound")?.name == "ResourceNotFound")
        #expect(try library.service("s3").operation("SelectObjectContent").outputEvents?.name == "Payload")
        #expect(try library.service("s3").operation("GetObject").outputPayload?.name == "Body")
    }
}

private func check(_ operation: IniaShapes.Operation, of model: ServiceModel) throws {
    for reference in [operation.input, operation.output] {
        for member in try reference?.shape.members.map(Array.init) ?? [] { _ = try member.shape }
    }
    for error in operation.errors { _ = try model.shape(named: error) }
    _ = try operation.inputPayload
    _ = try operation.outputPayload
}
