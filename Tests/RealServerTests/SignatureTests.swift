import Inia
import Testing

/// Servers that check signatures take those of the right secret, and no others.
@Suite struct SignatureTests {
    /// One call of each protocol that ministack speaks.
    static let calls: [(service: String, operation: String)] = [
        ("s3", "ListBuckets"), ("dynamodb", "ListTables"), ("sqs", "ListQueues"), ("sts", "GetCallerIdentity"),
        ("ec2", "DescribeVpcs"),
    ]

    @Test(.enabled(if: Servers.ministack != nil), arguments: calls)
    func `ministack takes the right secret and refuses a wrong one`(service: String, operation: String) async throws {
        let server = try #require(Servers.ministack)
        let answer = try await server.client(service).call(operation)
        #expect(answer._metadata.status == 200)
        let error = await refusal { try await server.stranger(service).call(operation) }
        #expect(error?.attempts == 1)
        // Each protocol has its own word for it: JSON's, EC2's, and everybody else's.
        let words = ["dynamodb": "InvalidSignatureException", "ec2": "AuthFailure"]
        #expect(error?.code == words[service] ?? "SignatureDoesNotMatch")
    }

    @Test(.enabled(if: Servers.ministack != nil))
    func `ministack does not know a key that it did not make`() async throws {
        let server = try #require(Servers.ministack)
        let nobody = Credentials(accessKeyID: "AKIANOBODY0000000000", secretAccessKey: server.secret)
        let error = await refusal {
            try await server.client("dynamodb") { $0.credentials = .fixed(nobody) }.listTables()
        }
        #expect([400, 403].contains(error?.status))
    }

    @Test(.enabled(if: Servers.seaweedfs != nil))
    func `SeaweedFS takes the right secret and refuses a wrong one`() async throws {
        let server = try #require(Servers.seaweedfs)
        #expect(try await server.client("s3").listBuckets()._metadata.status == 200)
        let error = await refusal { try await server.stranger("s3").listBuckets() }
        #expect(error?.code == "SignatureDoesNotMatch")
        #expect(error?.status == 403)
    }

    @Test(
        .enabled(if: Servers.seaweedfs != nil), arguments: ["plain", "with space/ä+b", "a//b", "~tilde/*.(1)!'", "日本語"])
    func `SeaweedFS finds the signature of any key right`(key: String) async throws {
        let server = try #require(Servers.seaweedfs)
        try await server.withBucket { s3, bucket in
            try await s3.putObject(Bucket: bucket, Key: Value(key), Body: "text", Metadata: ["spaced": "a  b"])
            let object = try await s3.getObject(Bucket: bucket, Key: Value(key))
            #expect(try await object.Body.asBody.text(upTo: 10) == "text")
        }
    }

    @Test(.enabled(if: Servers.seaweedfs != nil))
    func `a presigned URL fetches and stores without credentials`() async throws {
        let server = try #require(Servers.seaweedfs)
        try await server.withBucket { s3, bucket in
            let put = try await s3.presign("PutObject", ["Bucket": bucket, "Key": "k"], expiresIn: .seconds(60))
            let stored = try await server.session.httpClient.send(
                HTTPRequest(method: put.method, url: put.url, headers: put.headers, body: .bytes(Bytes(utf8: "given"))),
                options: HTTPExchangeOptions())
            #expect(stored.status == 200)
            let get = try await s3.presign("GetObject", ["Bucket": bucket, "Key": "k"], expiresIn: .seconds(60))
            let fetched = try await server.session.httpClient.get(get)
            #expect(fetched.status == 200)
            #expect(try await fetched.body.text(upTo: 10) == "given")
        }
    }

    @Test(.enabled(if: Servers.seaweedfs != nil))
    func `a presigned URL of a wrong secret, or one that has expired, is refused`() async throws {
        let server = try #require(Servers.seaweedfs)
        try await server.withBucket { s3, bucket in
            try await s3.putObject(Bucket: bucket, Key: "k", Body: "text")
            let wrong = try await server.stranger("s3").presign("GetObject", ["Bucket": bucket, "Key": "k"])
            let refused = try await server.session.httpClient.get(wrong)
            #expect(refused.status == 403)
            #expect(try await refused.body.text(upTo: 4096).contains("SignatureDoesNotMatch"))
            // Made by a clock of yesterday, so that nobody has to wait.
            let machine = Host.system
            let yesterday = Host(
                environment: machine.environment, files: machine.files,
                clock: ScriptedClock(now: machine.clock.now.advanced(by: .seconds(-86400))), entropy: machine.entropy,
                processes: machine.processes)
            let late = try await Session(server.session.config, host: yesterday).client("s3")
                .presign("GetObject", ["Bucket": bucket, "Key": "k"], expiresIn: .seconds(60))
            let expired = try await server.session.httpClient.get(late)
            #expect(expired.status == 403)
        }
    }

    @Test(.enabled(if: Servers.seaweedfs != nil))
    func `a header that is not signed changes nothing, one that is cannot be changed`() async throws {
        let server = try #require(Servers.seaweedfs)
        try await server.withBucket { s3, bucket in
            try await s3.putObject(Bucket: bucket, Key: "k", Body: "text")
            let proxied = try server.client("s3") {
                $0.httpClient = Meddler(header: "X-Forwarded-For", value: "10.0.0.1")
            }
            let object = try await proxied.getObject(Bucket: bucket, Key: "k")
            #expect(try await object.Body.asBody.text(upTo: 10) == "text")
            let forged = try server.client("s3") {
                $0.httpClient = Meddler(header: "X-Amz-Meta-Owner", value: "mallory")
            }
            let error = await refusal {
                try await forged.putObject(Bucket: bucket, Key: "k", Body: "text", Metadata: ["owner": "alice"])
            }
            #expect(error?.code == "SignatureDoesNotMatch")
        }
    }
}

/// Changes a header of each request on its way, after it was signed.
struct Meddler: HTTPClient {
    let header: String
    let value: String

    func send(_ request: HTTPRequest, options: HTTPExchangeOptions) async throws -> HTTPResponse {
        var request = request
        try request.headers.set(header, value)
        return try await Session().httpClient.send(request, options: options)
    }
}
