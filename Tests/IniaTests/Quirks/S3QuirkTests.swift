import Inia
import IniaTesting
import Testing

/// What S3 does differently from what its model says.
@Suite struct S3QuirkTests {
    @Test func `a bucket's name and metadata that cannot be are refused`() async throws {
        let wire = try Wire("s3")
        #expect(await wire.refusal("HeadBucket", ["Bucket": "a bucket"]) == .validation)
        #expect(await wire.refusal("HeadBucket", ["Bucket": "arn:aws:sns:us-west-2:123456789012:topic"]) == .validation)
        #expect(
            await wire.refusal("PutObject", ["Bucket": "bucket", "Key": "k", "Metadata": ["river": "Amazônia"]])
                == .validation)
        #expect(wire.http.requests.isEmpty)
    }

    @Test func `a customer's key goes out in base64 with its MD5`() async throws {
        let get = try await Wire("s3").sent("GetObject", ["Bucket": "bucket", "Key": "k", "SSECustomerKey": "key"])
        #expect(get["x-amz-server-side-encryption-customer-key"] == "a2V5")
        #expect(get["x-amz-server-side-encryption-customer-key-MD5"] == "PG4LipwVIkqCKLnpjKFTHQ==")
        let copy = try await Wire("s3", [.xml("<CopyObjectResult/>")]).sent(
            "CopyObject",
            [
                "Bucket": "bucket", "Key": "k", "CopySource": "other/key", "CopySourceSSECustomerKey": "key",
                "SSECustomerKey": "a", "SSECustomerKeyMD5": "mine",
            ])
        #expect(copy["x-amz-copy-source-server-side-encryption-customer-key"] == "a2V5")
        #expect(copy["x-amz-copy-source-server-side-encryption-customer-key-MD5"] == "PG4LipwVIkqCKLnpjKFTHQ==")
        #expect(copy["x-amz-server-side-encryption-customer-key"] == "a")
        #expect(copy["x-amz-server-side-encryption-customer-key-MD5"] == "mine")
    }

    @Test(
        arguments: [
            (Value("other/a key"), "other/a%20key"),
            (Value("other/a key?versionId=a b"), "other/a%20key%3FversionId%3Da%20b"),
            (Value("other/key?versionId=ab"), "other/key?versionId=ab"),
            (["Bucket": "other", "Key": "a+b"], "other/a%2Bb"),
            (["Bucket": "other", "Key": "k", "VersionId": "v1"], "other/k?versionId=v1"),
            (
                ["Bucket": "arn:aws:s3:us-west-2:123456789012:accesspoint/ap", "Key": "k"],
                "arn%3Aaws%3As3%3Aus-west-2%3A123456789012%3Aaccesspoint/ap/object/k"
            ),
        ] as [(Value, String)])
    func `a copy's source is a text, or the parts of one`(source: Value, header: String) async throws {
        let copy = try await Wire("s3", [.xml("<CopyObjectResult/>")]).sent(
            "CopyObject", ["Bucket": "bucket", "Key": "k", "CopySource": source])
        #expect(copy["x-amz-copy-source"] == header)
    }

    @Test func `keys are listed encoded, and come back as they are`() async throws {
        let page = """
            <ListBucketResult><EncodingType>url</EncodingType><Prefix>a%20</Prefix><Delimiter>%2F</Delimiter>\
            <Contents><Key>a+b%2Bc</Key></Contents><CommonPrefixes><Prefix>p%2F</Prefix></CommonPrefixes>\
            </ListBucketResult>
            """
        let wire = try Wire("s3", [.xml(page), .xml(page)])
        let out = try await wire.client.listObjectsV2(Bucket: "bucket")
        #expect(wire.http.requests[0].request.url.query == "list-type=2&encoding-type=url")
        #expect(out.Contents[0].Key == "a b+c")
        #expect(out.CommonPrefixes[0].Prefix == "p/")
        #expect(out.Prefix == "a " && out.Delimiter == "/")
        let asked = try await wire.client.listObjectsV2(Bucket: "bucket", EncodingType: "url")
        #expect(asked.Contents[0].Key == "a+b%2Bc")
    }

    @Test func `line breaks in a key to be deleted are written as references`() async throws {
        let delete = try await Wire("s3", [.xml("<DeleteResult/>")]).sent(
            "DeleteObjects", ["Bucket": "bucket", "Delete": ["Objects": [["Key": "a\r\nb"]]]])
        #expect(delete.body.text.contains("<Key>a&#xD;&#xA;b</Key>"))
    }

    @Test func `a body waits for S3's consent`() async throws {
        let put = try await Wire("s3").sent("PutObject", ["Bucket": "bucket", "Key": "k", "Body": "text"])
        #expect(put["Expect"] == "100-continue")
        let tags = try await Wire("s3").sent(
            "PutBucketTagging", ["Bucket": "bucket", "Tagging": ["TagSet": [["Key": "k", "Value": "v"]]]])
        #expect(tags["Expect"] == nil)
    }

    @Test func `a success of S3's that holds an error is tried again`() async throws {
        let error = "<Error><Code>InternalError</Code><Message>no</Message></Error>"
        let wire = try Wire("s3", [.xml(error), .xml("<CopyObjectRes"), .xml("<CopyObjectResult/>")])
        let out = try await wire.client.copyObject(Bucket: "bucket", Key: "k", CopySource: "other/k")
        #expect(out._metadata.attempts == 3)
    }

    @Test func `Expires is kept as it was written, and read only where it is a time`() async throws {
        let wire = try Wire(
            "s3",
            [
                .response(headers: [("Expires", "Wed, 21 Oct 2015 07:28:00 GMT")]),
                .response(headers: [("Expires", "tomorrow")]),
            ])
        let dated = try await wire.client.getObject(Bucket: "bucket", Key: "k")
        #expect(dated.Expires.asTimestamp == Timestamp(seconds: 1_445_412_480))
        #expect(dated.ExpiresString == "Wed, 21 Oct 2015 07:28:00 GMT")
        let undated = try await wire.client.getObject(Bucket: "bucket", Key: "k")
        #expect(undated.Expires == .null)
        #expect(undated.ExpiresString == "tomorrow")
    }

    @Test func `a bucket elsewhere is found by its region, which is remembered`() async throws {
        let wire = try Wire(
            "s3",
            [
                .response(
                    301, headers: [("x-amz-bucket-region", "eu-west-1")],
                    "<Error><Code>PermanentRedirect</Code></Error>"),
                .xml("<Tagging/>"), .xml("<Tagging/>"),
            ])
        try await wire.client.getBucketTagging(Bucket: "bucket")
        try await wire.client.getBucketTagging(Bucket: "bucket")
        #expect(
            wire.urls == [
                "https://bucket.s3.us-west-2.amazonaws.com/?tagging",
                "https://bucket.s3.eu-west-1.amazonaws.com/?tagging",
                "https://bucket.s3.eu-west-1.amazonaws.com/?tagging",
            ])
        #expect(wire.http.requests[1]["Authorization"]?.contains("/eu-west-1/s3/aws4_request") == true)
    }

    @Test func `a bucket of S3 Express is called in a session of its own`() async throws {
        let session = """
            <CreateSessionResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey>\
            <SessionToken>token</SessionToken><Expiration>2040-01-01T00:00:00Z</Expiration></Credentials></CreateSessionResult>
            """
        let wire = try Wire("s3", [.xml(session), .response(), .response()])
        let bucket = "bucket--usw2-az1--x-s3"
        try await wire.client.headObject(Bucket: Value(bucket), Key: "k")
        try await wire.client.headObject(Bucket: Value(bucket), Key: "k")
        let host = "https://\(bucket).s3express-usw2-az1.us-west-2.amazonaws.com"
        #expect(wire.urls == ["\(host)/?session", "\(host)/k", "\(host)/k"])
        #expect(wire.http.requests[1]["x-amz-s3session-token"] == "token")
        #expect(wire.http.requests[1]["x-amz-security-token"] == nil)
        #expect(wire.http.requests[1]["Authorization"]?.contains("Credential=ASIA/") == true)
    }

    @Test func `S3 Control takes its account from an ARN, and only once into the host`() async throws {
        let arn = "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/bucket/b"
        let wire = try Wire("s3control", [.xml("<GetBucketResult/>"), .xml("<PublicAccessBlockConfiguration/>")])
        let bucket = try await wire.sent("GetBucket", ["Bucket": Value(arn)])
        #expect(bucket["x-amz-account-id"] == "123456789012")
        #expect(await wire.refusal("GetBucket", ["Bucket": Value(arn), "AccountId": "210987654321"]) == .endpoint)
        #expect(await wire.refusal("GetPublicAccessBlock", [:]) == .validation)
        try await wire.client.getPublicAccessBlock(AccountId: "123456789012")
        #expect(
            wire.urls.last
                == "https://123456789012.s3-control.us-west-2.amazonaws.com/v20180820/configuration/publicAccessBlock")
    }

    @Test func `an object's URL is signed with version 4 for its region, or in botocore's way`() async throws {
        let own = try await Wire("s3").client.presign("GetObject", ["Bucket": "bucket", "Key": "k"])
        #expect(own.url.text.hasPrefix("https://bucket.s3.us-west-2.amazonaws.com/k?"))
        #expect(own.url.text.contains("X-Amz-Algorithm=AWS4-HMAC-SHA256"))
        let old = try await Wire("s3") { $0.preset = .botocore }.client.presign(
            "GetObject", ["Bucket": "bucket", "Key": "k"])
        #expect(old.url.text.hasPrefix("https://bucket.s3.amazonaws.com/k?AWSAccessKeyId=AKIDEXAMPLE&Signature="))
        let young = try await Wire("s3") {
            $0.preset = .botocore
            $0.region = "eu-central-1"
        }.client.presign("GetObject", ["Bucket": "bucket", "Key": "k"])
        #expect(young.url.text.hasPrefix("https://bucket.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256"))
        #expect(young.url.text.contains("%2Feu-central-1%2Fs3%2F"))
    }

    @Test func `an URL is presigned for an hour, with the method that is wanted`() async throws {
        let wire = try Wire("s3")
        let put = try await wire.client.presign("PutObject", ["Bucket": "bucket", "Key": "k"])
        #expect(put.method == "PUT" && put.url.text.contains("X-Amz-Expires=3600"))
        let head = try await wire.client.presign(
            "GetObject", ["Bucket": "bucket", "Key": "k"], expiresIn: .seconds(60), method: "HEAD")
        #expect(head.method == "HEAD" && head.url.text.contains("X-Amz-Expires=60"))
        let post = try await wire.client.presign(post: "bucket", key: "k")
        #expect(post.url.text == "https://bucket.s3.us-west-2.amazonaws.com/")
        #expect(wire.http.requests.isEmpty)
    }
}
