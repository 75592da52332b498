import Inia
import LocalServers
import Testing

/// A whole session over HTTP/2: nginx, which TLS agrees with on it, in front of a service that checks signatures.
@Suite struct HTTP2Tests {
    @Test(.enabled(if: Servers.tls != nil))
    func `objects go and come whole, many at once`() async throws {
        let server = try #require(Servers.tls)
        try await server.withBucket { config in
            config.httpVersion = .http2
        } _: { s3, bucket in
            let bytes = Bytes((0..<(3 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 7) })
            try await s3.putObject(Bucket: bucket, Key: "large", Body: .blob(bytes))
            let large = try await s3.getObject(Bucket: bucket, Key: "large")
            #expect(try await large.Body.asBody.collect(upTo: 4 << 20) == bytes)
            try await withThrowingTaskGroup { group in
                for number in 0..<32 {
                    group.addTask {
                        let key = Value("small \(number)")
                        try await s3.putObject(Bucket: bucket, Key: key, Body: .string("body \(number)"))
                        let small = try await s3.getObject(Bucket: bucket, Key: key)
                        #expect(try await small.Body.asBody.text(upTo: 100) == "body \(number)")
                        try await s3.deleteObject(Bucket: bucket, Key: key)
                    }
                }
                try await group.waitForAll()
            }
            let missing = await refusal { try await s3.getObject(Bucket: bucket, Key: "nothing") }
            #expect(missing?.code == "NoSuchKey")
            try await s3.deleteObject(Bucket: bucket, Key: "large")
        }
    }

    @Test(.enabled(if: Servers.tls != nil))
    func `an upload from a sequence arrives whole`() async throws {
        let server = try #require(Servers.tls)
        try await server.withBucket { config in
            config.httpVersion = .http2
        } _: { s3, bucket in
            let (pieces, hand) = AsyncStream<Bytes>.makeStream()
            for number in 0..<64 { hand.yield(Bytes([UInt8](repeating: UInt8(number), count: 16 << 10))) }
            hand.finish()
            try await s3.putObject(Bucket: bucket, Key: "k", Body: .body(Body(once: pieces, count: 1 << 20)))
            let object = try await s3.getObject(Bucket: bucket, Key: "k")
            let body = try await object.Body.asBody.collect(upTo: 2 << 20)
            #expect(body.count == 1 << 20)
            #expect(body.array.last == 63)
            try await s3.deleteObject(Bucket: bucket, Key: "k")
        }
    }

    @Test(.enabled(if: Servers.tls != nil))
    func `items are put and got, many at once`() async throws {
        let server = try #require(Servers.tls)
        let dynamodb = try server.client("dynamodb") { $0.httpVersion = .http2 }
        let table = Value(server.fresh("table"))
        try await dynamodb.createTable(
            TableName: table, KeySchema: [["AttributeName": "id", "KeyType": "HASH"]],
            AttributeDefinitions: [["AttributeName": "id", "AttributeType": "S"]], BillingMode: "PAY_PER_REQUEST")
        try await withThrowingTaskGroup { group in
            for number in 0..<32 {
                group.addTask {
                    let id: Value = ["S": .string("\(number)")]
                    try await dynamodb.putItem(TableName: table, Item: ["id": id, "n": ["N": .string("\(number)")]])
                    let item = try await dynamodb.getItem(TableName: table, Key: ["id": id])
                    #expect(item.Item.n.N.asString == "\(number)")
                }
            }
            try await group.waitForAll()
        }
        try await dynamodb.deleteTable(TableName: table)
    }
}
