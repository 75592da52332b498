import Inia
import IniaTesting
import Testing

@Suite struct StubberTests {
    /// A session without credentials, and with nobody at the other end.
    private func session(_ replies: [ScriptedReply] = []) -> (Session, ScriptedHTTPClient) {
        let checkout = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
        let models = ModelLibrary(ModelSearchPath(bundled: [checkout + "/models"]), files: PosixFiles())
        let http = ScriptedHTTPClient(replies)
        var config = Config()
        config.region = "us-west-2"
        config.httpClient = http
        return (Session(config, host: .scripted(), models: models), http)
    }

    private func stubbed(
        _ service: String, _ replies: [ScriptedReply] = []
    ) throws -> (Client, Stubber, ScriptedHTTPClient) {
        let (session, http) = session(replies)
        let stubs = try Stubber(service, of: session)
        return (try session.client(service) { $0.hooks.append(stubs) }, stubs, http)
    }

    @Test func `calls are answered in order, and nothing is looked for or sent`() async throws {
        let (dynamo, stubs, http) = try stubbed("dynamodb")
        try stubs.answer("ListTables", with: ["TableNames": ["aaa"]])
        try stubs.answer("ListTables", with: ["TableNames": ["bbb"]], metadata: ResponseMetadata(status: 203))
        let first = try await dynamo.listTables()
        #expect(first.TableNames == ["aaa"])
        #expect(first._metadata.status == 200)
        let second = try await dynamo.listTables()
        #expect(second.TableNames == ["bbb"])
        #expect(second._metadata.status == 203)
        #expect(http.requests.isEmpty)
        try stubs.checkNothingIsLeft()
    }

