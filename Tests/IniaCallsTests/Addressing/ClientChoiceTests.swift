import IniaHTTP
import IniaPrimitives
import IniaShapes
import IniaSigning
import Testing

@testable import IniaCalls

/// How a client's options and a call's input decide about endpoint and signature.
@Suite struct ClientChoiceTests {
    private let table = "arn:aws:dynamodb:us-west-2:123456789012:table/ttt"

    private func host(
        _ operation: String, _ input: Value, account: String? = nil, mode: AccountIDEndpointMode = .preferred
    ) async throws -> String? {
        let credentials = Credentials(accessKeyID: "AKID", secretAccessKey: "secret", accountID: account)
        let scene = try Scene("dynamodb", [.response(200, [:], "{}")], credentials: credentials) {
            $0.accountIDEndpointMode = mode
        }
        _ = try await scene.pipeline.call(operation, input)
        return scene.http.requests.first?.url.host
    }

    @Test func `what stands deep inside the input decides about the endpoint where the model says so`() async throws {
        let keys: Value = ["Keys": [["k": ["S": "v"]]]]
        #expect(
            try await host("BatchGetItem", ["RequestItems": .map([MapEntry(key: table, value: keys)])])
                == "123456789012.ddb.us-west-2.amazonaws.com")
        let delete: Value = ["Delete": ["TableName": Value(table), "Key": ["k": ["S": "v"]]]]
        #expect(
            try await host("TransactWriteItems", ["TransactItems": [delete]])
                == "123456789012.ddb.us-west-2.amazonaws.com")
        #expect(
            try await host("BatchGetItem", ["RequestItems": .map([MapEntry(key: "ttt", value: keys)])])
                == "dynamodb.us-west-2.amazonaws.com")
    }

    @Test func `the account that signs stands in the host where it is known, unless it is not to`() async throws {
        #expect(
            try await host("ListTables", [:], account: "111122223333") == "111122223333.ddb.us-west-2.amazonaws.com")
        #expect(try await host("ListTables", [:]) == "dynamodb.us-west-2.amazonaws.com")
        #expect(
            try await host("ListTables", [:], account: "111122223333", mode: .disabled)
                == "dynamodb.us-west-2.amazonaws.com")
        #expect(
            try await host("ListTables", [:], account: "111122223333", mode: .required)
                == "111122223333.ddb.us-west-2.amazonaws.com")
        let error = await #expect(throws: CallError.self) { try await host("ListTables", [:], mode: .required) }
        #expect(error?.code == .endpoint)
    }

    @Test func `a parameter of the rules can be said in code, in either spelling`() async throws {
        let input: Value = [
            "Name": "arn:aws:s3-outposts:us-east-1:123456789012:outpost:op-01234567890123456:accesspoint:mine"
        ]
        for name in ["UseArnRegion", "use_arn_region"] {
            let scene = try Scene("s3control", [.response(200)]) { $0.clientContextParams = [name: .boolean(true)] }
            _ = try await scene.pipeline.call("GetAccessPoint", input)
            #expect(scene.http.requests.first?.url.host == "s3-outposts.us-east-1.amazonaws.com")
        }
        let other = try Scene("s3control")
        let error = await #expect(throws: CallError.self) { try await other.pipeline.call("GetAccessPoint", input) }
        #expect(error?.code == .endpoint)
    }

    @Test func `what the rules said is asked for again only where something that they look at differs`() async throws {
        let list = try Scene("sqs", [.response(200, [:], "{}"), .response(200, [:], "{}"), .response(200, [:], "{}")])
        _ = try await list.pipeline.call("ListQueues")
        let key = PlaceKey(operation: "ListQueues", values: [], account: nil, region: nil)
        let known = try #require(list.pipeline.places.value(for: key))
        list.pipeline.places.keep(Place("https://kept.example.com", signing: known.signing), for: key)
        _ = try await list.pipeline.call("ListQueues", ["QueueNamePrefix": "a"])
        _ = try await list.pipeline.call("CreateQueue", ["QueueName": "a"])
        #expect(
            list.http.requests.map(\.url.host) == [
                "sqs.us-west-2.amazonaws.com", "kept.example.com", "sqs.us-west-2.amazonaws.com",
            ])
        let buckets = (1...300).map { "bucket-\($0 % 200)" }
        let objects = try Scene("s3", buckets.map { _ in .response(200) })
        for bucket in buckets { _ = try await objects.pipeline.call("HeadBucket", ["Bucket": .string(bucket)]) }
        #expect(objects.http.requests.map(\.url.host) == buckets.map { "\($0).s3.us-west-2.amazonaws.com" })
    }

    @Test(
        arguments: [
            (
                "s3", "HeadBucket", ["Bucket": "arn:aws:s3:-a:123456789012:accesspoint:a"], .endpoint,
                "Invalid region in ARN: `-a`"
            ),
            (
                "s3", "HeadBucket", ["Bucket": "arn:aws:s3:us-west-2:123456789012:accesspoint:a.b"], .validation,
                "Invalid ARN: "
            ),
            (
                "s3", "HeadBucket", ["Bucket": "arn:aws-cn:s3:cn-north-1:123456789012:accesspoint:a"], .endpoint,
                "Client was configured for partition"
            ),
            (
                "s3control", "GetBucket",
                ["AccountId": "1", "Bucket": "arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-1"], .endpoint,
                "Bucket does not take this ARN"
            ),
            ("s3control", "ListJobs", [:], .validation, "AccountId is required but not set"),
            (
                "events", "PutEvents", ["Entries": [], "EndpointId": "a/b"], .endpoint,
                "EndpointId must be a valid host label."
            ),
        ] as [(String, String, Value, CallError.Code, String)])
    func `a refusal of the rules has their words, and is the input's fault where botocore says so`(
        service: String, operation: String, input: Value, code: CallError.Code, words: String
    ) async throws {
        let scene = try Scene(service)
        let error = await #expect(throws: CallError.self) { _ = try await scene.pipeline.call(operation, input) }
        #expect(error?.code == code)
        #expect(error?.message.hasPrefix(words) == true)
        #expect(scene.http.requests.isEmpty)
    }

    @Test func `the regions of a SigV4A signature are the client's, or else the endpoint's`() async throws {
        for (option, expected) in [(nil, "*"), ("us-east-1,eu-west-1", "us-east-1,eu-west-1")] {
            let scene = try Scene("events", [.response(200, [:], "{}")]) { $0.sigv4aSigningRegionSet = option }
            _ = try await scene.pipeline.call("PutEvents", ["Entries": [["Source": "s"]], "EndpointId": "abc.def"])
            let headers = try #require(scene.http.requests.first?.headers)
            #expect(headers["X-Amz-Region-Set"] == expected)
            #expect(headers["Authorization"]?.hasPrefix("AWS4-ECDSA-P256-SHA256 Credential=") == true)
        }
    }

    @Test func `a signature version that nobody knows is an error of the configuration`() async throws {
        let scene = try Scene("s3") { $0.signatureVersion = "v9" }
        let error = await #expect(throws: CallError.self) { try await scene.pipeline.call("ListBuckets") }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("v9") == true)
    }

    @Test(arguments: [
        ("s3", "AWS AKIDEXAMPLE:"), ("s3v4", "AWS4-HMAC-SHA256 "), ("v4", "AWS4-HMAC-SHA256 "),
        ("s3v4a", "AWS4-ECDSA-P256-SHA256 "),
    ])
    func `a signature version that was given in code is the one that signs`(version: String, start: String) async throws
    {
        let scene = try Scene("s3", [.response(200)]) { $0.signatureVersion = version }
        _ = try await scene.pipeline.call("ListBuckets")
        #expect(scene.http.requests.first?.headers["Authorization"]?.hasPrefix(start) == true)
    }

    @Test func `older signature versions stand where they always stood`() async throws {
        let form = try Scene("ec2", [.response(200, [:], "<R/>")]) { $0.signatureVersion = "v2" }
        _ = try await form.pipeline.call("DescribeVpcs")
        let body = try #require(form.http.requests.first?.body.content.text)
        #expect(body.contains("&SignatureVersion=2&SignatureMethod=HmacSHA256&"))
        #expect(form.http.requests.first?.headers["Authorization"] == nil)
        let old = try Scene("sqs", [.response(200, [:], "{}")]) { $0.signatureVersion = "v3https" }
        _ = try await old.pipeline.call("ListQueues")
        #expect(
            old.http.requests.first?.headers["X-Amzn-Authorization"]?.hasPrefix(
                "AWS3-HTTPS AWSAccessKeyId=AKIDEXAMPLE,Algorithm=HmacSHA256,Signature=") == true)
    }

    @Test func `an endpoint that was given is signed for in the client's region`() async throws {
        let scene = try Scene("s3", [.response(200)]) { $0.endpointURL = "https://s3.eu-west-1.example.com" }
        _ = try await scene.pipeline.call("ListBuckets")
        let request = try #require(scene.http.requests.first)
        #expect(request.url.host == "s3.eu-west-1.example.com")
        #expect(request.headers["Authorization"]?.contains("/us-west-2/s3/aws4_request") == true)
    }

    @Test func `a payload that the model leaves unsigned is said to be, and S3's is hashed`() async throws {
        let media = try Scene("mediastore-data", [.response(200)]) { $0.endpointURL = "https://m.example" }
        _ = try await media.pipeline.call("PutObject", ["Path": "p", "Body": "x"])
        #expect(media.http.requests.first?.headers["X-Amz-Content-SHA256"] == "UNSIGNED-PAYLOAD")
        let lambda = try Scene("lambda", [.response(200)])
        _ = try await lambda.pipeline.call("Invoke", ["FunctionName": "f", "Payload": "x"])
        #expect(lambda.http.requests.first?.headers["X-Amz-Content-SHA256"] == nil)
        let s3 = try Scene("s3", [.response(200)])
        _ = try await s3.pipeline.call("ListBuckets")
        #expect(
            s3.http.requests.first?.headers["X-Amz-Content-SHA256"]
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func `a URL can be presigned for another method`() async throws {
        let scene = try Scene("sqs")
        #expect(try await scene.pipeline.presign("ListQueues").method == "POST")
        let get = try await scene.pipeline.presign("ListQueues", method: "GET")
        #expect(get.method == "GET")
        #expect(get.url.query?.contains("X-Amz-Signature=") == true)
    }
}
