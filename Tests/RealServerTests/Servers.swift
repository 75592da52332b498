import Inia
import Testing

/// The servers that tests speak to, as the environment names them.
///
/// `scripts/with-servers ministack moto seaweedfs tls -- swift test` starts them, names them in the environment of the
/// command, and ends them with it. A test whose server is not named is skipped.
enum Servers {
    static let environment = Host.system.environment

    /// ministack, which checks the signatures of the one user that it knows.
    static let ministack = Server("MINISTACK")
    /// moto, which accepts whoever comes.
    static let moto = Server("MOTO")
    /// SeaweedFS: S3 alone, with signatures checked to the letter.
    static let seaweedfs = Server("SEAWEEDFS")
    /// nginx with TLS in front of ministack.
    static let tls = Server("TLS", keysOf: "MINISTACK")
    /// nginx with TLS in front of SeaweedFS.
    static let seaweedfsTLS = Server("SEAWEEDFS_TLS", keysOf: "SEAWEEDFS", authorityOf: "TLS")
}

/// A server that the environment names, with keys that it knows.
struct Server: Sendable, CustomTestStringConvertible {
    let name: String
    let url: String
    let key: String
    let secret: String
    /// The file of the authority that signed its certificate, where it has one.
    let authority: String?

    fileprivate init?(_ name: String, keysOf owner: String? = nil, authorityOf front: String? = nil) {
        let environment = Servers.environment
        guard let url = environment["INIA_\(name)"] else { return nil }
        self.name = name.lowercased()
        self.url = url
        key = environment["INIA_\(owner ?? name)_KEY"] ?? "testing"
        secret = environment["INIA_\(owner ?? name)_SECRET"] ?? "testing"
        authority = environment["INIA_\(front ?? name)_CA"]
    }

    var testDescription: String { name }

    /// The keys that the server knows.
    var credentials: Credentials { Credentials(accessKeyID: key, secretAccessKey: secret) }

    /// A client of a service on this server, which hears nothing of the machine that the tests run on.
    func client(_ service: String, _ configure: (inout Config) -> Void = { _ in }) throws -> Client {
        try session.client(service, configure)
    }

    /// A session on this server.
    var session: Session {
        Session { config in
            config.region = "us-east-1"
            config.endpointURL = url
            config.credentials = .fixed(credentials)
            config.retry = .standard(maxAttempts: 1)
            // A busy machine may be slow to shake hands.
            config.connectTimeout = .seconds(600)
            config.s3.addressingStyle = .path
            if let authority { config.verify = .authorities(path: authority) }
        }
    }

    /// A client whose secret is not the one that the server knows.
    func stranger(_ service: String) throws -> Client {
        try client(service) { config in
            config.credentials = .fixed(Credentials(accessKeyID: key, secretAccessKey: "not-the-secret-of-this-key"))
        }
    }

    /// A name for a bucket, table or queue that no other test has.
    func fresh(_ what: String) -> String { "\(what)-\(Host.system.entropy.uuid().prefix(13))" }

    /// Makes a bucket, lends it with a client, and removes it with what lies in it.
    func withBucket(
        _ configure: (inout Config) -> Void = { _ in }, _ body: (Client, Value) async throws -> Void
    ) async throws {
        let s3 = try client("s3", configure)
        let bucket = Value(fresh("bucket"))
        try await s3.createBucket(Bucket: bucket)
        do {
            try await body(s3, bucket)
        } catch {
            try? await Self.empty(bucket, s3)
            throw error
        }
        try await Self.empty(bucket, s3)
    }

    private static func empty(_ bucket: Value, _ s3: Client) async throws {
        for try await object in s3.paginator("ListObjectsV2", ["Bucket": bucket]).items() {
            try await s3.deleteObject(Bucket: bucket, Key: object.Key)
        }
        try await s3.deleteBucket(Bucket: bucket)
    }
}

/// The service's refusal that an operation ends in, or nil where it ends otherwise; a failure of another kind is
/// recorded.
func refusal(of operation: () async throws -> Void) async -> ServiceError? {
    do {
        try await operation()
        Issue.record("it was not refused")
    } catch let error as ServiceError {
        return error
    } catch {
        Issue.record("\(error)")
    }
    return nil
}

/// The call error that an operation ends in, or nil where it ends otherwise; a failure of another kind is recorded.
func failure(of operation: () async throws -> Void) async -> CallError? {
    do {
        try await operation()
        Issue.record("it did not fail")
    } catch let error as CallError {
        return error
    } catch {
        Issue.record("\(error)")
    }
    return nil
}
