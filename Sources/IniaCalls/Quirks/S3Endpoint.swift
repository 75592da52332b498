internal import IniaEndpoints
internal import IniaShapes

/// Where S3 wants its requests.
enum S3Endpoint {
    /// Decides between a bucket in the host and a bucket in the path, and between the region and the globe.
    static func chooseStyle(_ builtIns: inout BuiltIns, _ question: EndpointQuestion) {
        let bucket = question.input.given("Bucket")?.asString
        let isARN = bucket.map(ARN.matches) ?? false
        if let region = question.knownRegion { builtIns["AWS::Region"] = .string(region) }
        if question.operation.name == "GetBucketLocation" {
            // Whoever asks where a bucket is does not know its region: only the path style answers from anywhere.
            builtIns["AWS::S3::ForcePathStyle"] = .boolean(true)
        } else if isARN {
            builtIns["AWS::S3::ForcePathStyle"] = .boolean(false)
        }
        guard question.prefersGlobal, !isARN, builtIns["AWS::S3::ForcePathStyle"] != .boolean(true),
            bucket.map(isHostLabel) ?? true, !(bucket?.hasSuffix("--x-s3") ?? false)
        else { return }
        builtIns["AWS::Region"] = .string("aws-global")
        builtIns["AWS::S3::UseGlobalEndpoint"] = .boolean(true)
    }

    /// URLs that are given away are signed as they always were, where S3 still takes it.
    static func presignWithVersion2(_ question: SignatureQuestion) -> String? {
        guard question.isPresigning, question.options.s3.legacyPresigning, !question.isConfigured,
            question.acceptsS3Version2, !question.version.hasPrefix("v4a")
        else { return nil }
        return question.version.hasPrefix("v4-s3express") ? question.version : "s3"
    }

    /// An ARN that the rules cannot read is a fault of the input.
    static func fault(_ message: String) -> CallError.Code? {
        message.lowercased().hasPrefix("invalid arn:") ? .validation : nil
    }

    private static func isHostLabel(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (1...63).contains(bytes.count), bytes.first != 0x2D, bytes.last != 0x2D else { return false }
        return bytes.allSatisfy { $0.isASCIIAlphanumeric || $0 == 0x2D }
    }
}
