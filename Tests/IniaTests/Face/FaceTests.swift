import Inia
import IniaTesting
import Testing

/// The face as the design spells it, with one import.
@Suite struct FaceTests {
    private func session(_ replies: [ScriptedReply], _ configure: (inout Config) -> Void = { _ in }) -> (
        Session, ScriptedHTTPClient
    ) {
        let checkout = #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined()
        let files = ScriptedFiles(texts: ["photo.jpg": "pixels"])
        let http = ScriptedHTTPClient(replies, files: files)
        var config = Config()
        config.region = "us-west-2"
        config.credentials = .fixed(Credentials(accessKeyID: "AKID", secretAccessKey: "secret"))
        config.httpClient = http
        configure(&config)
        let models = ModelLibrary(ModelSearchPath(bundled: [checkout + "/models"]), files: PosixFiles())
        return (Session(config, host: .scripted(files: files), models: models), http)
    }

    @Test func `a session tells what regions, partitions, services and profiles there are`() throws {
        let (session, _) = session([])
        #expect(try session.region == "us-west-2")
        #expect(try session.profileName == "default" && session.profileNames == [])
        #expect(try session.serviceNames.count == 424)
        #expect(try session.partitionNames.prefix(3) == ["aws", "aws-cn", "aws-us-gov"])
        #expect(try session.partition(of: "us-gov-west-1") == "aws-us-gov" && session.partition(of: "moon") == nil)
        #expect(try session.regions(of: "s3").count == 34 && session.regions(of: "s3", regionsOnly: false).count == 42)
        #expect(try session.regions(of: "s3", in: "aws-cn") == ["cn-north-1", "cn-northwest-1"])
        #expect(throws: ModelError.self) { try session.regions(of: "s33") }
    }

    @Test func `an operation is called with its members as keywords`() async throws {
        let (session, http) = session([.response(200, "text"), .response(200)])
        let s3 = try session.client("s3")
        let name = "k"
        let out = try await s3.getObject(Bucket: "bucket", Key: Value(name))
        #expect(try await out.Body.asBody.text(upTo: 1 << 20) == "text")
        try await s3.PutObject(Bucket: "bucket", Key: "k", Body: .file("photo.jpg"))
        #expect(http.requests.map(\.request.method) == ["GET", "PUT"])
        #expect(http.requests[1].body.text.contains("pixels"))
    }

    @Test func `pages, items and searches are sequences`() async throws {
        let page =
            "<L><Contents><Key>a</Key><Size>0</Size></Contents><Contents><Key>b</Key><Size>5</Size></Contents></L>"
        let (session, _) = session([.response(200, page), .response(200, page), .response(200, page)])
        let s3 = try session.client("s3")
        let paginator = s3.paginator("ListObjectsV2", ["Bucket": "bucket"])
        var sizes: [Int?] = []
        for try await page in paginator { for object in page.Contents.asList { sizes.append(object.Size.asInt) } }
        #expect(sizes == [0, 5])
        var keys: [String?] = []
        for try await object in paginator.items("Contents").prefix(10) { keys.append(object.Key.asString) }
        for try await key in paginator.search("Contents[?Size > `0`].Key") { keys.append(key.asString) }
        #expect(keys == ["a", "b", "b"])
    }

    @Test func `a wait ends when it is so`() async throws {
        let (session, http) = session([.response(404), .response(200)])
        let s3 = try session.client("s3")
        try await s3.wait(until: "BucketExists", ["Bucket": "bucket"], timeout: .seconds(60))
        #expect(http.requests.count == 2)
    }

    @Test func `a call takes options of its own, and presigning sends nothing`() async throws {
        let (session, http) = session([.response(200)])
        let s3 = try session.client("s3")
        let url = try await s3.presign("GetObject", ["Bucket": "bucket", "Key": "k"], expiresIn: .seconds(300))
        #expect(url.url.query?.contains("X-Amz-Expires=300") == true)
        _ = try await s3.call("GetObject", ["Bucket": "bucket", "Key": "k"]) { $0.readTimeout = .seconds(3) }
        #expect(http.requests.map(\.options.readTimeout) == [.seconds(3)])
    }

    @Test func `a refusal is caught by its code`() async throws {
        let body = "<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>"
        let (session, _) = session([.response(404, headers: [("x-amz-request-id", "r"), ("x-amz-id-2", "h")], body)])
        let s3 = try session.client("s3")
        do {
            _ = try await s3.getObject(Bucket: "bucket", Key: "k")
            Issue.record("nothing was thrown")
        } catch let error as any ServiceFailure where error.code == "NoSuchKey" {
            #expect(error.requestID == "r")
            #expect(error.attempts == 1)
        }
    }

    @Test func `a name that is no operation, and a member given twice, are refused`() async throws {
        let (session, http) = session([])
        let s3 = try session.client("s3")
        await #expect(throws: CallError.self) { try await s3.getObjekt(Bucket: "bucket") }
        await #expect(throws: CallError.self) { try await s3.getObject(Bucket: "a", Bucket: "b") }
        #expect(http.requests.isEmpty)
    }

    @Test func `pages and waits that the service does not have are told when they begin`() async throws {
        let (session, http) = session([])
        let s3 = try session.client("s3")
        for operation in ["GetObject", "GetObjekt"] {
            let error = await #expect(throws: CallError.self) {
                for try await _ in s3.paginator(operation, ["Bucket": "bucket", "Key": "k"]) {}
            }
            #expect(error?.code == .pagination)
            #expect(error?.message.contains(operation) == true)
        }
        let error = await #expect(throws: CallError.self) { try await s3.wait(until: "BucketIsBlue") }
        #expect(error?.code == .waiter)
        #expect(error?.message.contains("BucketIsBlue") == true)
        #expect(http.requests.isEmpty)
    }

    @Test func `a service that does not exist is told with the names that come nearest`() throws {
        let (session, _) = session([])
        let error = try #require(throws: ModelError.self) { try session.client("dynamo") }
        #expect(error.code == .unknownService)
    }

    @Test func `many calls of one client are under way at once`() async throws {
        let (session, http) = session(Array(repeating: .response(200), count: 64))
        let s3 = try session.client("s3")
        try await withThrowingTaskGroup { group in
            for number in 0..<64 { group.addTask { try await s3.headBucket(Bucket: "bucket-\(number)") } }
            try await group.waitForAll()
        }
        #expect(Set(http.requests.map(\.request.url.host)).count == 64)
    }

    @Test func `every spelling of an operation's name leads to it`() async throws {
        let (session, http) = session(Array(repeating: .response(200), count: 4))
        let s3 = try session.client("s3")
        for name in ["headBucket", "HeadBucket", "head_bucket", "head-bucket"] { try await s3[name](Bucket: "bucket") }
        #expect(http.requests.map(\.request.method) == Array(repeating: "HEAD", count: 4))
    }

    @Test func `handlers by botocore's names hear a client's calls, and not another's`() async throws {
        let (session, http) = session([.response(200), .response(200)])
        let tagged = try session.client("s3") { config in
            config.events.register("before-call.s3.HeadBucket") { _, event in
                guard case .request(var request) = event else { return false }
                try request.headers.set("X-Tag", "yes")
                event = .request(request)
                return true
            }
        }
        try await tagged.headBucket(Bucket: "bucket")
        try await session.client("s3").headBucket(Bucket: "bucket")
        #expect(http.requests.map { $0.request.headers["X-Tag"] } == ["yes", nil])
    }
}
