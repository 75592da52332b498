import Inia
import Testing

/// Services of the other protocols: JSON, query and EC2's.
@Suite struct ServiceTests {
    static let servers = [Servers.ministack, Servers.moto].compactMap { $0 }

    @Test(.enabled(if: !servers.isEmpty), arguments: servers)
    func `a DynamoDB table is made, filled, queried and emptied`(server: Server) async throws {
        let dynamodb = try server.client("dynamodb")
        let name = server.fresh("table")
        let table = Value(name)
        try await dynamodb.createTable(
            TableName: table,
            AttributeDefinitions: [
                ["AttributeName": "river", "AttributeType": "S"], ["AttributeName": "number", "AttributeType": "N"],
            ],
            KeySchema: [
                ["AttributeName": "river", "KeyType": "HASH"], ["AttributeName": "number", "KeyType": "RANGE"],
            ],
            BillingMode: "PAY_PER_REQUEST")
        try await dynamodb.wait(until: "TableExists", ["TableName": table], timeout: .seconds(600))
        let items: [Value] = (0..<25).map { number in
            [
                "river": ["S": "Amazonas"], "number": ["N": Value("\(number)")],
                "bytes": ["B": Value([UInt8](repeating: 1, count: 4))], "tags": ["L": [["S": "a"], ["NULL": true]]],
            ]
        }
        let puts = Value(items.map { ["PutRequest": ["Item": $0]] })
        try await dynamodb.batchWriteItem(RequestItems: Value([name: puts]))
        let paginator = dynamodb.paginator(
            "Query",
            [
                "TableName": table, "KeyConditionExpression": "#r = :r", "ExpressionAttributeNames": ["#r": "river"],
                "ExpressionAttributeValues": [":r": ["S": "Amazonas"]],
            ]
        ).pageSize(10)
        var numbers: [String?] = []
        for try await item in paginator.items("Items") { numbers.append(item.number.N.asString) }
        #expect(numbers == (0..<25).map { "\($0)" })
        let key: Value = ["river": ["S": "Amazonas"], "number": ["N": "3"]]
        let item = try await dynamodb.getItem(TableName: table, Key: key).Item
        #expect(item.bytes.B.asBytes == [1, 1, 1, 1])
        #expect(item.tags.L[0].S.asString == "a")
        #expect(item.tags.L[1].NULL.asBool == true)
        let missing = try await dynamodb.getItem(
            TableName: table, Key: ["river": ["S": "Tapajós"], "number": ["N": "1"]])
        #expect(missing.Item.asIsNull)
        let failed = await refusal {
            try await dynamodb.putItem(
                TableName: table, Item: items[0], ConditionExpression: "attribute_not_exists(river)")
        }
        #expect(failed?.code == "ConditionalCheckFailedException")
        #expect(failed?.status == 400)
        try await dynamodb.deleteTable(TableName: table)
        let gone = await refusal { try await dynamodb.getItem(TableName: table, Key: key) }
        #expect(gone?.code == "ResourceNotFoundException")
    }

    @Test(.enabled(if: !servers.isEmpty), arguments: servers)
    func `an SQS message is sent, received and deleted`(server: Server) async throws {
        let sqs = try server.client("sqs")
        let queue = try await sqs.createQueue(QueueName: Value(server.fresh("queue"))).QueueUrl
        let text = "click <&> \u{1F42C}"
        let sent = try await sqs.sendMessage(
            QueueUrl: queue, MessageBody: Value(text),
            MessageAttributes: ["kind": ["DataType": "String", "StringValue": "sound"]])
        let received = try await sqs.receiveMessage(QueueUrl: queue, MessageAttributeNames: ["All"])
        #expect(received.Messages.asList.count == 1)
        #expect(received.Messages[0].Body.asString == text)
        #expect(received.Messages[0].MessageId == sent.MessageId)
        #expect(received.Messages[0].MessageAttributes.kind.StringValue.asString == "sound")
        try await sqs.deleteMessage(QueueUrl: queue, ReceiptHandle: received.Messages[0].ReceiptHandle)
        try await sqs.deleteQueue(QueueUrl: queue)
        let gone = await refusal { try await sqs.sendMessage(QueueUrl: queue, MessageBody: "late") }
        #expect(gone?.code.contains("NonExistentQueue") == true || gone?.code == "QueueDoesNotExist")
    }

    @Test(.enabled(if: !servers.isEmpty), arguments: servers)
    func `EC2 describes its networks and refuses what it does not know`(server: Server) async throws {
        let ec2 = try server.client("ec2")
        let vpcs = try await ec2.describeVpcs(Filters: [["Name": "is-default", "Values": ["true"]]])
        #expect(vpcs.Vpcs[0].CidrBlock == "172.31.0.0/16")
        #expect(vpcs.Vpcs[0].IsDefault.asBool == true)
        let unknown = await refusal { try await ec2.describeVpcs(VpcIds: ["vpc-00000000000000000"]) }
        #expect(unknown?.code == "InvalidVpcID.NotFound")
    }

    @Test(.enabled(if: !servers.isEmpty), arguments: servers)
    func `STS says who calls, and SNS takes a query with a list`(server: Server) async throws {
        let me = try await server.client("sts").getCallerIdentity()
        #expect(me.Arn.asString?.hasPrefix("arn:aws") == true)
        #expect(me.Account.asString?.count == 12)
        let sns = try server.client("sns")
        let topic = try await sns.createTopic(
            Name: Value(server.fresh("topic")), Tags: [["Key": "a", "Value": "1"], ["Key": "b", "Value": "2"]])
        let tags = try await sns.listTagsForResource(ResourceArn: topic.TopicArn)
        #expect(tags.Tags.asList.map(\.Key.asString) == ["a", "b"])
        #expect(tags.Tags.asList.map(\.Value.asString) == ["1", "2"])
        try await sns.deleteTopic(TopicArn: topic.TopicArn)
    }
}
