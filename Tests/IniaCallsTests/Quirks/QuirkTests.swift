internal import IniaHTTP
import IniaHost
internal import IniaModels
import IniaPrimitives
import IniaShapes
import Testing

@testable import IniaCalls

/// Peculiarities of services, each by itself.
@Suite struct QuirkTests {
    /// The body that a call would send.
    private func body(
        _ service: String, _ operation: String, _ input: Value, _ reply: String = "{}"
    ) async throws -> String {
        let scene = try Scene(service, [.response(200, [:], reply)])
        _ = try await scene.pipeline.call(operation, input)
        return try #require(scene.http.requests.first?.body.content.text)
    }

    @Test func `user data goes in base64`() async throws {
        let text = try await body("ec2", "RunInstances", ["UserData": "é", "MinCount": 1, "MaxCount": 1], "<R/>")
        #expect(text.contains("UserData=w6k%3D"))
        #expect(text.contains("ClientToken=00000000-0000-4000-8000-000000000000"))
    }

    @Test func `an alias stands for its member, but not beside it`() async throws {
        let text = try await body("ec2", "DescribeFlowLogs", ["Filters": [["Name": "n", "Values": ["v"]]]], "<R/>")
        #expect(text.contains("Filter.1.Name=n"))
        let scene = try Scene("ec2")
        let error = try await #require(throws: CallError.self) {
            try await scene.pipeline.call("DescribeFlowLogs", ["Filters": [], "Filter": []])
        }
        #expect(error.code == .validation)
    }

    @Test func `ids are taken with their paths`() async throws {
        let scene = try Scene("route53", [.response(200, [:], "<R/>")])
        _ = try await scene.pipeline.call("GetHostedZone", ["Id": "/hostedzone/Z1"])
        #expect(scene.http.requests.first?.url.path == "/2013-04-01/hostedzone/Z1")
    }

    @Test func `an archive goes with its hashes and the version of its model`() async throws {
        let scene = try Scene("glacier", [.response(201)])
        _ = try await scene.pipeline.call("UploadArchive", ["vaultName": "v", "body": "hello"])
        let request = try #require(scene.http.requests.first)
        #expect(request.url.path == "/-/vaults/v/archives")
        #expect(request.headers["x-amz-glacier-version"] == "2012-06-01")
        let hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
        #expect(request.headers["x-amz-sha256-tree-hash"] == hash)
        #expect(request.headers["x-amz-content-sha256"] == hash)
    }

    @Test func `a prediction goes to the endpoint that the caller names`() async throws {
        let scene = try Scene("machinelearning", [.response(200, [:], "{}")])
        _ = try await scene.pipeline.call(
            "Predict", ["MLModelId": "m", "Record": [:], "PredictEndpoint": "https://predict.example"])
        #expect(scene.http.requests.first?.url.host == "predict.example")
    }

    @Test func `a search goes as a form`() async throws {
        let scene = try Scene("cloudsearchdomain", [.response(200, [:], "{}")]) { $0.endpointURL = "https://d.example" }
        _ = try await scene.pipeline.call("Search", ["query": "a b"])
        let request = try #require(scene.http.requests.first)
        #expect(request.line == "POST https://d.example/2013-01-01/search")
        #expect(request.body.content.text == "format=sdk&pretty=true&q=a%20b")
    }

    @Test func `policies come as documents`() async throws {
        let reply = """
            <R><GetRolePolicyResult><RoleName>r</RoleName><PolicyName>p</PolicyName>\
            <PolicyDocument>%7B%22Version%22%3A%221%22%7D</PolicyDocument></GetRolePolicyResult></R>
            """
        let scene = try Scene("iam", [.response(200, [:], reply)])
        let output = try await scene.pipeline.call("GetRolePolicy", ["RoleName": "r", "PolicyName": "p"])
        #expect(output.PolicyDocument.Version == .document(.string("1")))
    }

    @Test func `an operation for those without credentials is not signed`() async throws {
        let scene = try Scene("cognito-identity", [.response(200, [:], "{}")], credentials: nil)
        _ = try await scene.pipeline.call("GetId", ["IdentityPoolId": "us-west-2:1"])
        #expect(scene.http.requests.first?.headers["Authorization"] == nil)
    }

    @Test func `SQS errors are of the shape that their query code names`() async throws {
        let scene = try Scene(
            "sqs",
            [
                .response(
                    400, ["x-amzn-query-error": "AWS.SimpleQueueService.NonExistentQueue;Sender"],
                    #"{"__type":"com.amazonaws.sqs#QueueDoesNotExist"}"#)
            ])
        let error = try await #require(throws: ServiceError.self) {
            try await scene.pipeline.call("SendMessage", ["QueueUrl": "https://q", "MessageBody": "m"])
        }
        #expect(error.code == "AWS.SimpleQueueService.NonExistentQueue")
        #expect(error.shape == "QueueDoesNotExist")
    }

    @Test(arguments: [
        ("b/k e+?versionId=a/b+", "b/k%20e%2B?versionId=a/b+"), ("b/k?versionId=a b", "b/k%3FversionId%3Da%20b"),
        ("b/k?versionId=", "b/k%3FversionId%3D"),
    ])
    func `a copy's source is encoded, but for a version at its end`(source: String, encoded: String) async throws {
        let scene = try Scene("s3", [.response(200, [:], "<CopyObjectResult/>")])
        _ = try await scene.pipeline.call("CopyObject", ["Bucket": "bucket", "Key": "k", "CopySource": Value(source)])
        #expect(scene.http.requests.first?.headers["x-amz-copy-source"] == encoded)
    }

    @Test func `every row of the table names a service and operations that exist`() throws {
        let services = try Scene.library.serviceNames.map { try Scene.library.service($0) }
        let byID = Dictionary(grouping: services, by: \.traits.hyphenatedID)
        for quirk in Quirk.all where quirk.service != "*" {
            let operations = Set((byID[quirk.service] ?? []).flatMap(\.operationNames))
            #expect(!operations.isEmpty, "\(quirk.service)")
            #expect(quirk.operations.isSubset(of: operations), "\(quirk.service) \(quirk.operations)")
        }
    }
}
