import IniaHTTP
import IniaHost
import IniaPrimitives
import IniaShapes
import IniaSigning
import Testing

@testable import IniaCalls

/// Which signature a request gets. The signatures are botocore's of the same requests.
@Suite struct SigningPlanTests {
    private let accessPoint = "arn:aws:s3:eu-west-1:123456789012:accesspoint:ap"

    /// The one request of a call.
    private func request(
        _ service: String, _ operation: String, _ input: Value = [:], credentials: Credentials? = Scene.credentials,
        _ configure: (inout ClientOptions) -> Void = { _ in }
    ) async throws -> HTTPRequest {
        let scene = try Scene(service, [.failure(.connectionRefused)], credentials: credentials) {
            $0.retry.maxAttempts = 1
            configure(&$0)
        }
        _ = try? await scene.pipeline.call(operation, input)
        return try #require(scene.http.requests.first)
    }

    @Test func `a version that is asked for chooses the endpoint's scheme of that name, or else stands alone`()
        async throws
    {
        let input: Value = ["Bucket": .string(accessPoint), "Key": "k"]
        func scope(_ version: String?) async throws -> String? {
            let request = try await request("s3", "GetObject", input) {
                $0.s3.useARNRegion = true
                $0.signatureVersion = version
            }
            return request.headers["Authorization"]?.split(separator: ",").first.map(String.init)
        }
        let scheme = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-west-1/s3/aws4_request"
        #expect(try await scope(nil) == scheme)
        #expect(try await scope("s3v4") == scheme)
        #expect(try await scope("s3")?.hasPrefix("AWS AKIDEXAMPLE:") == true)
    }

    @Test(arguments: [
        ("v4", "AWS4-HMAC-SHA256 "), ("s3v4", "AWS4-HMAC-SHA256 "), ("v4a", "AWS4-ECDSA-P256-SHA256 "),
        ("s3v4a", "AWS4-ECDSA-P256-SHA256 "), ("v3", "AWS3-HTTPS "), ("v3https", "AWS3-HTTPS "), ("s3", "AWS "),
    ])
    func `each version has its header`(version: String, start: String) async throws {
        let request = try await request("rekognition", "ListCollections") { $0.signatureVersion = version }
        let header = request.headers["Authorization"] ?? request.headers["X-Amzn-Authorization"]
        #expect(header?.hasPrefix(start) == true)
    }

    @Test(arguments: [
        ("v4", "X-Amz-Algorithm=AWS4-HMAC-SHA256"), ("s3v4", "X-Amz-Algorithm=AWS4-HMAC-SHA256"),
        ("v4a", "X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256"), ("s3v4a", "X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256"),
        ("s3", "AWSAccessKeyId=AKIDEXAMPLE&Signature="),
    ])
    func `each version that can be presigned has its query`(version: String, part: String) async throws {
        let scene = try Scene("s3") { $0.signatureVersion = version }
        let request = try await scene.pipeline.presign("GetObject", ["Bucket": "b", "Key": "k"])
        #expect(request.url.query?.contains(part) == true)
    }

    @Test func `the model of an operation may want no signature, or none of its payload`() async throws {
        let open = try await request(
            "sts", "AssumeRoleWithWebIdentity",
            [
                "RoleArn": "arn:aws:iam::123456789012:role/role", "RoleSessionName": "session",
                "WebIdentityToken": "token",
            ], credentials: nil)
        #expect(open.headers["Authorization"] == nil)
        let upload = try await request("mediastore-data", "PutObject", ["Path": "p", "Body": "a"]) {
            $0.endpointURL = "https://m.example.com"
        }
        #expect(upload.headers["X-Amz-Content-SHA256"] == "UNSIGNED-PAYLOAD")
        #expect(
            upload.headers["Authorization"]?.hasSuffix(
                "Signature=6b9911d4a385a29e9dc661f894bef590c31460670ba3ccb45e13349068b2307c") == true)
    }

    @Test func `presigning passes over the endpoint's region in botocore's way, but for a bucket's own`() async throws {
        func credential(_ input: Value, legacy: Bool) async throws -> String? {
            let scene = try Scene("s3") {
                $0.s3.legacyPresigning = legacy
                $0.s3.useARNRegion = true
                $0.signatureVersion = "s3v4"
            }
            let query = try await scene.pipeline.presign("GetObject", input).url.query
            return query?.split(separator: "&").first { $0.hasPrefix("X-Amz-Credential") }.map(String.init)
        }
        let named = "X-Amz-Credential=AKIDEXAMPLE%2F20260102%2Feu-west-1%2Fs3%2Faws4_request"
        for legacy in [true, false] {
            #expect(try await credential(["Bucket": .string(accessPoint), "Key": "k"], legacy: legacy) == named)
        }
        let plain = "X-Amz-Credential=AKIDEXAMPLE%2F20260102%2Fus-west-2%2Fs3%2Faws4_request"
        #expect(try await credential(["Bucket": "bucket", "Key": "k"], legacy: true) == plain)
    }

    @Test func `another method changes the method alone`() async throws {
        let request = try await Scene("iam").pipeline.presign("ListUsers", method: "HEAD")
        #expect(request.method == "HEAD")
        #expect(
            request.url.text.hasSuffix(
                "X-Amz-Signature=b427beefd4867b10e2d3cdd69679c2e001fe88f47363596f1d815488ef00e551"))
    }
}
