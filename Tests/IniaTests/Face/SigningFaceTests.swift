import Inia
import IniaTesting
import Testing

/// What a client and its session sign: which version it is, and what is signed without being sent.
@Suite struct SigningFaceTests {
    /// The start of the first request's `Authorization`.
    private func header(
        _ service: String, _ operation: String, version: String? = nil, profile: String = ""
    ) async throws -> String? {
        let http = ScriptedHTTPClient([.response(200, "{}")])
        var config = Config()
        config.region = "us-west-2"
        config.credentials = .fixed(Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret"))
        config.httpClient = http
        config.signatureVersion = version
        let files = ScriptedFiles(texts: ["/home/.aws/config": "[default]\n" + profile])
        let session = Session(config, host: .scripted(files: files), models: Wire.models)
        _ = try? await session.client(service).call(operation)
        let headers = http.requests.first?.request.headers
        return (headers?["Authorization"] ?? headers?["X-Amzn-Authorization"])?.split(separator: " ").first
            .map(String.init)
    }

    @Test
    func `the signature version is the config's, or S3's endpoints', or the profile's for the service, or the model's`()
        async throws
    {
        let oldest = "s3 =\n  signature_version = s3\n"
        #expect(try await header("s3", "ListBuckets") == "AWS4-HMAC-SHA256")
        #expect(try await header("s3", "ListBuckets", profile: oldest) == "AWS4-HMAC-SHA256")
        #expect(try await header("s3", "ListBuckets", version: "s3") == "AWS")
        #expect(try await header("sqs", "ListQueues", profile: oldest) == "AWS4-HMAC-SHA256")
        #expect(try await header("sqs", "ListQueues", profile: "sqs =\n  signature_version = v3\n") == "AWS3-HTTPS")
        #expect(try await header("s3", "ListBuckets", version: "none") == nil)
        #expect(try await header("sso", "Logout", profile: "") == nil)
    }

    @Test func `a signature version that is not known stops the call before it is sent`() async throws {
        let wire = try Wire("s3") { $0.signatureVersion = "v9" }
        #expect(await wire.refusal("ListBuckets", [:]) == .configuration)
        #expect(wire.http.requests.isEmpty)
    }

    @Test func `whatever can be signed to be given away is signed, and nothing is sent`() async throws {
        let wire = try Wire("s3")
        let url = try await wire.client.presign("GetObject", ["Bucket": "bucket", "Key": "k"], expiresIn: .seconds(60))
        #expect(url.url.text.hasPrefix("https://bucket.s3.us-west-2.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&"))
        let post = try await wire.client.presign(post: "bucket", key: "k")
        #expect(post.url.text == "https://bucket.s3.us-west-2.amazonaws.com/")
        #expect(post.fields.first { $0.name == "key" }?.value == "k")
        let queues = try Wire("sqs")
        let list = try await queues.client.presign("ListQueues", method: "GET")
        #expect(list.method == "GET" && list.url.query?.contains("X-Amz-Expires=3600&") == true)
        #expect(wire.http.requests.isEmpty && queues.http.requests.isEmpty)

        var config = Config()
        config.region = "us-west-2"
        config.credentials = .fixed(Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret"))
        let session = Session(config, host: .scripted(), models: Wire.models)
        let database = try await session.databaseToken(host: "db.example", port: 5432, user: "me")
        #expect(database.hasPrefix("db.example:5432/?Action=connect&DBUser=me&"))
        for (action, name) in [(DatabaseToken.DSQLAction.connect, "DbConnect"), (.connectAdmin, "DbConnectAdmin")] {
            let token = try await session.databaseToken(host: "c.dsql.example", action: action)
            #expect(token.hasPrefix("c.dsql.example/?Action=\(name)&"))
        }
    }
}
