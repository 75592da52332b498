import Inia

/// Signed calls over loopback sockets against a server with canned answers: CPU and rate.
enum Calls {
    static func run(url: String) async throws {
        let session = session(url)
        let s3 = try session.client("s3")
        let dynamoDB = try session.client("dynamodb")
        let object = { @Sendable in
            let output = try await s3.call("GetObject", ["Bucket": "bkt", "Key": "k1"])
            let body = try await output.Body.asBody.collect(upTo: 1 << 20)
            precondition(body.count == 1024)
        }
        let item = { @Sendable in
            let output = try await dynamoDB.call("GetItem", Engine.key)
            precondition(output.Item.asEntries.count == 6)
        }
        try await measure("GetObject, 1 KiB", session, object)
        try await measure("DynamoDB GetItem", session, item)
    }

    /// 1 GiB, read chunk by chunk and let go of.
    static func download(url: String) async throws {
        let s3 = try session(url).client("s3")
        let before = Usage.now
        let output = try await s3.call("GetObject", ["Bucket": "bkt", "Key": "gigabyte"])
        var count = 0
        for try await chunk in output.Body.asBody { count += chunk.count }
        precondition(count == 1 << 30)
        let used = Usage.now - before
        report("download 1 GiB", ["cpu": used.cpu / 1000, "wall": used.wall / 1000, "peak": peakMemory])
    }

    static func session(_ url: String) -> Session {
        Session { config in
            config.region = "us-east-1"
            config.endpointURL = url
            config.credentials = .fixed(Engine.credentials)
            config.s3.addressingStyle = .path
            config.maxPoolConnections = 64
            config.retry = .standard(maxAttempts: 1)
        }
    }

    private static func measure(
        _ name: String, _ session: Session, _ call: @escaping @Sendable () async throws -> Void
    ) async throws {
        for (place, executor) in [("pool", nil), ("loop", session.eventLoop as (any TaskExecutor)?)] {
            for tasks in [1, 64] {
                _ = try await calls(300, by: tasks, on: executor, call)
                let count = tasks == 1 ? 3000 : 12_800
                let used = try await calls(count, by: tasks, on: executor, call)
                report(
                    "\(name), \(tasks == 1 ? "one at a time" : "\(tasks) at once"), \(place)",
                    ["cpu": used.cpu / Double(count), "rate": Double(count) / used.wall * 1e6])
            }
        }
    }

    /// So many calls, shared out among tasks on the global pool or on an executor.
    private static func calls(
        _ count: Int, by tasks: Int, on executor: (any TaskExecutor)?,
        _ call: @escaping @Sendable () async throws -> Void
    ) async throws -> Usage {
        let before = Usage.now
        try await withThrowingTaskGroup { group in
            for _ in 0..<tasks {
                group.addTask(executorPreference: executor) { for _ in 0..<(count / tasks) { try await call() } }
            }
            try await group.waitForAll()
        }
        return Usage.now - before
    }
}
