internal import IniaEndpoints
internal import IniaPrimitives
internal import IniaText

/// Endpoint rules: an input is a set of rules, which are compiled and followed with a few parameters.
enum RulesTarget {
    static func run(_ bytes: Bytes) {
        guard let document = try? JSONReader.document(bytes), let partitions,
            let rules = try? RuleSet(document, partitions: partitions)
        else { return }
        for parameters in examples {
            let first = outcome(rules, parameters)
            expect(first == outcome(rules, parameters), "the same parameters have the same endpoint")
        }
    }

    private static func outcome(_ rules: RuleSet, _ parameters: EndpointParameters) -> String {
        do {
            let endpoint = try rules.resolve(parameters)
            return "\(endpoint.url) \(endpoint.headers) \(JSONWriter.text(endpoint.properties))"
        } catch {
            return "\(error.code.name) \(error.message)"
        }
    }

    private static let examples: [EndpointParameters] = [
        [:],
        [
            "Region": .string("us-east-1"), "Bucket": .string("bucket-name"), "UseFIPS": .boolean(false),
            "UseDualStack": .boolean(true), "Endpoint": .string("https://host.example:8080/a/b"),
        ],
        [
            "Region": .string("cn-north-1"), "UseFIPS": .boolean(true), "List": .strings(["a", "b"]),
            "Bucket": .string("arn:aws:s3:us-west-2:123456789012:accesspoint/name"),
        ],
    ]

    private static let partitions = try? Partitions(
        try JSONReader.document(
            Bytes(
                utf8: """
                    {"version":"1.1","partitions":[
                     {"id":"aws","regionRegex":"^(us|eu|ap)\\\\-\\\\w+\\\\-\\\\d+$","regions":{"us-east-1":{}},
                      "outputs":{"name":"aws","dnsSuffix":"amazonaws.com","dualStackDnsSuffix":"api.aws",
                      "supportsFIPS":true,"supportsDualStack":true,"implicitGlobalRegion":"us-east-1"}},
                     {"id":"aws-cn","regionRegex":"^cn\\\\-\\\\w+\\\\-\\\\d+$","regions":{"cn-north-1":{}},
                      "outputs":{"name":"aws-cn","dnsSuffix":"amazonaws.com.cn","dualStackDnsSuffix":"api.cn",
                      "supportsFIPS":true,"supportsDualStack":true,"implicitGlobalRegion":"cn-northwest-1"}}]}
                    """)))
}
