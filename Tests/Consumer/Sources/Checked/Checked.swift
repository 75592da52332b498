internal import Inia

/// A module whose `inia.json` the tests of the plugin change.
package func size(of key: String, in bucket: String, _ s3: S3) async throws -> Int? {
    try await s3.getObject(bucket: bucket, key: key).contentLength
}

/// A dynamic client of a service that is compiled in.
package func account() async throws -> String? {
    let session = Session { $0.embeddedServices = EmbeddedModels.dynamic }
    return try await session.client("sts").getCallerIdentity().Account.asString
}
