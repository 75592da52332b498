import Glibc
import Inia
import Testing

/// A body arrives as it was sent, however it was given and however its payload is protected.
@Suite struct UploadTests {
    /// The servers that an upload goes to: plain HTTP, where the payload is signed, and TLS, where a checksum follows it.
    static let servers = [Servers.seaweedfs, Servers.ministack, Servers.tls].compactMap { $0 }

    static let algorithms = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"]

    /// Bytes that are not the same at any two places near each other.
    static let content = Bytes((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) })

    @Test(.enabled(if: !servers.isEmpty), arguments: servers)
    func `bytes, a file and a stream arrive as they were`(server: Server) async throws {
        try await server.withBucket { s3, bucket in
            let file = try TemporaryFile(Self.content)
            defer { file.remove() }
            let bodies: [(name: String, body: Value)] = [
                ("bytes", Value(Self.content)), ("file", .file(file.path)),
                ("stream", Value(Body(streaming: Self.content.count) { Pieces(of: Self.content) })),
                ("empty", ""),
            ]
            for (name, body) in bodies {
                try await s3.putObject(Bucket: bucket, Key: Value(name), Body: body)
                let expected = name == "empty" ? Bytes() : Self.content
                #expect(try await Self.fetched(name, bucket, s3) == expected, "\(name)")
            }
        }
    }

    @Test(.enabled(if: !servers.isEmpty), arguments: servers, algorithms)
    func `every checksum algorithm is taken, and what comes back is verified`(
        server: Server, algorithm: String
    ) async throws {
        try await server.withBucket { s3, bucket in
            try await s3.putObject(
                Bucket: bucket, Key: "k", Body: Value(Self.content), ChecksumAlgorithm: Value(algorithm))
            #expect(try await Self.fetched("k", bucket, s3) == Self.content)
        }
    }

    @Test(.enabled(if: Servers.tls != nil))
    func `a stream that can be read once goes over TLS, its checksum behind it`() async throws {
        let server = try #require(Servers.tls)
        try await server.withBucket { s3, bucket in
            let once = Body(once: Pieces(of: Self.content), count: Self.content.count)
            try await s3.putObject(Bucket: bucket, Key: "k", Body: Value(once))
            #expect(try await Self.fetched("k", bucket, s3) == Self.content)
        }
    }

    @Test(.enabled(if: !servers.isEmpty), arguments: servers)
    func `a payload may go unsigned`(server: Server) async throws {
        let unsigned: (inout Config) -> Void = {
            $0.s3.payloadSigningEnabled = false
            $0.requestChecksumCalculation = .whenRequired
        }
        try await server.withBucket(unsigned) { s3, bucket in
            try await s3.putObject(Bucket: bucket, Key: "k", Body: Value(Self.content))
            #expect(try await Self.fetched("k", bucket, s3) == Self.content)
        }
    }

    @Test(.enabled(if: !servers.isEmpty), arguments: servers)
    func `a multipart upload joins its parts`(server: Server) async throws {
        try await server.withBucket { s3, bucket in
            let part = Bytes([UInt8](repeating: 7, count: 5 << 20))
            let upload = try await s3.createMultipartUpload(Bucket: bucket, Key: "k").UploadId
            var parts: [Value] = []
            for (number, body) in [(1, part), (2, Self.content)] {
                let sent = try await s3.uploadPart(
                    Bucket: bucket, Key: "k", UploadId: upload, PartNumber: Value(number), Body: Value(body))
                parts.append(["PartNumber": Value(number), "ETag": sent.ETag])
            }
            try await s3.completeMultipartUpload(
                Bucket: bucket, Key: "k", UploadId: upload, MultipartUpload: ["Parts": Value(parts)])
            let all = try await Self.fetched("k", bucket, s3)
            #expect(all == Bytes(part.array + Self.content.array))
        }
    }

    private static func fetched(_ key: String, _ bucket: Value, _ s3: Client) async throws -> Bytes {
        try await s3.getObject(Bucket: bucket, Key: Value(key)).Body.asBody.collect(upTo: 16 << 20)
    }
}

/// Bytes as a stream of pieces of uneven lengths.
struct Pieces: AsyncSequence, Sendable {
    let bytes: Bytes

    init(of bytes: Bytes) { self.bytes = bytes }

    func makeAsyncIterator() -> Iterator { Iterator(rest: bytes) }

    struct Iterator: AsyncIteratorProtocol {
        var rest: Bytes
        var length = 1

        mutating func next() -> Bytes? {
            guard !rest.isEmpty else { return nil }
            defer {
                rest = rest.dropFirst(length)
                length = Swift.min(length * 3, 70_000)
            }
            return rest.slice(0..<length)
        }
    }
}

/// A file that lives as long as its test.
struct TemporaryFile {
    let path: String

    init(_ content: Bytes) throws {
        path = "/tmp/inia-test-\(Host.system.entropy.uuid())"
        try Host.system.files.replace(path, with: content)
    }

    func remove() { unlink(path) }
}
