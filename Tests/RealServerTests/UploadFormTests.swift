import Inia
import IniaDigests
import Testing

/// Servers that check what they are sent take every form of an upload, and refuse the same form with one byte changed
/// on its way. What a server does not look at, an examiner does that knows AWS's rules and none of Inia's code.
/// One form goes after the other: a bucket takes SeaweedFS some of the few volumes that it has.
@Suite(.serialized) struct UploadFormTests {
    private static let models: ModelLibrary = {
        let checkout = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
        return ModelLibrary(ModelSearchPath(bundled: [checkout + "/models"]), files: PosixFiles())
    }()

    static let servers = [Servers.seaweedfs, Servers.seaweedfsTLS, Servers.ministack, Servers.tls].compactMap { $0 }
    static let cases = servers.flatMap { server in
        UploadForm.all.filter { $0.isSecure == server.isSecure && server.knows($0) }.map { (server, $0) }
    }

    @Test(arguments: UploadForm.all)
    func `every form is what AWS's documents describe, and one changed byte is found out`(form: UploadForm) async throws
    {
        for change in WireTap.Change.allCases {
            let wire = WireTap(change, examiner: Examiner(key: "KEY", secret: "secret"), isAnswering: true)
            let s3 = try Session(Config(), host: .scripted(), models: Self.models).client("s3") {
                $0.region = "us-east-1"
                $0.credentials = .fixed(Credentials(accessKeyID: "KEY", secretAccessKey: "secret"))
                $0.endpointURL = form.isSecure ? "https://storage.example" : "http://storage.example"
                form.configure(&$0)
                $0.httpClient = wire
            }
            if change == .nothing {
                try await s3.call("PutObject", form.input("bucket"))
                #expect(wire.faults == [nil])
            } else {
                let error = await refusal { try await s3.call("PutObject", form.input("bucket")) }
                #expect(error?.code == "Refused")
                #expect(change == .body ? form.isFault(wire.faults.first ?? nil) : wire.faults == [.signature])
            }
            #expect(form.payload.matches(wire.heads.first?["X-Amz-Content-SHA256"]))
            #expect(wire.heads.first?["X-Amz-Trailer"] == form.trailer)
        }
    }

    @Test(.enabled(if: !servers.isEmpty), arguments: cases)
    func `a server takes a form as it is`(server: Server, form: UploadForm) async throws {
        try await server.withBucket { _, bucket in
            let wire = WireTap(examiner: server.examiner)
            let s3 = try server.client("s3") {
                form.configure(&$0)
                $0.httpClient = wire
            }
            try await s3.call("PutObject", form.input(bucket))
            #expect(wire.faults == [nil])
            #expect(form.payload.matches(wire.heads.first?["X-Amz-Content-SHA256"]))
            #expect(wire.heads.first?["X-Amz-Trailer"] == form.trailer)
            let object = try await server.client("s3").getObject(Bucket: bucket, Key: "k")
            #expect(try await object.Body.asBody.collect(upTo: 16 << 20) == form.content)
        }
    }

    @Test(.enabled(if: !servers.isEmpty), arguments: cases)
    func `a server refuses a form with one byte changed, if it looks there`(server: Server, form: UploadForm)
        async throws
    {
        try await server.withBucket { _, bucket in
            for change in [WireTap.Change.body, .signature] {
                let s3 = try server.client("s3") {
                    form.configure(&$0)
                    $0.httpClient = WireTap(change, examiner: server.examiner)
                }
                if change == .body, !server.looks(at: form) {
                    try await s3.call("PutObject", form.input(bucket))
                } else {
                    let error = await refusal { try await s3.call("PutObject", form.input(bucket)) }
                    // SeaweedFS has status 500 for a chunk whose signature is wrong.
                    #expect((400...500).contains(error?.status ?? 0))
                }
            }
        }
    }

    /// The ways in which an object of several parts can have a checksum.
    static let multiparts: [(algorithm: ChecksumAlgorithm, type: String)] =
        [.crc32, .crc32c, .sha1, .sha256].map { ($0, "COMPOSITE") }
        + [.crc32, .crc32c, .crc64nvme].map { ($0, "FULL_OBJECT") }

