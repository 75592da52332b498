import Inia

/// What types cost: the same calls in memory by a dynamic and by a generated client, their results read.
enum TypedCalls {
    /// The same thing done in both ways.
    struct Pair: Sendable {
        let name: String
        let dynamic: @Sendable () async throws -> Void
        let typed: @Sendable () async throws -> Void

        /// Each alone, for a tool that counts instructions.
        var parts: [Engine.Part] { [Engine.Part("\(name), dynamic", dynamic), Engine.Part("\(name), typed", typed)] }
    }

    static func run(folder: String) async throws {
        for pair in try pairs(folder) { try await compare(pair) }
    }

    static func pairs(_ folder: String) throws -> [Pair] { [try item(folder), try page(folder)] }

    private static func item(_ folder: String) throws -> Pair {
        let answer = Canned(type: "application/x-amz-json-1.0", body: try Engine.canned("\(folder)/item.json"))
        let dynamoDB = DynamoDB(Engine.session(answer))
        return Pair(name: "GetItem in memory") {
            let output = try await dynamoDB.asClient.call("GetItem", Engine.key)
            precondition(output.Item.asEntries.count == 6)
        } typed: {
            let output = try await dynamoDB.getItem(
                tableName: "t", key: ["pk": .string("user#123"), "sk": .number("42")])
            precondition(output.item?.count == 6)
        }
    }

    private static func page(_ folder: String) throws -> Pair {
        let s3 = S3(Engine.session(Canned(type: "application/xml", body: try Engine.canned("\(folder)/list.xml"))))
        return Pair(name: "ListObjectsV2 in memory, 1,000 keys read") {
            let output = try await s3.asClient.call("ListObjectsV2", ["Bucket": "bucket"])
            var count = 0
            for object in output.Contents.asList { count += object.Key.asString?.utf8.count ?? 0 }
            precondition(count > 1000)
        } typed: {
            let output = try await s3.listObjectsV2(bucket: "bucket")
            var count = 0
            for object in output.contents ?? [] { count += object.key?.utf8.count ?? 0 }
            precondition(count > 1000)
        }
    }

    /// The CPU of each in the best of several rounds, the two in turn in every round.
    private static func compare(_ pair: Pair) async throws {
        let start = Usage.now
        var count = 0
        while count < 3 || (Usage.now - start).wall < 50_000 {
            try await pair.dynamic()
            try await pair.typed()
            count += 1
        }
        var least = (dynamic: Double.infinity, typed: Double.infinity)
        for _ in 0..<20 {
            least.dynamic = min(least.dynamic, try await cost(of: pair.dynamic, count))
            least.typed = min(least.typed, try await cost(of: pair.typed, count))
        }
        report(pair.name, ["cpu": least.dynamic, "typed": least.typed])
    }

    private static func cost(of call: () async throws -> Void, _ count: Int) async throws -> Double {
        let before = Usage.now
        for _ in 0..<count { try await call() }
        return (Usage.now - before).cpu / Double(count)
    }
}
