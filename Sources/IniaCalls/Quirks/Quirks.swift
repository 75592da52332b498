/// Every peculiarity of a service that its model does not tell. Nowhere else does the code know a service's name.
///
/// The order counts: of one phase, an operation's own rows come before its service's, and those before everybody's.
extension Quirk {
    /// Signing names of services whose own bearer token, where the environment has one, comes before signatures.
    static let bearerNames: Set = ["bedrock"]

    /// Services that want milliseconds in timestamps.
    static let millisecondServices: Set = ["bedrock-agentcore"]

    static let all: [Quirk] = names + s3Operations + s3 + s3Control + copies + others + everybody

    /// Other names for members.
    private static let names: [Quirk] = [
        Quirk("ec2", .input(Aliases.accept("Filters", for: "Filter"))),
        Quirk("cloudwatch-logs", ["CreateExportTask"], .input(Aliases.accept("fromTime", for: "from"))),
        Quirk("cloudsearch-domain", ["Search"], .input(Aliases.accept("returnFields", for: "return"))),
    ]

    private static let s3Operations: [Quirk] = [
        Quirk("s3", ["ListObjects", "ListObjectsV2", "ListObjectVersions"], .input(S3Input.askForEncodedKeys)),
        Quirk("s3", ["CopyObject", "UploadPartCopy"], .input(S3Input.encodeCopySource)),
        Quirk("s3", ["CopyObject", "PutObject", "CreateMultipartUpload"], .input(S3Input.requireASCIIMetadata)),
        Quirk("s3", S3Input.encryptedOperations, .input(S3Input.encodeCustomerKey)),
        Quirk("s3", ["CopyObject", "UploadPartCopy"], .input(S3Input.encodeSourceKey)),
        Quirk("s3", ["DeleteObjects", "PutBucketLifecycleConfiguration"], .request(S3Request.escapeLineBreaks)),
        Quirk("s3", ["ListObjects", "ListObjectsV2", "ListObjectVersions"], .output(S3Output.decodeKeys)),
        Quirk("s3", ["GetBucketLocation"], .output(S3Output.readLocation)),
    ]

    private static let s3: [Quirk] = [
        Quirk("s3", .model(S3Request.withoutBucketInPath)),
        Quirk("s3", .input(S3Input.requireBucketName)),
        Quirk("s3", .endpoint(S3Endpoint.chooseStyle)),
        Quirk("s3", .signature(S3Endpoint.presignWithVersion2)),
        Quirk("s3", .refusal(S3Endpoint.fault)),
        Quirk("s3", .request(S3Request.expectContinue), where: S3Request.sendsPayload),
        Quirk("s3", .answer(S3Answer.findHiddenError)),
        Quirk("s3", .unreadable(S3Answer.findCutBody)),
        Quirk("s3", ["GetObject", "HeadObject"], .model(S3Answer.withExpiresString)),
        Quirk("s3", .answer(S3Answer.keepExpires)),
        Quirk("s3", .redirect(S3Redirect.toBucketRegion)),
    ]

    private static let s3Control: [Quirk] = [
        Quirk("s3-control", .model(S3ControlInput.withoutAccountPrefix)),
        Quirk("s3-control", .input(S3ControlInput.takeAccountFromARN)),
        Quirk("s3-control", .refusal(S3ControlInput.fault)),
    ]

    /// Copies between regions bear a presigned request to the region that they copy from.
    private static let copies: [Quirk] = [
        Quirk("ec2", ["CopySnapshot"], .request(RegionCopies.presignSnapshotCopy)),
        Quirk("rds", RegionCopies.rdsOperations, .request(RegionCopies.presignDatabaseCopy)),
        Quirk("neptune", ["CopyDBClusterSnapshot", "CreateDBCluster"], .request(RegionCopies.presignDatabaseCopy)),
        Quirk("docdb", ["CopyDBClusterSnapshot", "CreateDBCluster"], .request(RegionCopies.presignDatabaseCopy)),
    ]

    private static let others: [Quirk] = [
        Quirk("ec2", ["RunInstances"], .input(Inputs.encodeUserData)),
        Quirk("auto-scaling", ["CreateLaunchConfiguration"], .input(Inputs.encodeUserData)),
        Quirk("route-53", .input(Inputs.shortenIDs)),
        Quirk("glacier", .input(Inputs.ownAccount)),
        Quirk("glacier", .request(Requests.nameGlacierVersion)),
        Quirk("glacier", ["UploadArchive", "UploadMultipartPart"], .request(Requests.hashArchive)),
        Quirk("api-gateway", .request(Requests.acceptJSON)),
        Quirk("machine-learning", ["Predict"], .attempt(Requests.goToPredictEndpoint)),
        Quirk("cloudsearch-domain", ["Search"], .attempt(Requests.searchByPost)),
        Quirk("polly", ["SynthesizeSpeech"], .presign(Requests.dropContentType)),
        Quirk("cognito-identity", Requests.openCognitoOperations, .signature(Requests.unsigned)),
        Quirk("sts", ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"], .signature(Requests.unsigned)),
        Quirk("importexport", .signature(Requests.signWithVersion4)),
        Quirk("iam", .output(Outputs.decodePolicies)),
        Quirk("ec2", ["GetConsoleOutput"], .output(Outputs.decodeConsole)),
        Quirk("cloudformation", ["GetTemplate"], .output(Outputs.decodeTemplate)),
        Quirk("sso-oidc", .answer(Answers.useOAuthDescription)),
        Quirk("sqs", .failure(Outputs.nameShapeByQueryCode)),
    ]

    private static let everybody: [Quirk] = [
        Quirk("*", .input(Inputs.fillIdempotencyTokens), where: Inputs.takesTokens),
        Quirk("*", .input(Inputs.askForChecksums), where: Inputs.canAskForChecksums),
        Quirk("*", .request(Requests.passTraceID), where: Requests.isInLambda),
        Quirk("*", .request(Requests.nameVersionWhenDiscovering), where: Requests.asksForEndpoints),
    ]
}
