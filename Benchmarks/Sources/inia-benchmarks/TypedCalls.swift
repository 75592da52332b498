import Inia

/// What types cost: the same calls in memory by a dynamic and by a generated client, in turn.
enum TypedCalls {
    static func run(folder: String) async throws {
        let files = Host.system.files
        guard let item = try files.read("\(folder)/item.json"), let list = try files.read("\(folder)/list.xml") else {
            return print("there are no answers in \(folder)")
        }
        let dynamoDB = DynamoDB(Engine.session(Canned(type: "application/x-amz-json-1.0", body: item)))
        try await compare("GetItem in memory") {
            let output = try await dynamoDB.asClient.call("GetItem", Engine.key)
            precondition(output.Item.asEntries.count == 6)
        } typed: {
            let output = try await dynamoDB.getItem(
                tableName: "t", key: ["pk": .string("user#123"), "sk": .number("42")])
            precondition(output.item?.count == 6)
        }
        let s3 = S3(Engine.session(Canned(type: "application/xml", body: list)))
        try await compare("ListObjectsV2 in memory, 1,000 keys read") {
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
    private static func compare(
        _ name: String, _ dynamic: () async throws -> Void, typed: () async throws -> Void
    ) async rethrows {
        let start = Usage.now
        var count = 0
        while count < 3 || (Usage.now - start).wall < 50_000 {
            try await dynamic()
            try await typed()
            count += 1
        }
        var least = (dynamic: Double.infinity, typed: Double.infinity)
        for _ in 0..<20 {
            least.dynamic = min(least.dynamic, try await cost(of: dynamic, count))
            least.typed = min(least.typed, try await cost(of: typed, count))
        }
        report(name, ["cpu": least.dynamic, "typed": least.typed])
    }

    private static func cost(of call: () async throws -> Void, _ count: Int) async rethrows -> Double {
        let before = Usage.now
        for _ in 0..<count { try await call() }
        return (Usage.now - before).cpu / Double(count)
    }
}
