import Inia

/// What programs do with typed clients, on a server that the environment names. The argument is a name of their own.
@main
struct Use {
    static func main() async throws {
        let name = CommandLine.arguments.dropFirst().first ?? "consumer"
        let session = Session { $0.retry = .standard(maxAttempts: 4) }
        try await objects(session, bucket: name)
        try await items(session, table: name)
        try await messages(session, queue: name)
        print("\(name): every step passed")
    }

    static func objects(_ session: Session, bucket: String) async throws {
        let s3 = S3(session) { $0.retry = .adaptive(maxAttempts: 5) }
        try await s3.createBucket(bucket: bucket)
        try await s3.wait(until: .bucketExists(bucket: bucket), timeout: .seconds(60))
        for number in 0..<5 {
            try await s3.putObject(bucket: bucket, key: "dolphins/\(number)") {
                $0.body = .text("boto \(number)")
                $0.metadata = ["river": "Amazonas"]
                $0.storageClass = .standard
            } options: {
                $0.timeout = .seconds(10)
            }
        }

        let object = try await s3.getObject(bucket: bucket, key: "dolphins/3") { $0.range = "bytes=0-3" }
        let text = try await object.body?.text(upTo: 100)
        try check(text == "boto" && object.metadata == ["river": "Amazonas"], "get")

        let paginator = s3.paginator(.listObjectsV2(bucket: bucket) { $0.prefix = "dolphins/" }).pageSize(2)
        var keys: [String?] = []
        for try await page in paginator { keys += page.contents?.map(\.key) ?? [] }
        try check(keys == (0..<5).map { "dolphins/\($0)" }, "pages")
        var sizes = 0
        for try await object in paginator.items(\.contents) { sizes += object.size ?? 0 }
        try check(sizes == 30, "items")

        let url = try await s3.presign(.getObject(bucket: bucket, key: "dolphins/4"), expiresIn: .seconds(300))
        let response = try await session.httpClient.get(url)
        try await check(response.body.text(upTo: 100) == "boto 4", "presign")

        do {
            _ = try await s3.getObject(bucket: bucket, key: "vaquita")
            throw Failure(step: "no error")
        } catch S3.Error.noSuchKey(let info) {
            try check(info.status == 404 && info.attempts == 1 && info.code == "NoSuchKey", "typed error")
        }
        do {
            _ = try await s3.asClient.getObject(Bucket: Value(bucket), Key: "vaquita")
            throw Failure(step: "no error")
        } catch let error as any ServiceFailure where error.code == "NoSuchKey" {
            try check(error.operation == "GetObject", "error of a dynamic call")
        }
    }

    static func items(_ session: Session, table: String) async throws {
        let dynamodb = DynamoDB(session)
        try await dynamodb.createTable(tableName: table) { input in
            input.attributeDefinitions = [
                .init {
                    $0.attributeName = "name"; $0.attributeType = .s
                }
            ]
            input.keySchema = [
                .init {
                    $0.attributeName = "name"; $0.keyType = .hash
                }
            ]
            input.billingMode = .payPerRequest
        }
        try await dynamodb.wait(until: .tableExists(tableName: table), timeout: .seconds(60))
        let item: [String: AttributeValue] = ["name": .string("boto"), "meters": .number("2.5")]
        try await dynamodb.putItem(tableName: table, item: item)
        let found = try await dynamodb.getItem(tableName: table, key: ["name": .string("boto")])
        try check(found.item == item, "item")
    }

    static func messages(_ session: Session, queue: String) async throws {
        let sqs = SQS(session)
        guard let url = try await sqs.createQueue(queueName: queue).queueUrl else { throw Failure(step: "queue") }
        try await sqs.sendMessage(queueUrl: url, messageBody: "click")
        let received = try await sqs.receiveMessage(queueUrl: url) { $0.waitTimeSeconds = 2 }
        try check(received.messages?.first?.body == "click", "message")
    }

    /// Not called: no local server speaks it. It is here to be compiled.
    static func talk(_ session: Session) async throws -> String {
        let bedrock = BedrockRuntime(session)
        let reply = try await bedrock.converseStream(modelId: "m") {
            $0.messages = [
                .init {
                    $0.role = .user; $0.content = [.text("Where does the boto live?")]
                }
            ]
        }
        var text = ""
        guard let events = reply.stream else { return text }
        for try await event in events {
            if case .contentBlockDelta(let delta) = event, case .text(let part)? = delta.delta { text += part }
        }
        return text
    }
}

struct Failure: Error {
    let step: String
}

func check(_ isAsWanted: Bool, _ step: String) throws {
    if !isAsWanted { throw Failure(step: step) }
}
