import Inia

/// A walk through Inia's dynamic face against whatever AWS-compatible service the environment names.
@main
struct Tour {
    static func main() async throws {
        let session = Session()
        try await identity(session)
        try await objects(session)
        try await items(session)
        try await messages(session)
        try await machines(session)
        try await refusal(session)
    }

    /// Any service by name, any operation as a method; what comes back is reached by AWS's own names.
    static func identity(_ session: Session) async throws {
        let sts = try session.client("sts")
        let me = try await sts.getCallerIdentity()
        step("STS", "I am \(me.Arn.asString ?? "nobody")")
    }

    static func objects(_ session: Session) async throws {
        let s3 = try session.client("s3")
        let bucket = Value("inia-tour")
        try await s3.createBucket(Bucket: bucket)
        try await s3.wait(until: "BucketExists", ["Bucket": bucket], timeout: .seconds(30))
        step("S3", "bucket inia-tour exists")

        try await s3.putObject(Bucket: bucket, Key: "hello.txt", Body: "Hello from the river")
        let hello = try await s3.getObject(Bucket: bucket, Key: "hello.txt")
        step("S3", "hello.txt says: \(try await hello.Body.asBody.text(upTo: 1024))")

        // 64 MiB that are never in memory at once: sent and read as they flow, checksums and all.
        let size = 64 << 20
        try await s3.putObject(Bucket: bucket, Key: "large", Body: Value(Numbers.body(count: size)))
        let large = try await s3.getObject(Bucket: bucket, Key: "large")
        var received = 0
        for try await chunk in large.Body.asBody {
            received += chunk.count
            progress("S3", "large: \(received >> 20) of \(size >> 20) MiB", isDone: received == size)
        }

        try await withThrowingTaskGroup { group in
            for worker in 0..<25 {
                group.addTask {
                    for number in (worker * 100)..<(worker * 100 + 100) {
                        try await s3.putObject(Bucket: bucket, Key: "many/\(number)", Body: "")
                    }
                }
            }
            try await group.waitForAll()
        }
        var pages = 0
        var keys = 0
        for try await page in s3.paginator("ListObjectsV2", ["Bucket": bucket, "Prefix": "many/"]) {
            pages += 1
            keys += page.Contents.asList.count
        }
        step("S3", "listed \(keys) keys on \(pages) pages")

        // Whoever has the URL can fetch the object, with no credentials of their own.
        let url = try await s3.presign("GetObject", ["Bucket": bucket, "Key": "hello.txt"], expiresIn: .seconds(60))
        let response = try await session.httpClient.get(url)
        step("S3", "without credentials, \(response.status): \(try await response.body.text(upTo: 1024))")
    }

    static func items(_ session: Session) async throws {
        let dynamodb = try session.client("dynamodb")
        try await dynamodb.createTable(
            TableName: "dolphins",
            AttributeDefinitions: [["AttributeName": "name", "AttributeType": "S"]],
            KeySchema: [["AttributeName": "name", "KeyType": "HASH"]],
            BillingMode: "PAY_PER_REQUEST")
        try await dynamodb.wait(until: "TableExists", ["TableName": "dolphins"], timeout: .seconds(30))
        let dolphins: [Value] = [
            ["name": ["S": "boto"], "river": ["S": "Amazonas"], "meters": ["N": "2.5"]],
            ["name": ["S": "bolivian"], "river": ["S": "Mamoré"], "meters": ["N": "2.2"]],
        ]
        let puts = Value(dolphins.map { ["PutRequest": ["Item": $0]] })
        try await dynamodb.batchWriteItem(RequestItems: ["dolphins": puts])
        let found = try await dynamodb.query(
            TableName: "dolphins", KeyConditionExpression: "#n = :n",
            ExpressionAttributeNames: ["#n": "name"], ExpressionAttributeValues: [":n": ["S": "boto"]])
        step("DynamoDB", "the boto lives in the \(found.Items[0].river.S.asString ?? "sea")")
        let missing = try await dynamodb.getItem(TableName: "dolphins", Key: ["name": ["S": "vaquita"]])
        step("DynamoDB", "no vaquita in the rivers: \(missing.Item.asIsNull)")
    }

    static func messages(_ session: Session) async throws {
        let sqs = try session.client("sqs")
        let queue = try await sqs.createQueue(QueueName: "inia-tour").QueueUrl
        try await sqs.sendMessage(QueueUrl: queue, MessageBody: "click, click")
        let received = try await sqs.receiveMessage(QueueUrl: queue, WaitTimeSeconds: 1)
        step("SQS", "heard: \(received.Messages[0].Body.asString ?? "nothing")")
    }

    static func machines(_ session: Session) async throws {
        let ec2 = try session.client("ec2")
        let vpcs = try await ec2.describeVpcs(Filters: [["Name": "is-default", "Values": ["true"]]])
        step("EC2", "default network \(vpcs.Vpcs[0].CidrBlock.asString ?? "none")")
    }

    /// What the service refuses is a `ServiceFailure` with its code, its words, and the request's id.
    static func refusal(_ session: Session) async throws {
        let key = Credentials(accessKeyID: session.environment["AWS_ACCESS_KEY_ID"] ?? "", secretAccessKey: "wrong")
        let stranger = try session.client("s3") { $0.credentials = .fixed(key) }
        do {
            _ = try await stranger.listBuckets()
            throw TourError.wrongSecretAccepted
        } catch let error as any ServiceFailure {
            step("Errors", "a wrong secret: \(error.code) after \(error.attempts) attempt, status \(error.status)")
        }
    }
}

enum TourError: Error { case wrongSecretAccepted }

/// Prints what a step has shown.
func step(_ service: String, _ what: String) {
    print("\(service.padded(10))\(what)")
}

/// Prints a line that the next one replaces.
func progress(_ service: String, _ what: String, isDone: Bool) {
    print("\r\(service.padded(10))\(what)", terminator: isDone ? "\n" : "")
}

extension String {
    fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}

/// A stream of bytes that is made as it is read.
struct Numbers: AsyncSequence {
    let count: Int

    /// The numbers as a payload that a retry can read again from its start.
    static func body(count: Int) -> Body { Body(streaming: count) { Numbers(count: count) } }

    func makeAsyncIterator() -> Iterator { Iterator(left: count) }

    struct Iterator: AsyncIteratorProtocol {
        var left: Int

        mutating func next() -> Bytes? {
            guard left > 0 else { return nil }
            let size = Swift.min(left, 256 << 10)
            left -= size
            return Bytes([UInt8](repeating: UInt8(truncatingIfNeeded: left >> 18), count: size))
        }
    }
}
