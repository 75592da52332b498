import Inia
internal import IniaEndpoints
internal import IniaProtocols

/// What a call consists of above the transport.
extension Engine {
    static func signing() throws -> Part {
        let keys = SigningKeys()
        let signer = SigV4.s3(region: "us-east-1")
        let url = HTTPURL(
            scheme: "https", host: "bucket.s3.us-east-1.amazonaws.com", path: "/some/key", query: "x-id=GetObject")
        var request = HTTPRequest(method: "GET", url: url)
        try request.headers.set("User-Agent", "benchmark")
        let second = Counter(1_750_000_000)
        return Part("sign S3 GetObject") { [request] in
            let signed = try signer.signed(
                request, payload: .empty, credentials: credentials, at: Timestamp(seconds: second.next()), keys: keys)
            precondition(signed.request.headers["Authorization"] != nil)
        }
    }

    static func endpoints(_ s3: ServiceModel, _ library: ModelLibrary) throws -> Part {
        let rules = try s3.rules.map { lines in
            try RuleSet(LineRules(rules: lines), partitions: try Partitions(try library.partitions))
        }
        let number = Counter(0)
        return Part("resolve S3 endpoint") {
            let endpoint = try rules?.resolve([
                "Region": .string("us-east-1"), "UseFIPS": .boolean(false), "UseDualStack": .boolean(false),
                "Bucket": .string("bucket-\(number.next() % 500)"), "Accelerate": .boolean(false),
                "ForcePathStyle": .boolean(false), "UseGlobalEndpoint": .boolean(false),
            ])
            precondition(endpoint?.url.utf8.count ?? 0 > 20)
        }
    }

    static func serializing(_ name: String, _ input: Value, of service: ServiceModel) throws -> Part {
        let operation = try service.operation(name)
        let codec = try ProtocolCodec(for: service.traits)
        let shape = try operation.input?.shape
        return Part("validate and serialize \(name)") {
            let request = try codec.serialize(try shape.map { try Structure(binding: input, to: $0) }, of: operation)
            precondition(!request.path.isEmpty)
        }
    }

    // MARK: Everything but the socket

    static func object() throws -> Part {
        let s3 = try session(Canned(type: "binary/octet-stream", body: Bytes([UInt8](repeating: 0, count: 1024))))
            .client("s3")
        return Part("call GetObject in memory") {
            let output = try await s3.call("GetObject", ["Bucket": "bucket", "Key": "k1"])
            let body = try await output.Body.asBody.collect(upTo: 1 << 20)
            precondition(body.count == 1024)
        }
    }

    static func item(folder: String) throws -> Part {
        let answer = Canned(type: "application/x-amz-json-1.0", body: try canned("\(folder)/item.json"))
        let dynamoDB = try session(answer).client("dynamodb")
        return Part("call GetItem in memory") {
            let output = try await dynamoDB.call("GetItem", key)
            precondition(output.Item.asEntries.count == 6)
        }
    }

    static func page(folder: String) throws -> Part {
        let s3 = try session(Canned(type: "application/xml", body: try canned("\(folder)/list.xml"))).client("s3")
        return Part("call ListObjectsV2 in memory, 1,000 keys") {
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

    static func canned(_ file: String) throws -> Bytes {
        guard let bytes = try Host.system.files.read(file) else { throw MissingFile(path: file) }
        return bytes
    }
}

/// A canned answer that is not where it should be.
struct MissingFile: Error {
    let path: String
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
