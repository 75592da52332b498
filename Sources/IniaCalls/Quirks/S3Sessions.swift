internal import IniaHost
internal import IniaPrimitives
internal import IniaShapes
internal import IniaSigning

/// Directory buckets are talked to in sessions, whose short-lived credentials sign each request.
enum S3Sessions {
    /// The credentials of the caller's session with a bucket, opened where there is none.
    static func credentials(for bucket: String, of owner: Credentials, _ pipeline: Pipeline) async throws -> Credentials
    {
        let key = BucketSessions.Key(identity: owner.accessKeyID, bucket: bucket)
        return try await pipeline.sessions.credentials(key, now: pipeline.host.clock.now) {
            var options = CallOptions()
            options.credentials = StaticCredentials(owner)
            let session = try await pipeline.call("CreateSession", ["Bucket": .string(bucket)], options: options)
            guard let id = session.Credentials.AccessKeyId.asString,
                let secret = session.Credentials.SecretAccessKey.asString,
                let token = session.Credentials.SessionToken.asString
            else { throw CallError(.credentials, during: .sign, "the session with \(bucket) has no credentials") }
            return Credentials(
                accessKeyID: id, secretAccessKey: secret, sessionToken: token,
                expiration: session.Credentials.Expiration.asTimestamp
            ).adding(features: owner.features)
        }
    }
}
