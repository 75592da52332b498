public import IniaPrimitives

/// The partitions that AWS's regions belong to, and what is said of each: its DNS suffixes and what it supports.
public final class Partitions: Sendable {
    private struct Partition: Sendable {
        let regions: Set<String>
        let pattern: RegionPattern?
        let record: RuleRecord
    }

    private let partitions: [Partition]
    private let standard: RuleRecord

    /// Creates the partitions from the object that AWS publishes as `partitions.json`.
    ///
    /// - Throws: ``EndpointError`` with ``EndpointError/Code/malformedRules``.
    public init(_ document: Document) throws(EndpointError) {
        partitions = try (document["partitions"]?.asList ?? []).map { (entry) throws(EndpointError) in
            guard let name = entry["id"]?.asString, let outputs = entry["outputs"] else {
                throw EndpointError(.malformedRules, "A partition has no id or no outputs.")
            }
            let expression = entry["regionRegex"]?.asString
            let pattern = expression.flatMap(RegionPattern.init)
            guard expression == nil || pattern != nil else {
                throw EndpointError(.malformedRules, "The partition \(name) has a pattern that is not understood.")
            }
            return Partition(
                regions: Set((entry["regions"]?.asEntries ?? []).map(\.key)), pattern: pattern,
                record: Self.record(name, outputs))
        }
        guard let first = partitions.first else { throw EndpointError(.malformedRules, "There are no partitions.") }
        standard = first.record
    }

    /// The name of the partition of a region: the first that lists it or whose pattern fits, or else the very first.
    public func name(of region: String) -> String { record(of: region)["name"]?.text ?? "" }

    /// What is said of the partition of a region; of the first one for a region that none has.
    func record(of region: String?) -> RuleRecord {
        guard let region else { return standard }
        let found = partitions.first { $0.regions.contains(region) || $0.pattern?.matchesPrefix(of: region) == true }
        return found?.record ?? standard
    }

    private static func record(_ name: String, _ outputs: Document) -> RuleRecord {
        let fields = outputs.asEntries.filter { $0.key != "name" }.map { entry -> (name: String, value: RuleValue) in
            switch entry.value {
            case .string(let text): (entry.key, .string(text))
            case .boolean(let value): (entry.key, .boolean(value))
            case .integer(let value): (entry.key, .integer(Int(clamping: value)))
            default: (entry.key, .null)
            }
        }
        return RuleRecord(fields + [("name", .string(name))])
    }
}
