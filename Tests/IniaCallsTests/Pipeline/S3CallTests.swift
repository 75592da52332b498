import IniaHTTP
import IniaHost
import IniaPrimitives
import IniaShapes
import Testing

@testable import IniaCalls

/// What S3 needs of a call beyond its model.
@Suite struct S3CallTests {
    @Test func `a bucket stands in the host, and its key is encoded once`() async throws {
        let scene = try Scene("s3", [.response(200)])
        _ = try await scene.pipeline.call("GetObject", ["Bucket": "bucket", "Key": "/a//b +~é"])
        #expect(
            scene.http.requests.map(\.line) == [
                "GET https://bucket.s3.us-west-2.amazonaws.com//a//b%20%2B~%C3%A9"
            ])
    }

    @Test func `a body that can be read once is signed chunk by chunk, for nothing else could be signed before`()
        async throws
    {
        let scene = try Scene("s3", [.response(200), .response(200)]) { $0.endpointURL = "http://storage.example" }
        for algorithm in [Value("SHA256"), .null] {
            let body = Value(Body(.once(count: 9, source: Pieces(["1234", "56789"]))))
            var input: Value = ["Bucket": "bucket", "Key": "k", "Body": body]
            if !algorithm.asIsNull { input.set("ChecksumAlgorithm", algorithm) }
            _ = try await scene.pipeline.call("PutObject", input)
        }
        let algorithms = ["sha256", "crc32"]
        for (request, algorithm) in zip(scene.http.requests, algorithms) {
            #expect(request.headers["X-Amz-Content-SHA256"] == "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER")
            #expect(request.headers["Content-Encoding"] == "aws-chunked")
            #expect(request.headers["X-Amz-Decoded-Content-Length"] == "9")
            #expect(request.headers["X-Amz-Trailer"] == "x-amz-checksum-\(algorithm)")
            let text = try await request.body.collect(upTo: 10_000).text
            #expect(request.body.count == Int64(text.utf8.count))
            #expect(text.hasPrefix("9;chunk-signature="))
            #expect(text.contains("\r\n123456789\r\n0;chunk-signature="))
            #expect(text.contains("\r\nx-amz-trailer-signature:"))
        }
    }

    @Test func `a body that can be read once, and whose length nobody knows, cannot be signed`() async throws {
        let scene = try Scene("s3") { $0.endpointURL = "http://storage.example" }
        let error = try await #require(throws: CallError.self) {
            let body = Value(Body(.once(count: nil, source: Pieces(["1"]))))
            _ = try await scene.pipeline.call("PutObject", ["Bucket": "bucket", "Key": "k", "Body": body])
        }
        #expect(error.code == .requestBody)
        #expect(scene.http.requests.isEmpty)
    }

    @Test func `chunks are signed with ECDSA where the endpoint takes that alone`() async throws {
        let scene = try Scene("s3", [.response(200)]) {
            $0.s3.payloadSigningEnabled = true
            $0.requestChecksumCalculation = .whenRequired
        }
        let body = Value(Body(.once(count: 3, source: Pieces(["abc"]))))
        _ = try await scene.pipeline.call(
            "PutObject",
            ["Bucket": "arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap", "Key": "k", "Body": body])
        let request = scene.http.requests[0]
        #expect(request.headers["X-Amz-Content-SHA256"] == "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD")
        let text = try await request.body.collect(upTo: 10_000).text
        #expect(request.body.count == Int64(text.utf8.count))
        // Two heads of 1 + 17 + 144 + 2 bytes, 3 bytes of content, and two line ends.
        #expect(text.utf8.count == 335)
    }

    @Test func `a redirect leads to the bucket's region, and the next call goes there at once`() async throws {
        let scene = try Scene(
            "s3", [.response(301, ["x-amz-bucket-region": "eu-west-1"]), .response(200), .response(200)])
        let first = try await scene.pipeline.call("GetObject", ["Bucket": "bucket", "Key": "k"])
        _ = try await scene.pipeline.call("GetObject", ["Bucket": "bucket", "Key": "k"])
        #expect(first._metadata.attempts == 2)
        #expect(
            scene.http.requests.map(\.url.host) == [
                "bucket.s3.us-west-2.amazonaws.com", "bucket.s3.eu-west-1.amazonaws.com",
                "bucket.s3.eu-west-1.amazonaws.com",
            ])
        #expect(scene.http.requests[1].headers["Authorization"]?.contains("/eu-west-1/s3/") == true)
        #expect(scene.clock.sleeps == [.zero])
    }

    @Test func `a redirect whose region is no region's name is not followed`() async throws {
        let scene = try Scene("s3", [.response(301, ["x-amz-bucket-region": "evil.example/"])])
        await #expect(throws: ServiceError.self) {
            try await scene.pipeline.call("GetObject", ["Bucket": "bucket", "Key": "k"])
        }
        #expect(scene.http.requests.count == 1)
    }

    @Test func `an error under status 200 is a failure, and is tried again`() async throws {
        let scene = try Scene(
            "s3",
            [
                .response(200, [:], "<Error><Code>InternalError</Code></Error>"),
                .response(200, [:], "<CopyObjectResult><ETag>e</ETag></CopyObjectResult>"),
            ])
        let output = try await scene.pipeline.call(
            "CopyObject", ["Bucket": "bucket", "Key": "k", "CopySource": "other/a b?versionId=v"])
        #expect(output.CopyObjectResult.ETag == "e")
        #expect(scene.http.requests.first?.headers["x-amz-copy-source"] == "other/a%20b?versionId=v")
        #expect(scene.http.requests.count == 2)
    }

    @Test(arguments: [
        "<CopyObjectResult><ETag>e</ETag>", "<CopyObjectResult><ETag>e</ETag></CopyObjectResult><more/>", "no XML",
    ])
    func `a body that breaks off under status 200 is a failure, and is tried again`(_ body: String) async throws {
        let scene = try Scene(
            "s3",
            [
                .response(200, [:], body),
                .response(200, [:], "<CopyObjectResult><ETag>f</ETag></CopyObjectResult>"),
            ])
        let output = try await scene.pipeline.call(
            "CopyObject", ["Bucket": "bucket", "Key": "k", "CopySource": "other/a"])
        #expect(output.CopyObjectResult.ETag == "f")
        #expect(scene.http.requests.count == 2)
    }

    @Test func `objects with other keys, and in other buckets, go where they belong`() async throws {
        let scene = try Scene("s3", Array(repeating: .response(200), count: 4))
        for (bucket, key) in [("bucket", "a"), ("bucket", "b"), ("other", "a"), ("bu.cket", "a")] {
            _ = try await scene.pipeline.call("GetObject", ["Bucket": .string(bucket), "Key": .string(key)])
        }
        #expect(
            scene.http.requests.map(\.line) == [
                "GET https://bucket.s3.us-west-2.amazonaws.com/a", "GET https://bucket.s3.us-west-2.amazonaws.com/b",
                "GET https://other.s3.us-west-2.amazonaws.com/a", "GET https://s3.us-west-2.amazonaws.com/bu.cket/a",
            ])
    }

    @Test func `keys come decoded where nobody asked for them encoded`() async throws {
        let keys = "<Contents><Key>k</Key></Contents><Contents><Key>a%2Bb+c</Key></Contents>"
        let body = "<L><EncodingType>url</EncodingType>\(keys)</L>"
        let scene = try Scene("s3", [.response(200, [:], body), .response(200, [:], body)])
        let plain = try await scene.pipeline.call("ListObjectsV2", ["Bucket": "bucket"])
        let encoded = try await scene.pipeline.call("ListObjectsV2", ["Bucket": "bucket", "EncodingType": "url"])
        #expect(plain.Contents.asList.map(\.Key) == ["k", "a+b c"])
        #expect(encoded.Contents.asList.map(\.Key) == ["k", "a%2Bb+c"])
        #expect(scene.http.requests.map(\.url.query) == Array(repeating: "list-type=2&encoding-type=url", count: 2))
    }

    @Test func `a location is the text of the root, and nothing stands for the oldest region`() async throws {
        let scene = try Scene(
            "s3",
            [
                .response(200, [:], "<LocationConstraint>eu-west-1</LocationConstraint>"),
                .response(200, [:], "<LocationConstraint/>"),
            ])
        let first = try await scene.pipeline.call("GetBucketLocation", ["Bucket": "bucket"])
        let second = try await scene.pipeline.call("GetBucketLocation", ["Bucket": "bucket"])
        #expect(first.LocationConstraint == "eu-west-1")
        #expect(second.LocationConstraint == .null)
        #expect(scene.http.requests.first?.line == "GET https://s3.us-west-2.amazonaws.com/bucket?location")
    }

    @Test func `an upload over TLS bears its checksum behind it and waits for leave to continue`() async throws {
        let scene = try Scene("s3", [.response(200)])
        _ = try await scene.pipeline.call("PutObject", ["Bucket": "bucket", "Key": "k", "Body": "hello"])
        let request = try #require(scene.http.requests.first)
        #expect(request.headers["X-Amz-Trailer"] == "x-amz-checksum-crc32")
        #expect(request.headers["X-Amz-Content-SHA256"] == "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
        #expect(request.headers["Expect"] == "100-continue")
        #expect(try await request.body.text(upTo: 1024) == "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n")
    }

    @Test func `sessions with a directory bucket are opened once for all of its calls`() async throws {
        let session = """
            <CreateSessionResult><Credentials><AccessKeyId>SESSION</AccessKeyId><SecretAccessKey>s</SecretAccessKey>\
            <SessionToken>token</SessionToken><Expiration>2026-01-02T03:10:00Z</Expiration></Credentials></CreateSessionResult>
            """
        let scene = try Scene("s3", [.response(200, [:], session), .response(200), .response(200)])
        for _ in 0..<2 {
            _ = try await scene.pipeline.call("HeadObject", ["Bucket": "b--usw2-az1--x-s3", "Key": "k"])
        }
        #expect(scene.http.requests.map(\.method) == ["GET", "HEAD", "HEAD"])
        let head = scene.http.requests[1]
        #expect(head.headers["x-amz-s3session-token"] == "token")
        #expect(head.headers["X-Amz-Security-Token"] == nil)
        #expect(head.headers["Authorization"]?.contains("Credential=SESSION/") == true)
    }

    @Test func `a directory bucket is called without a session where the client wants none`() async throws {
        let scene = try Scene("s3", [.response(200)]) { $0.s3.disableExpressSessionAuth = true }
        _ = try await scene.pipeline.call("HeadObject", ["Bucket": "b--usw2-az1--x-s3", "Key": "k"])
        #expect(scene.http.requests.map(\.method) == ["HEAD"])
        let head = try #require(scene.http.requests.first)
        #expect(head.headers["x-amz-s3session-token"] == nil)
        #expect(
            head.headers["Authorization"]?.hasPrefix(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/us-west-2/s3express/aws4_request") == true)
    }

    @Test func `a name that no bucket can have is refused before anything is sent`() async throws {
        let scene = try Scene("s3")
        let error = try await #require(throws: CallError.self) {
            try await scene.pipeline.call("GetObject", ["Bucket": "a/b", "Key": "k"])
        }
        #expect(error.code == .validation)
        #expect(error.during == .prepare)
        let pattern =
            #"^arn:(aws).*:(s3|s3-object-lambda):[a-z\-0-9]*:[0-9]{12}:accesspoint[/:][a-zA-Z0-9\-.]{1,63}$|"#
            + #"^arn:(aws).*:s3-outposts:[a-z\-0-9]+:[0-9]{12}:outpost[/:][a-zA-Z0-9\-]{1,63}"#
            + #"[/:]accesspoint[/:][a-zA-Z0-9\-]{1,63}$"#
        #expect(
            error.message == "Parameter validation failed:\n"
                + #"Invalid bucket name "a/b": Bucket name must match the regex "^[a-zA-Z0-9.\-_]{1,255}$" "#
                + #"or be an ARN matching the regex "\#(pattern)""#)
    }

    @Test(
        arguments: [
            (
                "PutObject", "Metadata", ["k": "é"],
                "Non ascii characters found in S3 metadata for key \"k\", value: \"é\".  \n"
                    + "S3 metadata can only contain ASCII characters. "
            ),
            ("CopyObject", "CopySource", ["Key": "k"], "Missing required parameter: 'Bucket'"),
            ("CopyObject", "CopySource", ["Bucket": "b"], "Missing required parameter: 'Key'"),
        ] as [(String, String, Value, String)])
    func `input beyond the model is refused in botocore's words`(
        _ operation: String, _ member: String, _ value: Value, _ message: String
    ) async throws {
        let scene = try Scene("s3")
        let error = try await #require(throws: CallError.self) {
            let input = [
                MapEntry(key: "Bucket", value: "b"), MapEntry(key: "Key", value: "k"),
                MapEntry(key: member, value: value),
            ]
            _ = try await scene.pipeline.call(operation, .map(input))
        }
        #expect(error.code == .validation)
        #expect(error.message == "Parameter validation failed:\n\(message)")
    }
}
