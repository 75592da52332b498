import Inia
import IniaTesting
import Testing

/// What single services do differently from what their models say; S3 has a suite of its own.
@Suite struct QuirkTests {
    @Test func `a service that counts milliseconds is told them, and another the whole seconds`() async throws {
        let time = Value(Timestamp(seconds: 1_700_000_000, nanoseconds: 250_000_000))
        let exact = try await Wire("bedrock-agentcore", [.response(200, "{}")]).sent(
            "CreateEvent", ["memoryId": "memory-0123456789", "actorId": "a", "eventTimestamp": time, "payload": []])
        #expect(exact.body.text.contains(#""eventTimestamp": 1700000000.25"#))
        let usual = try await Wire("kinesis", [.response(200, "{}")]).sent(
            "GetShardIterator",
            ["StreamName": "s", "ShardId": "0", "ShardIteratorType": "AT_TIMESTAMP", "Timestamp": time])
        #expect(usual.body.text.contains(#""Timestamp": 1700000000}"#))
    }

    @Test func `texts that hold JSON or base64 come back as what they hold`() async throws {
        let policy = """
            <R><GetRolePolicyResult><RoleName>r</RoleName><PolicyName>p</PolicyName>\
            <PolicyDocument>%7B%22Version%22%3A%20%221%22%7D</PolicyDocument></GetRolePolicyResult></R>
            """
        let role = try await Wire("iam", [.xml(policy)]).client.getRolePolicy(RoleName: "r", PolicyName: "p")
        #expect(role.PolicyDocument == .document(.map([.init(key: "Version", value: .string("1"))])))
        let template = #"<R><GetTemplateResult><TemplateBody>{"a": 1}</TemplateBody></GetTemplateResult></R>"#
        let stack = try await Wire("cloudformation", [.xml(template)]).client.getTemplate(StackName: "s")
        #expect(stack.TemplateBody == .document(.map([.init(key: "a", value: .integer(1))])))
        let console = try await Wire("ec2", [.xml("<R><output>aGVsbG8=</output></R>")])
            .client.getConsoleOutput(InstanceId: "i-1")
        #expect(console.Output == "hello")
    }

    @Test func `a copy between regions carries a request that its source will understand`() async throws {
        let wire = try Wire("ec2", [.xml("<CopySnapshotResponse/>")])
        let snapshot = try await wire.sent("CopySnapshot", ["SourceRegion": "eu-west-1", "SourceSnapshotId": "snap-1"])
        #expect(snapshot.body.text.contains("DestinationRegion=us-west-2"))
        #expect(
            snapshot.body.text.contains(
                "PresignedUrl=https%3A%2F%2Fec2.eu-west-1.amazonaws.com%2F%3FAction%3DCopySnapshot"))
        #expect(snapshot.body.text.contains("%252Feu-west-1%252Fec2%252Faws4_request"))
        let reply = "<R><CopyDBSnapshotResult/></R>"
        let database = try await Wire("rds", [.xml(reply)]).sent(
            "CopyDBSnapshot",
            ["SourceRegion": "eu-west-1", "SourceDBSnapshotIdentifier": "a", "TargetDBSnapshotIdentifier": "b"])
        #expect(!database.body.text.contains("SourceRegion=eu-west-1"))
        #expect(database.body.text.contains("PreSignedUrl=https%3A%2F%2Frds.eu-west-1.amazonaws.com"))
        let near = try await Wire("rds", [.xml(reply)]).sent(
            "CopyDBSnapshot", ["SourceDBSnapshotIdentifier": "a", "TargetDBSnapshotIdentifier": "b"])
        #expect(!near.body.text.contains("PreSignedUrl"))
    }

    @Test func `Import/Export signs with version 4, whatever its model says`() async throws {
        let wire = try Wire("importexport", [.xml("<R><ListJobsResult/></R>")])
        #expect(try await wire.sent("ListJobs")["Authorization"]?.hasPrefix("AWS4-HMAC-SHA256 ") == true)
    }

    @Test func `Import/Export is called at its endpoint's own path, whatever query its model's paths have`()
        async throws
    {
        let wire = try Wire("importexport", [.xml("<R><GetStatusResult/></R>")]) {
            $0.endpointURL = "https://gateway.example.com:8443/base"
        }
        _ = try await wire.sent("GetStatus", ["JobId": "m"])
        #expect(wire.urls == ["https://gateway.example.com:8443/base"])
    }

    @Test func `an OAuth error's description is its message`() async throws {
        let wire = try Wire(
            "sso-oidc",
            [.response(400, #"{"error": "invalid_grant", "error_description": "the code was used"}"#)])
        let error = await #expect(throws: ServiceError.self) {
            try await wire.client.createToken(clientId: "a", clientSecret: "b", grantType: "c")
        }
        #expect(error?.message == "the code was used")
    }

    @Test func `speech is presigned without a content type`() async throws {
        let url = try await Wire("polly").client.presign(
            "SynthesizeSpeech", ["OutputFormat": "mp3", "Text": "oi", "VoiceId": "Camila"])
        #expect(url.headers["Content-Type"] == nil)
        #expect(url.url.text.contains("X-Amz-SignedHeaders=host&"))
    }

    @Test func `a bearer token of the environment comes before signatures for the service it is for`() async throws {
        let environment = ["AWS_BEARER_TOKEN_BEDROCK": "token"]
        let model = try await Wire("bedrock", [.response(200, "{}")], environment: environment) {
            $0.token = .fixed(BearerToken("token"))
        }.sent("ListFoundationModels")
        #expect(model["Authorization"] == "Bearer token")
        let queues = try await Wire("sqs", [.response(200, "{}")], environment: environment).sent("ListQueues")
        #expect(queues["Authorization"]?.hasPrefix("AWS4-HMAC-SHA256 ") == true)
    }
}
