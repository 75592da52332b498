import Inia
internal import IniaEndpoints
internal import IniaProtocols

/// The CPU that the parts of the engine take, each alone and warm; `reference/engine.py` does the same by botocore.
enum Engine {
    static func run(folder: String) async throws {
        let library = ModelLibrary.shared(for: .system)
        let s3 = try library.service("s3")
        let dynamoDB = try library.service("dynamodb")
        try signing()
        try endpoints(s3, library)
        try serializing(s3, dynamoDB)
        // Not on the main actor, from which each call would begin with a hop to another thread.
        try await Task.detached { try await wholeCalls(folder) }.value
    }

    static let credentials = Credentials(accessKeyID: "AKIDEXAMPLEEXAMPLE", secretAccessKey: "secretsecretsecretsecret")
    static let key: Value = ["TableName": "t", "Key": ["pk": ["S": "user#123"], "sk": ["N": "42"]]]

    private static func signing() throws {
        let keys = SigningKeys()
        let signer = SigV4.s3(region: "us-east-1")
        let url = HTTPURL(
            scheme: "https", host: "bucket.s3.us-east-1.amazonaws.com", path: "/some/key", query: "x-id=GetObject")
        var request = HTTPRequest(method: "GET", url: url)
        try request.headers.set("User-Agent", "benchmark")
        var second: Int64 = 1_750_000_000
        measure("sign S3 GetObject") {
            second += 1
            let signed = try? signer.signed(
                request, payload: .empty, credentials: credentials, at: Timestamp(seconds: second), keys: keys)
            precondition(signed?.request.headers["Authorization"] != nil)
        }
    }

    private static func endpoints(_ s3: ServiceModel, _ library: ModelLibrary) throws {
        guard let lines = try s3.rules else { return }
        let rules = try RuleSet(LineRules(rules: lines), partitions: try Partitions(try library.partitions))
        var number = 0
        try measure("resolve S3 endpoint") {
            number = (number + 1) % 500
            let endpoint = try rules.resolve([
                "Region": .string("us-east-1"), "UseFIPS": .boolean(false), "UseDualStack": .boolean(false),
                "Bucket": .string("bucket-\(number)"), "Accelerate": .boolean(false), "ForcePathStyle": .boolean(false),
                "UseGlobalEndpoint": .boolean(false),
            ])
            precondition(endpoint.url.utf8.count > 20)
        }
    }

    private static func serializing(_ s3: ServiceModel, _ dynamoDB: ServiceModel) throws {
        let inputs: [(ServiceModel, String, Value)] = [
            (s3, "GetObject", ["Bucket": "bucket", "Key": "some/key"]), (dynamoDB, "GetItem", key),
        ]
        for (service, name, input) in inputs {
            let operation = try service.operation(name)
            let codec = try ProtocolCodec(for: service.traits)
            guard let shape = try operation.input?.shape else { continue }
            try measure("validate and serialize \(name)") {
                let request = try codec.serialize(try Structure(binding: input, to: shape), of: operation)
                precondition(!request.path.isEmpty)
            }
        }
    }

    /// Everything but the socket: what a call costs above the transport.
    private static func wholeCalls(_ folder: String) async throws {
        guard let item = try Host.system.files.read("\(folder)/item.json") else { return }
        let s3 = try session(Canned(type: "binary/octet-stream", body: Bytes([UInt8](repeating: 0, count: 1024))))
            .client("s3")
        try await measure("call GetObject in memory") {
            let output = try await s3.call("GetObject", ["Bucket": "bucket", "Key": "k1"])
            let body = try await output.Body.asBody.collect(upTo: 1 << 20)
            precondition(body.count == 1024)
        }
        let dynamoDB = try session(Canned(type: "application/x-amz-json-1.0", body: item)).client("dynamodb")
        try await measure("call GetItem in memory") {
            let output = try await dynamoDB.call("GetItem", key)
            precondition(output.Item.asEntries.count == 6)
        }
        try await page(folder)
    }

    private static func page(_ folder: String) async throws {
        guard let list = try Host.system.files.read("\(folder)/list.xml") else { return }
        let s3 = try session(Canned(type: "application/xml", body: list)).client("s3")
        try await measure("call ListObjectsV2 in memory, 1,000 keys") {
            let output = try await s3.call("ListObjectsV2", ["Bucket": "bucket"])
            precondition(output.Contents.asList.count == 1000)
        }
    }

    /// A session whose requests a client answers.
    static func session(_ client: any HTTPClient) -> Session {
        Session { config in
            config.region = "us-east-1"
            config.credentials = .fixed(credentials)
            config.httpClient = client
        }
    }
}

/// Answers every request with the same bytes.
struct Canned: HTTPClient {
    let type: String
    let body: Bytes

    func send(_ request: HTTPRequest, options: HTTPExchangeOptions) async throws -> HTTPResponse {
        var response = HTTPResponse(status: 200, body: .bytes(body))
        try response.headers.set("Content-Type", type)
        try response.headers.set("x-amz-request-id", "R")
        return response
    }
}
