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

    @Test func `S3's old signature covers the bucket's name, but not an ARN`() async throws {
        let credentials = Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret")
        for (bucket, resource) in [("bucket", "/bucket/k"), ("arn:aws:s3:us-west-2:123456789012:accesspoint:ap", "/k")]
        {
            let wire = try Wire("s3") { $0.signatureVersion = "s3" }
            let get = try await wire.sent("GetObject", ["Bucket": Value(bucket), "Key": "k"])
            #expect(get.request.url.path == "/k")
            var bare = get.request
            bare.headers.remove("Authorization")
            let signed = try S3Signature.signed(
                bare, resource: resource, credentials: credentials, at: Host.scripted().clock.now)
            #expect(get["Authorization"] == "AWS AKIDEXAMPLE:\(signed.signature)")
        }
    }

    @Test func `an old notification's events are read as a list and as the first of it`() async throws {
        let events = "<Event>s3:ObjectCreated:*</Event><Event>s3:ObjectRemoved:*</Event>"
        let reply = """
            <R><TopicConfiguration>\(events)</TopicConfiguration>\
            <CloudFunctionConfiguration>\(events)</CloudFunctionConfiguration></R>
            """
        let output = try await Wire("s3", [.xml(reply)]).client.call("GetBucketNotification", ["Bucket": "bucket"])
        for name in ["TopicConfiguration", "CloudFunctionConfiguration"] {
            #expect(output[name]["Events"] == ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"])
            #expect(output[name]["Event"] == "s3:ObjectCreated:*")
        }
    }

    @Test func `a customer's key goes out in base64 with its MD5`() async throws {
        let get = try await Wire("s3").sent("GetObject", ["Bucket": "bucket", "Key": "k", "SSECustomerKey": "key"])
        #expect(get["x-amz-server-side-encryption-customer-key"] == "a2V5")
        #expect(get["x-amz-server-side-encryption-customer-key-MD5"] == "PG4LipwVIkqCKLmpjKFTHQ==")
        let copy = try await Wire("s3", [.xml("<CopyObjectResult/>")]).sent(
            "CopyObject",
            [
                "Bucket": "bucket", "Key": "k", "CopySource": "other/key", "CopySourceSSECustomerKey": "key",
                "SSECustomerKey": "a", "SSECustomerKeyMD5": "mine",
            ])
        #expect(copy["x-amz-copy-source-server-side-encryption-customer-key"] == "a2V5")
        #expect(copy["x-amz-copy-source-server-side-encryption-customer-key-MD5"] == "PG4LipwVIkqCKLmpjKFTHQ==")
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

    @Test func `line breaks in a key to be deleted are written as references`() async throws {
        let delete = try await Wire("s3", [.xml("<DeleteResult/>")]).sent(
            "DeleteObjects", ["Bucket": "bucket", "Delete": ["Objects": [["Key": "a\r\nb"]]]])
        #expect(delete.body.text.contains("<Key>a&#xD;&#xA;b</Key>"))
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
}
