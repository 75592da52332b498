import Inia
import Testing

/// What S3 does with objects, by way of calls, paginators and waiters.
@Suite struct ObjectTests {
    static let servers = [Servers.seaweedfs, Servers.ministack, Servers.moto].compactMap { $0 }

    @Test(.enabled(if: !servers.isEmpty), arguments: servers)
    func `an object comes back with its metadata and in parts`(server: Server) async throws {
        try await server.withBucket { s3, bucket in
            try await s3.wait(until: "BucketExists", ["Bucket": bucket], timeout: .seconds(600))
            let put = try await s3.putObject(
                Bucket: bucket, Key: "a/b", Body: "0123456789", ContentType: "text/plain",
                Metadata: ["river": "Amazonas"])
            #expect(put.ETag.asString == "\"781e5e245d69b566979b86e28d23f2c7\"")
            let head = try await s3.headObject(Bucket: bucket, Key: "a/b")
            #expect(head.ContentLength == 10)
            #expect(head.ContentType == "text/plain")
            #expect(head.Metadata == ["river": "Amazonas"])
            #expect(head.LastModified.asTimestamp != nil)
            let part = try await s3.getObject(Bucket: bucket, Key: "a/b", Range: "bytes=2-4")
            #expect(part._metadata.status == 206)
            #expect(try await part.Body.asBody.text(upTo: 10) == "234")
        }
    }

    @Test(.enabled(if: !servers.isEmpty), arguments: servers)
    func `keys are listed page by page`(server: Server) async throws {
        try await server.withBucket { s3, bucket in
            let names = (0..<25).map { "key \($0 + 10)&" }
            for name in names { try await s3.putObject(Bucket: bucket, Key: Value(name), Body: "") }
            let paginator = s3.paginator("ListObjectsV2", ["Bucket": bucket]).pageSize(10)
            var sizes: [Int] = []
            for try await page in paginator { sizes.append(page.Contents.asList.count) }
            #expect(sizes == [10, 10, 5])
            var found: [String?] = []
            for try await key in paginator.search("Contents[].Key") { found.append(key.asString) }
            #expect(found == names)
            var iterator = paginator.limit(12).makeAsyncIterator()
            var count = 0
            while let page = try await iterator.next() { count += page.Contents.asList.count }
            #expect(count == 12)
            let rest = try await paginator.resume(from: iterator.resumeToken).full()
            #expect(rest.Contents.asList.map(\.Key.asString) == Array(names[12...]))
        }
    }

    @Test(.enabled(if: !servers.isEmpty), arguments: servers)
    func `what is not there is an error with a code`(server: Server) async throws {
        let s3 = try server.client("s3")
        let nowhere = Value(server.fresh("nowhere"))
        let missing = await refusal { try await s3.getObject(Bucket: nowhere, Key: "k") }
        #expect(missing?.code == "NoSuchBucket")
        #expect(missing?.status == 404)
        #expect(missing?.operation == "GetObject")
        // An answer to HEAD has no words, so the status is all there is.
        let head = await refusal { try await s3.headBucket(Bucket: nowhere) }
        #expect(head?.code == "404")
        try await server.withBucket { s3, bucket in
            let key = await refusal { try await s3.getObject(Bucket: bucket, Key: "k") }
            #expect(key?.code == "NoSuchKey")
        }
    }

    @Test(.enabled(if: !servers.isEmpty), arguments: servers)
    func `a wait for what never comes ends`(server: Server) async throws {
        let s3 = try server.client("s3")
        let nowhere = Value(server.fresh("nowhere"))
        try await s3.wait(until: "BucketNotExists", ["Bucket": nowhere], timeout: .seconds(600))
        let error = await failure {
            try await s3.wait(until: "BucketExists", ["Bucket": nowhere], delay: .milliseconds(1), maxAttempts: 3)
        }
        #expect(error?.code == .waiter)
        #expect((error?.cause as? WaiterFailure)?.lastError?.code == "404")
    }

    @Test(.enabled(if: !servers.isEmpty), arguments: servers)
    func `a large object is read as it flows`(server: Server) async throws {
        try await server.withBucket { s3, bucket in
            let size = 8 << 20
            let large = Bytes([UInt8](repeating: 5, count: size))
            try await s3.putObject(Bucket: bucket, Key: "large", Body: Value(large))
            var (count, chunks) = (0, 0)
            for try await chunk in try await s3.getObject(Bucket: bucket, Key: "large").Body.asBody {
                count += chunk.count
                chunks += 1
            }
            #expect(count == size)
            #expect(chunks > 1)
        }
    }
}
