internal import Inia
internal import IniaPrimitives
internal import IniaProtocols
internal import IniaText

/// Responses by the models of operations of all protocols: they give output or errors, of the service or of its reply.
///
/// An input's first byte chooses the operation, the second the status and the dialect; the rest is the body.
enum RepliesTarget {
    static func run(_ bytes: Bytes) {
        guard bytes.count >= 2, let operation = operations[Int(bytes[0]) % operations.count] else { return }
        var head = ReplyHead(status: [200, 400, 503, 301][Int(bytes[1] >> 1 & 3)])
        try? head.headers.set("Content-Type", operation.type)
        let options = CodecOptions(dialect: bytes[1] & 1 == 0 ? .smithy : .botocore)
        guard let codec = try? ProtocolCodec(for: operation.service.traits, options: options) else { return }
        _ = try? codec.parse(head, body: bytes.dropFirst(2), of: operation.operation)
    }

    private struct Choice {
        let service: ServiceModel
        let operation: Operation
        let type: String
    }

    private static let operations: [Choice?] = {
        let library = ModelLibrary.shared(for: .system)
        let names = [
            ("dynamodb", "Query", "application/x-amz-json-1.0"), ("s3", "ListObjectsV2", "application/xml"),
            ("s3", "GetBucketAcl", "application/xml"), ("ec2", "DescribeInstances", "text/xml"),
            ("sts", "AssumeRole", "text/xml"), ("lambda", "ListFunctions", "application/json"),
            ("cloudwatch", "GetMetricData", "application/cbor"),
            ("sqs", "ReceiveMessage", "application/x-amz-json-1.0"),
            ("s3", "GetBucketLifecycleConfiguration", "application/xml"), ("iam", "GetRole", "text/xml"),
            ("bedrock-agent", "GetPrompt", "application/json"), ("route53", "ListHostedZones", "text/xml"),
        ]
        let all = names.map { (service, operation, type) -> Choice? in
            guard let model = try? library.service(service), let found = try? model.operation(operation) else {
                return nil
            }
            return Choice(service: model, operation: found, type: type)
        }
        expect(all.allSatisfy { $0 != nil }, "the models are found, in INIA_MODELS or beside")
        return all
    }()
}
