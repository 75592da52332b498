/// The parts of an Amazon Resource Name: `arn:partition:service:region:account:resource`.
struct ARN: Sendable, Hashable {
    let partition: String
    let service: String
    let region: String
    let account: String
    /// All that follows the account, colons included.
    let resource: String

    /// Parses a name, or gives nil where the text is none.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn" else { return nil }
        (partition, service, region, account, resource) = (parts[1], parts[2], parts[3], parts[4], parts[5])
    }

    /// Whether a text is a resource name, in the loose sense: six parts, the first of them `arn`.
    static func matches(_ text: String) -> Bool { ARN(text) != nil }

    /// The resource in its parts, which slashes or colons divide.
    var resourceParts: [Substring] {
        resource.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == ":" }
    }
}
