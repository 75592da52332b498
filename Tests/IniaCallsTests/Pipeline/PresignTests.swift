import IniaHTTP
import IniaHost
import IniaPrimitives
import IniaShapes
import Testing

@testable import IniaCalls

/// Requests that are given away.
@Suite struct PresignTests {
    @Test func `a presigned URL has its signature in the query, and nothing is sent`() async throws {
        let scene = try Scene("s3") { $0.s3.legacyPresigning = false }
        let request = try await scene.pipeline.presign(
            "GetObject", ["Bucket": "bucket", "Key": "k"], expiresIn: .seconds(300))
        #expect(request.url.host == "bucket.s3.us-west-2.amazonaws.com")
        #expect(
            request.url.query?.hasPrefix(
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260102%2Fus-west-2%2Fs3%2Faws4_request"
                    + "&X-Amz-Date=20260102T030405Z&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=")
                == true)
        #expect(scene.http.requests.isEmpty)
        #expect("\(request.debugDescription)" == "PresignedRequest(GET bucket.s3.us-west-2.amazonaws.com)")
    }

    @Test func `botocore's presigned URLs are S3's oldest, at the global host`() async throws {
        let scene = try Scene("s3")
        let request = try await scene.pipeline.presign("GetObject", ["Bucket": "bucket", "Key": "k"])
        #expect(request.url.host == "bucket.s3.amazonaws.com")
        #expect(request.url.query?.hasPrefix("AWSAccessKeyId=AKIDEXAMPLE&Signature=") == true)
        #expect(request.url.query?.hasSuffix("&Expires=1767326645") == true)
    }

    @Test func `headers that the signature covers go with the URL`() async throws {
        let scene = try Scene("s3") { $0.signatureVersion = "s3v4" }
        let request = try await scene.pipeline.presign(
            "PutObject", ["Bucket": "bucket", "Key": "k", "ContentType": "text/plain"])
        #expect(request.method == "PUT")
        #expect(request.headers.fields.map(\.name) == ["Content-Type"])
    }

    @Test func `a form names its bucket and its key, and whatever else was asked for`() async throws {
        let scene = try Scene("s3") { $0.signatureVersion = "s3v4" }
        let post = try await scene.pipeline.presignPost(
            bucket: "bucket", key: "a/${filename}", fields: [("acl", "private")],
            conditions: [.map([.init(key: "acl", value: .string("private"))])])
        #expect(post.url.text == "https://bucket.s3.amazonaws.com/")
        #expect(
            post.fields.map(\.name) == [
                "acl", "key", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "policy", "x-amz-signature",
            ])
    }

    @Test func `a form without a signature has no policy, and wants no credentials`() async throws {
        let scene = try Scene("s3") { $0.signatureVersion = "unsigned" }
        let post = try await scene.pipeline.presignPost(bucket: "bucket", key: "k", fields: [("acl", "private")])
        #expect(post.url.text == "https://bucket.s3.amazonaws.com/")
        #expect(post.fields.map { [$0.name, $0.value] } == [["acl", "private"], ["key", "k"]])
    }

    @Test func `empty lists leave nothing in a presigned query, but for botocore's ampersand`() async throws {
        let input: Value = ["attributes": []]
        let ours = try await Scene("ecs") { $0.usesBotocoreDialect = false }.pipeline.presign("PutAttributes", input)
        #expect(ours.url.query?.hasPrefix("X-Amz-Algorithm=") == true)
        let botocores = try await Scene("ecs").pipeline.presign("PutAttributes", input)
        #expect(botocores.url.query?.hasPrefix("&X-Amz-Algorithm=") == true)
        #expect(
            botocores.url.query?.hasSuffix(
                "X-Amz-Signature=c525886171110a35c2d53c784502dfa719459c8b0e1b02fe91a7747dc3ca21e7") == true)
    }

    @Test func `an object's content stays out of a presigned query, but for botocore's reading of it`() async throws {
        func query(_ operation: String, _ input: Value, isBotocore: Bool) async throws -> String {
            let scene = try Scene("s3") {
                $0.signatureVersion = "s3v4"
                $0.usesBotocoreDialect = isBotocore
            }
            return try await scene.pipeline.presign(operation, input).url.query ?? ""
        }
        let object: Value = ["Bucket": "b", "Key": "k", "Body": .body(.bytes(Bytes([0x18, 0x09])))]
        #expect(try await query("PutObject", object, isBotocore: false).hasPrefix("X-Amz-Algorithm="))
        #expect(try await query("PutObject", object, isBotocore: true).hasPrefix("24=9&X-Amz-Algorithm="))
        let lines: Value = ["Bucket": "b", "Key": "k", "Body": .body(.bytes(Bytes(utf8: "\r\n1\n\r\n")))]
        #expect(try await query("PutObject", lines, isBotocore: true).hasPrefix("13=10&49=10&X-Amz-Algorithm="))
        let policy: Value = ["Bucket": "b", "Policy": #"{"a": [1, "b"]}"#]
        #expect(try await query("PutBucketPolicy", policy, isBotocore: false).hasPrefix("policy=&X-Amz-Algorithm="))
        #expect(try await query("PutBucketPolicy", policy, isBotocore: true).hasPrefix("policy=&a=1&a=b&X-Amz-A"))
    }

    @Test func `a copy wants the name of a region to copy from`() async throws {
        let input: Value = [
            "SourceDBClusterSnapshotIdentifier": "s", "TargetDBClusterSnapshotIdentifier": "t",
            "SourceRegion": "eu-west-1.example.com/?",
        ]
        await #expect {
            _ = try await Scene("docdb").pipeline.call("CopyDBClusterSnapshot", input)
        } throws: { ($0 as? CallError)?.code == .validation }
    }

    @Test func `a copy between regions bears a presigned request to the region it copies from`() async throws {
        let scene = try Scene("ec2", [.response(200, [:], "<R/>")])
        _ = try await scene.pipeline.call("CopySnapshot", ["SourceRegion": "eu-west-1", "SourceSnapshotId": "snap-1"])
        let body = try #require(scene.http.requests.first?.body.content.text)
        #expect(body.contains("PresignedUrl=https%3A%2F%2Fec2.eu-west-1.amazonaws.com%2F%3FAction%3DCopySnapshot"))
        #expect(body.hasSuffix("&DestinationRegion=us-west-2"))
    }
}
