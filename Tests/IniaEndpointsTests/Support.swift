import IniaEndpoints
import Synchronization

/// Partitions as in AWS's list, cut to two.
func partitions() throws -> Partitions {
    try Partitions(
        try json(
            #"""
            {"partitions":[
             {"id":"aws","regionRegex":"^(us|eu)\\-\\w+\\-\\d+$","regions":{"us-east-1":{},"aws-global":{}},"outputs":{
              "dnsSuffix":"amazonaws.com","name":"aws","supportsFIPS":true}},
             {"id":"aws-cn","regionRegex":"^cn\\-\\w+\\-\\d+$","regions":{"cn-north-1":{}},"outputs":{
              "dnsSuffix":"amazonaws.com.cn","name":"aws-cn","supportsFIPS":false}}]}
            """#))
}

/// A rule set with one parameter, `Region`.
func ruleSet(_ rules: String) throws -> RuleSet {
    try RuleSet(
        try json(#"{"version":"1.0","parameters":{"Region":{"type":"String"}},"rules":\#(rules)}"#),
        partitions: try partitions())
}

/// The value that an expression of the rules language has, by way of a URL.
func evaluate(_ expression: String, region: String? = nil) throws -> String {
    let rules = try ruleSet(
        """
        [{"type":"endpoint","conditions":[{"fn":"isSet","argv":[\(expression)]}],"endpoint":{"url":\(expression)}},
         {"type":"endpoint","conditions":[],"endpoint":{"url":"nothing"}}]
        """)
    return try rules.resolve(region.map { ["Region": .string($0)] } ?? [:]).url
}

/// The words of the error that a resolution ends in, or the URL that it finds.
func outcome(of rules: RuleSet, _ parameters: EndpointParameters) -> String {
    do { return try rules.resolve(parameters).url } catch { return error.message }
}

final class Log: Sendable {
    private let list = Mutex<[Int]>([])

    var entries: [Int] { list.withLock { $0 } }

    func add(_ entry: Int) { list.withLock { $0.append(entry) } }
}