    @Test func `a refusal is thrown as the service's, with its own members and no second attempt`() async throws {
        let (dynamo, stubs, _) = try stubbed("dynamodb")
        try stubs.refuse(
            "put_item", code: "ConditionalCheckFailedException", message: "no", fields: ["Item": ["k": ["S": "v"]]])
        let error = await #expect(throws: ServiceError.self) {
            try await dynamo.putItem(TableName: "t", Item: ["k": ["S": "v"]])
        }
        #expect(error?.code == "ConditionalCheckFailedException")
        #expect(error?.message == "no")
        #expect(error?.operation == "PutItem")
        #expect(error?.status == 400)
        #expect(error?.shape == "ConditionalCheckFailedException")
        #expect(error?.fields.Item.k.S == "v")
        try stubs.refuse("ListTables", code: "Unheard", status: 503)
        let unknown = await #expect(throws: ServiceError.self) { try await dynamo.listTables() }
        #expect(unknown?.status == 503)
        #expect(unknown?.shape == nil)
        #expect(unknown?.attempts == 1)
    }

    @Test func `an answer has to fit its operation`() throws {
        let (session, _) = session()
        let stubs = try Stubber("s3", of: session)
        #expect(throws: StubError.self) { try stubs.answer("GetObjekt") }
        #expect(throws: StubError.self) { try stubs.answer("GetObject", with: ["Size": 1]) }
        #expect(throws: StubError.self) { try stubs.answer("GetObject", with: ["ContentLength": "long"]) }
        #expect(throws: StubError.self) { try stubs.answer("DeleteBucket", with: ["Location": "x"]) }
        #expect(throws: StubError.self) { try stubs.refuse("GetObject", code: "InvalidObjectState", fields: ["A": 1]) }
        #expect(throws: StubError.self) { try stubs.refuse("GetObject", code: "Unheard", fields: ["A": 1]) }
        let error = #expect(throws: StubError.self) { try stubs.answer("GetObject", with: ["Size": 1]) }
        #expect(error?.code == .impossibleAnswer)
        #expect(error?.description.contains("GetObject") == true)
        try stubs.checkNothingIsLeft()
    }

    @Test func `a call is refused where it is not the one that was expected, and the answer stays`() async throws {
        let (sqs, stubs, http) = try stubbed("sqs")
        func failure(_ call: () async throws -> Void) async -> StubError.Code? {
            do { try await call() } catch { return (error as? StubError)?.code }
            return nil
        }
        #expect(await failure { try await sqs.listQueues() } == .noAnswer)
        try stubs.answer(
            "CreateQueue", with: ["QueueUrl": "u"], expecting: ["QueueName": .any, "tags": ["team": "river"]])
        #expect(await failure { try await sqs.listQueues() } == .otherOperation)
        #expect(await failure { try await sqs.createQueue(QueueName: "q") } == .otherInput)
        #expect(await failure { try await sqs.createQueue(QueueName: "q", tags: ["team": "sea"]) } == .otherInput)
        let error = await #expect(throws: StubError.self) {
            try await sqs.createQueue(QueueName: "q", tags: ["team": "sea"])
        }
        #expect(error?.description == "other input: CreateQueue was called with another input: tags")
        let left = #expect(throws: StubError.self) { try stubs.checkNothingIsLeft() }
        #expect(left?.description == "left over: 1 answers were not fetched: CreateQueue")
        #expect(try await sqs.createQueue(QueueName: "q", tags: ["team": "river"]).QueueUrl == "u")
        #expect(http.requests.isEmpty)
    }

    @Test func `an input that is wrong is refused before anything is answered`() async throws {
        let (sqs, stubs, _) = try stubbed("sqs")
        try stubs.answer("CreateQueue", with: ["QueueUrl": "u"])
        let error = await #expect(throws: CallError.self) { try await sqs.createQueue(Name: "q") }
        #expect(error?.code == .validation)
        #expect(try await sqs.createQueue(QueueName: "q").QueueUrl == "u")
    }

    @Test func `a payload at hand is compared by its bytes, and the calls that were answered are kept`() async throws {
        let (s3, stubs, _) = try stubbed("s3")
        let input: ExpectedInput = ["Bucket": "bucket", "Key": "k", "Body": .value(.body(.text("text")))]
        try stubs.answer("PutObject", expecting: input)
        let error = await #expect(throws: StubError.self) {
            try await s3.putObject(Bucket: "bucket", Key: "k", Body: .body(.text("context")))
        }
        #expect(error?.code == .otherInput)
        try await s3.putObject(Bucket: "bucket", Key: "k", Body: .body(.text("text")))
        #expect(stubs.calls.map(\.operation) == ["PutObject"])
        #expect(stubs.calls[0].input.Key == "k")
        try stubs.checkNothingIsLeft()
    }

    @Test func `what the SDK adds to an input is not compared`() async throws {
        let (ec2, stubs, _) = try stubbed("ec2")
        try stubs.answer("CreateFleet", expecting: ["LaunchTemplateConfigs": [], "TargetCapacitySpecification": .any])
        try await ec2.createFleet(LaunchTemplateConfigs: [], TargetCapacitySpecification: ["TotalTargetCapacity": 1])
        try stubs.checkNothingIsLeft()
    }

    @Test func `pages and waits are answered too`() async throws {
        let (s3, stubs, _) = try stubbed("s3")
        try stubs.answer(
            "ListObjectsV2", with: ["IsTruncated": true, "NextContinuationToken": "t", "Contents": [["Key": "a"]]],
            expecting: ["Bucket": "bucket"])
        try stubs.answer(
            "ListObjectsV2", with: ["Contents": [["Key": "b"]]],
            expecting: ["Bucket": "bucket", "ContinuationToken": "t"])
        var keys: [String?] = []
        for try await object in s3.paginator("ListObjectsV2", ["Bucket": "bucket"]).items() {
            keys.append(object.Key.asString)
        }
        #expect(keys == ["a", "b"])
        try stubs.answer("HeadBucket")
        try await s3.wait(until: "BucketExists", ["Bucket": "bucket"])
        try stubs.answer("GetObject", with: ["Body": "text"])
        #expect(try await s3.getObject(Bucket: "bucket", Key: "k").Body.asBody.text(upTo: 10) == "text")
    }

    @Test func `a stubber that is off leaves calls to the service, and presigning is never answered`() async throws {
        let (session, http) = session([.response(200, "{}")])
        let stubs = try Stubber("sqs", of: session)
        let sqs = try session.client("sqs") {
            $0.hooks.append(stubs)
            $0.credentials = .fixed(Credentials(accessKeyID: "AKID", secretAccessKey: "secret"))
        }
        try stubs.answer("ListQueues", with: ["QueueUrls": ["u"]])
        stubs.deactivate()
        #expect(try await sqs.listQueues().QueueUrls == nil)
        stubs.activate()
        #expect(try await sqs.presign("ListQueues").url.host == "sqs.us-west-2.amazonaws.com")
        #expect(try await sqs.listQueues().QueueUrls == ["u"])
        #expect(http.requests.count == 1)
    }
}
