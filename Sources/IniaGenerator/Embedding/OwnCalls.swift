internal import IniaModels
internal import IniaShapes

/// The operations that the engine and what is built on it call by themselves, and that a program without models in
/// files has to bring along.
public enum OwnCalls {
    /// What is called to get credentials and tokens, compiled into every program: services with their operations.
    public static let identity: [(service: String, operations: [String])] = [
        ("signin", ["CreateOAuth2Token"]),
        ("sso", ["GetRoleCredentials"]),
        ("sso-oidc", ["CreateToken", "RegisterClient", "StartDeviceAuthorization"]),
        ("sts", ["AssumeRole", "AssumeRoleWithWebIdentity", "GetSessionToken"]),
    ]

    /// What is called on clients of a service whatever they were made for: S3's regions and sessions, and transfers in
    /// parts.
    private static let byService: [String: [String]] = [
        "s3": [
            "AbortMultipartUpload", "CompleteMultipartUpload", "CopyObject", "CreateMultipartUpload", "CreateSession",
            "GetObject", "HeadBucket", "HeadObject", "PutObject", "UploadPart", "UploadPartCopy",
        ]
    ]

    /// What is called on a client of a service by itself, beside the operations that it was made for.
    static func operations(beside chosen: [Operation], of service: ServiceModel) throws(ModelError) -> [String] {
        var own = (byService[service.name] ?? []).filter { service.hasOperation($0) }
        guard chosen.contains(where: { $0.traits.endpointDiscoveryIsRequired != nil }) else { return own }
        for name in service.operationNames where try service.operation(name).traits.isEndpointOperation {
            own.append(name)
        }
        return own
    }
}