    @Test(.enabled(if: !servers.isEmpty), arguments: servers.filter { !$0.isSecure }, multiparts)
    func `parts are held to their checksums, and so is the whole`(
        server: Server, multipart: (algorithm: ChecksumAlgorithm, type: String)
    ) async throws {
        let (algorithm, member) = (multipart.algorithm, "Checksum\(multipart.algorithm.name)")
        let bodies = [Bytes([UInt8](repeating: 7, count: 5 << 20)), UploadForm.content(1000)]
        try await server.withBucket { s3, bucket in
            let made = try await s3.createMultipartUpload(
                Bucket: bucket, Key: "k", ChecksumAlgorithm: Value(algorithm.name), ChecksumType: Value(multipart.type))
            func part(_ client: Client, _ number: Int, _ body: Bytes) async throws -> Value {
                let sent = try await client.uploadPart(
                    Bucket: bucket, Key: "k", UploadId: made.UploadId, PartNumber: Value(number), Body: Value(body),
                    ChecksumAlgorithm: Value(algorithm.name))
                return .map([
                    MapEntry(key: "PartNumber", value: Value(number)), MapEntry(key: "ETag", value: sent.ETag),
                    MapEntry(key: member, value: Value(Self.digest(algorithm, body).base64)),
                ])
            }
            let parts = [try await part(s3, 1, bodies[0]), try await part(s3, 2, bodies[1])]
            let forged = try server.client("s3") { $0.httpClient = WireTap(.body, examiner: server.examiner) }
            let error = await refusal { _ = try await part(forged, 3, bodies[1]) }
            #expect((400...500).contains(error?.status ?? 0))
            let whole = Bytes(bodies[0].array + bodies[1].array)
            let checksum =
                multipart.type == "FULL_OBJECT"
                ? Self.digest(algorithm, whole).base64
                : Self.digest(algorithm, Bytes(bodies.flatMap { Self.digest(algorithm, $0).bytes })).base64 + "-2"
            func complete(_ checksum: String?) async throws -> Output {
                var input: [String: Value] = [
                    "Bucket": bucket, "Key": "k", "UploadId": made.UploadId, "MultipartUpload": ["Parts": Value(parts)],
                    "ChecksumType": Value(multipart.type),
                ]
                input[member] = checksum.map { Value($0) }
                return try await s3.call("CompleteMultipartUpload", Value(input))
            }
            if server.knowsWholeChecksum(multipart.type) {
                let other = (checksum.first == "A" ? "B" : "A") + checksum.dropFirst()
                let error = await refusal { _ = try await complete(other) }
                #expect((400..<500).contains(error?.status ?? 0))
                #expect(try await complete(checksum)[member].asString == checksum)
            } else {
                _ = try await complete(nil)
            }
            let object = try await s3.getObject(Bucket: bucket, Key: "k")
            #expect(try await object.Body.asBody.collect(upTo: 16 << 20) == whole)
        }
    }

    private static func digest(_ algorithm: ChecksumAlgorithm, _ bytes: Bytes) -> Digest {
        var checksum = Checksum(algorithm)
        checksum.update(bytes)
        return checksum.value()
    }

    @Test(.enabled(if: !servers.isEmpty), arguments: servers)
    func `a presigned PUT stores, but not under another name`(server: Server) async throws {
        try await server.withBucket { s3, bucket in
            let put = try await s3.presign("PutObject", ["Bucket": bucket, "Key": "k1"], expiresIn: .seconds(60))
            func stored(_ url: HTTPURL) async throws -> Int {
                let request = HTTPRequest(
                    method: put.method, url: url, headers: put.headers, body: .bytes(Bytes(utf8: "given")))
                return try await server.send(request).status
            }
            #expect(try await stored(put.url) == 200)
            var other = put.url
            other.path = other.path.replacing("k1", with: "k2")
            #expect(try await stored(other) == 403)
        }
    }

    @Test(
        .enabled(if: Servers.seaweedfs != nil), arguments: [Servers.seaweedfs, Servers.seaweedfsTLS].compactMap { $0 })
    func `a presigned form uploads, but not with another policy`(server: Server) async throws {
        try await server.withBucket { s3, bucket in
            let post = try await s3.presign(
                post: bucket.asString ?? "", key: "k",
                conditions: [.list([.string("content-length-range"), .integer(1), .integer(100)])],
                expiresIn: .seconds(60))
            func stored(_ fields: [(name: String, value: String)]) async throws -> Int {
                var text = ""
                for (name, value) in fields + [("file", "given")] {
                    text += "--cut\r\nContent-Disposition: form-data; name=\"\(name)\""
                    text += name == "file" ? "; filename=\"f\"" : ""
                    text += "\r\n\r\n\(value)\r\n"
                }
                var request = HTTPRequest(
                    method: "POST", url: post.url, body: .bytes(Bytes(utf8: text + "--cut--\r\n")))
                try request.headers.set("Content-Type", "multipart/form-data; boundary=cut")
                return try await server.send(request).status
            }
            #expect((200..<300).contains(try await stored(post.fields)))
            let object = try await s3.getObject(Bucket: bucket, Key: "k")
            #expect(try await object.Body.asBody.text(upTo: 100) == "given")
            let forged = post.fields.map { field in
                field.name.lowercased() == "policy"
                    ? (field.name, "\(field.value.first == "e" ? "f" : "e")\(field.value.dropFirst())") : field
            }
            #expect((400..<500).contains(try await stored(forged)))
        }
    }
}
