import Inia

/// One scenario of the race, run once; `rivals.py` does the same by other clients.
///
/// It prints CPU in microseconds a call, the rate a second and the peak of memory, of the part that counts: clients
/// are made and connections opened before. Only `start` has nothing before it.
struct Race: Sendable {
    let session: Session

    /// - Parameter authorities: a file with the certificate that vouches for the server's.
    init(url: String, authorities: String?) {
        session = Session { config in
            config.region = "us-east-1"
            config.endpointURL = url
            config.credentials = .fixed(Engine.credentials)
            config.s3.addressingStyle = .path
            config.maxPoolConnections = 64
            config.retry = .standard(maxAttempts: 1)
            if let authorities { config.verify = .authorities(path: authorities) }
            // What the rivals leave undone over plain HTTP too: hashing a body that a checksum protects.
            config.s3.payloadSigningEnabled = authorities == nil ? false : nil
        }
    }

    func run(_ scenario: String) async throws {
        let loop = session.eventLoop
        switch scenario {
        case "start":
            try await object()()
            print("first reply")
        case "get1": try await measure(1, calls: 3000, try object())
        case "get1-loop": try await measure(1, calls: 3000, on: loop, try object())
        case "get64": try await measure(64, calls: 12_800, try object())
        case "get64-loop": try await measure(64, calls: 12_800, on: loop, try object())
        case "get1000": try await measure(1000, calls: 20_000, try object())
        case "get1000-loop": try await measure(1000, calls: 20_000, on: loop, try object())
        case "get10000-loop": try await measure(10_000, calls: 20_000, on: loop, try object())
        case "get10000": try await measure(10_000, calls: 20_000, try object())
        case "item1": try await measure(1, calls: 3000, try item())
        case "item1-loop": try await measure(1, calls: 3000, on: loop, try item())
        case "item64": try await measure(64, calls: 12_800, try item())
        case "item64-loop": try await measure(64, calls: 12_800, on: loop, try item())
        case "list": try await measure(1, calls: 100, warmUp: 5, try page())
        case "down": try await measure(1, calls: 1, warmUp: 0, try download())
        case "up": try await measure(1, calls: 1, warmUp: 0, try upload())
        default: print("there is no scenario \(scenario)")
        }
    }

    // MARK: Calls

    private func object() throws -> @Sendable () async throws -> Void {
        let s3 = try session.client("s3")
        return {
            let output = try await s3.call("GetObject", ["Bucket": "bkt", "Key": "k1"])
            let body = try await output.Body.asBody.collect(upTo: 1 << 20)
            precondition(body.count == 1024)
        }
    }

    private func item() throws -> @Sendable () async throws -> Void {
        let dynamoDB = try session.client("dynamodb")
        return {
            let output = try await dynamoDB.call("GetItem", Engine.key)
            precondition(output.Item.asEntries.count == 6)
        }
    }

    private func page() throws -> @Sendable () async throws -> Void {
        let s3 = try session.client("s3")
        return {
            let output = try await s3.call("ListObjectsV2", ["Bucket": "bkt"])
            precondition(output.Contents.asList.last?.Key.asString?.isEmpty == false)
        }
    }

    /// 1 GiB into the file that `RACE_TARGET` names.
    private func download() throws -> @Sendable () async throws -> Void {
        let s3 = try session.client("s3")
        let path = session.environment["RACE_TARGET"] ?? "/dev/null"
        return {
            let output = try await s3.call("GetObject", ["Bucket": "bkt", "Key": "gigabyte"])
            let count = try await output.Body.asBody.write(to: path)
            precondition(count == 1 << 30)
        }
    }

    /// 1 GiB from the file that `RACE_SOURCE` names, with CRC64NVME.
    private func upload() throws -> @Sendable () async throws -> Void {
        let s3 = try session.client("s3")
        let path = session.environment["RACE_SOURCE"] ?? "/dev/null"
        return {
            try await s3.call(
                "PutObject", ["Bucket": "bkt", "Key": "up", "Body": .file(path), "ChecksumAlgorithm": "CRC64NVME"])
        }
    }

    // MARK: Measuring

    /// Makes calls by a number of tasks, each in turn, on the global pool or on an executor.
    private func measure(
        _ tasks: Int, calls count: Int, warmUp: Int? = nil, on executor: (any TaskExecutor)? = nil,
        _ call: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await make(warmUp ?? max(300, tasks), by: tasks, on: executor, call)
        let before = Usage.now
        try await make(count, by: tasks, on: executor, call)
        let used = Usage.now - before
        report(
            "result", ["cpu": used.cpu / Double(count), "rate": Double(count) / used.wall * 1e6, "peak": peakMemory])
    }

    private func make(
        _ count: Int, by tasks: Int, on executor: (any TaskExecutor)?,
        _ call: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup { group in
            for _ in 0..<min(tasks, count) {
                group.addTask(executorPreference: executor) { for _ in 0..<max(count / tasks, 1) { try await call() } }
            }
            try await group.waitForAll()
        }
    }
}
