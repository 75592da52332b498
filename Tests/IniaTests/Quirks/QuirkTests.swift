import Inia
import IniaTesting
import Testing

/// What single services do differently from what their models say; S3 has a suite of its own.
@Suite struct QuirkTests {
    @Test(arguments: [
        ("ec2", "RunInstances", "<RunInstancesResponse/>"),
        ("autoscaling", "CreateLaunchConfiguration", "<CreateLaunchConfigurationResponse/>"),
    ])
    func `user data goes out in base64`(service: String, operation: String, reply: String) async throws {
        let input: Value =
            service == "ec2"
            ? ["MinCount": 1, "MaxCount": 1, "UserData": "#!/bin/sh"]
            : ["LaunchConfigurationName": "name", "UserData": "#!/bin/sh"]
        #expect(
            try await Wire(service, [.xml(reply)]).sent(operation, input).body.text.contains("UserData=IyEvYmluL3No"))
    }

    @Test func `ids of Route 53 lose what stands before them`() async throws {
        let wire = try Wire("route53", [.xml("<GetHostedZoneResponse/>"), .xml("<GetChangeResponse/>")])
        try await wire.client.getHostedZone(Id: "/hostedzone/Z1")
        try await wire.client.getChange(Id: "/change/C1")
        #expect(wire.http.requests.map(\.request.url.path) == ["/2013-04-01/hostedzone/Z1", "/2013-04-01/change/C1"])
    }

    @Test func `a former name of a member is taken for the present one, but not beside it`() async throws {
        let wire = try Wire("logs", [.response(200, "{}")])
        let export = try await wire.sent(
            "CreateExportTask", ["logGroupName": "g", "fromTime": 1, "to": 2, "destination": "d"])
        #expect(export.body == #"{"logGroupName": "g", "to": 2, "destination": "d", "from": 1}"#)
        #expect(
            await wire.refusal(
                "CreateExportTask", ["logGroupName": "g", "fromTime": 1, "from": 1, "to": 2, "destination": "d"])
                == .validation)
    }

    @Test func `texts that hold JSON or base64 come back as what they hold`() async throws {
        let policy = """
            <R><GetRolePolicyResult><RoleName>r</RoleName><PolicyName>p</PolicyName>\
            <PolicyDocument>%7B%22Version%22%3A%20%221%22%7D</PolicyDocument></GetRolePolicyResult></R>
            """
        let role = try await Wire("iam", [.xml(policy)]).client.getRolePolicy(RoleName: "r", PolicyName: "p")
        #expect(role.PolicyDocument == .document(["Version": "1"]))
        let template = #"<R><GetTemplateResult><TemplateBody>{"a": 1}</TemplateBody></GetTemplateResult></R>"#
        let stack = try await Wire("cloudformation", [.xml(template)]).client.getTemplate(StackName: "s")
        #expect(stack.TemplateBody == .document(["a": 1]))
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

    @Test func `operations for those without credentials are not signed`() async throws {
        let id = try await Wire("cognito-identity", [.response(200, "{}")]) { $0.credentials = CredentialChoice.none }
            .sent("GetId", ["IdentityPoolId": "pool"])
        #expect(id["Authorization"] == nil)
        let reply = "<R><AssumeRoleWithWebIdentityResult/></R>"
        let role = try await Wire("sts", [.xml(reply)]).sent(
            "AssumeRoleWithWebIdentity",
            ["RoleArn": "arn:aws:iam::123456789012:role/r", "RoleSessionName": "name", "WebIdentityToken": "token"])
        #expect(role["Authorization"] == nil)
        let pools = try await Wire("cognito-identity", [.response(200, "{}")]).sent(
            "ListIdentityPools", ["MaxResults": 1])
        #expect(pools["Authorization"] != nil)
    }

    @Test func `Import/Export signs with version 4, whatever its model says`() async throws {
        let wire = try Wire("importexport", [.xml("<R><ListJobsResult/></R>")])
        #expect(try await wire.sent("ListJobs")["Authorization"]?.hasPrefix("AWS4-HMAC-SHA256 ") == true)
    }

    @Test func `a search goes as a form`() async throws {
        let wire = try Wire("cloudsearchdomain", [.response(200, "{}")]) { $0.endpointURL = "https://search.example" }
        let search = try await wire.sent("Search", ["query": "boto cor-de-rosa"])
        #expect(search.request.method == "POST")
        #expect(search.request.url.query == nil)
        #expect(search["Content-Type"] == "application/x-www-form-urlencoded")
        #expect(search.body.text.contains("q=boto%20cor-de-rosa"))
    }

    @Test func `an error of SQS is named by its present shape`() async throws {
        let wire = try Wire(
            "sqs",
            [
                .response(
                    400, headers: [("x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender")],
                    #"{"__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": "none"}"#)
            ])
        let error = await #expect(throws: ServiceError.self) { try await wire.client.getQueueUrl(QueueName: "q") }
        #expect(error?.code == "AWS.SimpleQueueService.NonExistentQueue")
        #expect(error?.shape == "QueueDoesNotExist")
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

    @Test func `a discovered endpoint is used until it is refused`() async throws {
        let endpoints = #"{"Endpoints": [{"Address": "cell1.timestream.example", "CachePeriodInMinutes": 10}]}"#
        let others = #"{"Endpoints": [{"Address": "cell2.timestream.example", "CachePeriodInMinutes": 10}]}"#
        let databases = ScriptedReply.response(200, #"{"Databases": []}"#)
        let refusal = ScriptedReply.response(421, #"{"__type": "InvalidEndpointException"}"#)
        let wire = try Wire(
            "timestream-write",
            [.response(200, endpoints), databases, databases, refusal, .response(200, others), databases])
        for _ in 1...3 { try await wire.client.listDatabases() }
        let (asked, first, second) = (
            "https://ingest.timestream.us-west-2.amazonaws.com/", "https://cell1.timestream.example",
            "https://cell2.timestream.example"
        )
        #expect(
            wire.http.requests.map {
                "https://\($0.request.url.host)" + ($0.request.url.host.hasPrefix("ingest") ? "/" : "")
            }
                == [asked, first, first, first, asked, second])
        #expect(wire.http.requests[0]["x-amz-api-version"] == "2018-11-01")
        let stubborn = try Wire("timestream-write") { $0.endpointDiscovery = .disabled }
        #expect(await stubborn.refusal("ListDatabases", [:]) == .configuration)
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
