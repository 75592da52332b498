import Inia

/// Calls of all kinds to one server.
actor Workload {
    private static let mostObjects = 200

    private let target: SoakPlan.Target
    private let contents: Contents
    private let ledger: Ledger
    private let bucket: Value
    private let table: Value
    /// Objects that the server said it has, the oldest first.
    private var stored: [SoakObject] = []
    private var lastKey = 0

    init(_ target: SoakPlan.Target, _ contents: Contents, _ ledger: Ledger) {
        self.target = target
        self.contents = contents
        self.ledger = ledger
        let name = "soak-\(Host.system.entropy.uuid().prefix(13))"
        (bucket, table) = (Value(name), Value(name))
    }

    /// Makes the bucket and the table, with no relay between.
    func prepare() async throws {
        let session = session(target.server, Transport(), patience: .seconds(600))
        try await session.client("s3").createBucket(Bucket: bucket)
        guard target.hasTables else { return }
        try await session.client("dynamodb").createTable(
            TableName: table, AttributeDefinitions: [["AttributeName": "k", "AttributeType": "S"]],
            KeySchema: [["AttributeName": "k", "KeyType": "HASH"]], BillingMode: "PAY_PER_REQUEST")
    }

    /// Makes one call after another until a moment.
    nonisolated func work(_ transport: Transport, until end: ContinuousClock.Instant, seed: UInt64) async {
        var dice = Dice(seed: seed)
        guard let s3 = try? session(target.relay, transport).client("s3"),
            let dynamodb = try? session(target.relay, transport).client("dynamodb")
        else { return await ledger.violation("no client") }
        while ContinuousClock.now < end {
            switch Int.random(in: 0..<100, using: &dice) {
            case 0..<30: await put(s3, &dice)
            case 30..<55: await get(s3, &dice)
            case 55..<62: await abandon(s3, &dice)
            case 62..<72: await cancel(s3, &dice)
            case 72..<78: await hurry(s3, &dice)
            case 78..<84: await list(s3)
            case 84..<92: await remove(s3)
            default: if target.hasTables { await item(dynamodb, &dice) } else { await list(s3) }
            }
            if await stored.count > Self.mostObjects { await remove(s3) }
        }
    }

    /// Fetches every object that should be there from the server itself.
    func verifyAll() async {
        guard let s3 = try? session(target.server, Transport(), patience: .seconds(600)).client("s3") else { return }
        for object in stored {
            do {
                let body = try await s3.getObject(Bucket: bucket, Key: Value(object.key)).Body.asBody
                let bytes = try await body.collect(upTo: 64 << 20)
                if bytes.checksum == contents.bytes(object).checksum {
                    await ledger.countVerified()
                } else {
                    await ledger.violation("\(target.name): \(object.key) is not what was sent")
                }
            } catch {
                await ledger.violation("\(target.name): \(object.key) is not there: \(error)")
            }
        }
    }

    // MARK: Calls

    private nonisolated func put(_ s3: Client, _ dice: inout Dice) async {
        let object = await fresh(&dice)
        let body = contents.body(object, Int.random(in: 0..<4, using: &dice), mayBeOnce: target.authority != nil)
        let isDone = await attempt("put") { [bucket] in
            try await s3.putObject(Bucket: bucket, Key: Value(object.key), Body: Value(body))
        }
        if isDone { await keep(object) }
    }

    private nonisolated func get(_ s3: Client, _ dice: inout Dice) async {
        guard let object = await some(&dice), object.count > 0 else { return }
        let from = Bool.random(using: &dice) ? 0 : Int.random(in: 0..<object.count, using: &dice)
        let expected = contents.bytes(object).dropFirst(from).checksum
        await attempt("get", of: object) { [bucket, ledger, target] in
            let range = "bytes=\(from)-\(object.count - 1)"
            let output = try await s3.getObject(Bucket: bucket, Key: Value(object.key), Range: Value(range))
            let bytes = try await output.Body.asBody.collect(upTo: 64 << 20)
            guard bytes.checksum != expected else { return }
            await ledger.violation("\(target.name): \(object.key) came back as something else")
        }
    }

    private nonisolated func abandon(_ s3: Client, _ dice: inout Dice) async {
        guard let object = await some(&dice) else { return }
        await attempt("abandon", of: object) { [bucket] in
            let output = try await s3.getObject(Bucket: bucket, Key: Value(object.key))
            for try await _ in output.Body.asBody { break }
        }
    }

    private nonisolated func cancel(_ s3: Client, _ dice: inout Dice) async {
        let object = await fresh(&dice)
        let body = contents.body(object, Int.random(in: 0..<4, using: &dice), mayBeOnce: target.authority != nil)
        let patience = Duration.microseconds(Int.random(in: 0..<30_000, using: &dice))
        let call = Task { [bucket] in
            try await s3.putObject(Bucket: bucket, Key: Value(object.key), Body: Value(body))
        }
        try? await Task.sleep(for: patience)
        call.cancel()
        let isDone = await attempt("cancel") { _ = try await call.value }
        if isDone { await keep(object) }
    }

    private nonisolated func hurry(_ s3: Client, _ dice: inout Dice) async {
        let object = await fresh(&dice)
        let input: Value = [
            "Bucket": bucket, "Key": Value(object.key), "Body": Value(contents.body(object, 0, mayBeOnce: false)),
        ]
        let patience = Duration.milliseconds(Int.random(in: 1..<60, using: &dice))
        let isDone = await attempt("hurry") { try await s3.call("PutObject", input) { $0.timeout = patience } }
        if isDone { await keep(object) }
    }

    private nonisolated func list(_ s3: Client) async {
        await attempt("list") { [bucket] in
            for try await _ in s3.paginator("ListObjectsV2", ["Bucket": bucket]).pageSize(100) {}
        }
    }

    /// Deletes the oldest object; whatever comes of that, nobody counts on it any more.
    private nonisolated func remove(_ s3: Client) async {
        guard let object = await oldest() else { return }
        await attempt("delete") { [bucket] in try await s3.deleteObject(Bucket: bucket, Key: Value(object.key)) }
    }

    private nonisolated func item(_ dynamodb: Client, _ dice: inout Dice) async {
        let key: Value = ["S": Value("\(Int.random(in: 0..<100, using: &dice))")]
        await attempt("item") { [table] in
            try await dynamodb.putItem(TableName: table, Item: ["k": key, "v": ["S": "text"]])
            try await dynamodb.getItem(TableName: table, Key: ["k": key])
        }
    }

    // MARK: Outcomes

    /// Makes a call; gives whether it was done. It may fail as calls fail whose connections break, and in no other way.
    @discardableResult
    private nonisolated func attempt(
        _ kind: String, of object: SoakObject? = nil, _ call: () async throws -> Void
    ) async -> Bool {
        let kind = target.version == .http2 ? "HTTP/2 \(kind)" : kind
        do {
            try await call()
            await ledger.count("\(kind) done")
            return true
        } catch {
            await ledger.count("\(kind) \(ErrorName(error))")
            if await isUnexpected(error, of: object) { await ledger.violation("\(target.name): \(kind): \(error)") }
            return false
        }
    }

    private func isUnexpected(_ error: any Error, of object: SoakObject?) -> Bool {
        if error.isOfConnection { return false }
        switch error {
        case let error as any ServiceFailure:
            // Only who looked for an object that nobody has deleted meanwhile may count on it.
            if error.status == 404 { return object.map { stored.contains($0) } ?? true }
            // A server whose request breaks off says so, where it can still say anything.
            let isCut = ["RequestTimeout", "IncompleteBody", "BadDigest", "InternalError"].contains(error.code)
            return error.status < 500 && !isCut
        default: return true
        }
    }

    // MARK: Objects

    private func fresh(_ dice: inout Dice) -> SoakObject {
        lastKey += 1
        let most = [4 << 10, 4 << 10, 4 << 10, 256 << 10, 256 << 10, 4 << 20][Int.random(in: 0..<6, using: &dice)]
        let count = Int.random(in: 0...most, using: &dice)
        return SoakObject(
            key: "object-\(lastKey)", offset: Int.random(in: 0...((8 << 20) - count), using: &dice), count: count)
    }

    private func some(_ dice: inout Dice) -> SoakObject? { stored.randomElement(using: &dice) }

    private func keep(_ object: SoakObject) { stored.append(object) }

    private func oldest() -> SoakObject? {
        stored.isEmpty ? nil : stored.removeFirst()
    }

    private nonisolated func session(
        _ url: String, _ transport: Transport, patience: Duration = .seconds(4)
    ) -> Session {
        Session { config in
            config.region = "us-east-1"
            config.endpointURL = url
            config.credentials = .fixed(target.credentials)
            config.retry = .standard(maxAttempts: 3)
            config.connectTimeout = .seconds(3)
            config.readTimeout = patience
            config.acquireTimeout = .seconds(20)
            config.s3.addressingStyle = .path
            config.httpClient = transport
            config.httpVersion = target.version
            if let authority = target.authority { config.verify = .authorities(path: authority) }
        }
    }
}

extension Error {
    /// Whether a call may fail so whose connection breaks or whose task is cancelled.
    var isOfConnection: Bool {
        switch self {
        case is CancellationError, is TransportError: true
        case let error as CallError: [.connection, .timeout, .incompleteBody, .requestBody].contains(error.code)
        default: false
        }
    }
}
