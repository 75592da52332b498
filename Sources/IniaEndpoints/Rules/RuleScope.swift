/// The values that names have at a point of an evaluation.
///
/// What a rule assigned is forgotten when the evaluation leaves it without a result: the assignments are kept in order
/// so that they can be undone.
struct RuleScope: Sendable {
    private var values: [RuleValue?]
    private var assigned: [Int] = []

    init(count: Int) { values = Array(repeating: nil, count: count) }

    /// The value of a slot, or nil where its name is not set.
    subscript(slot: Int) -> RuleValue? { slot < values.count ? values[slot] : nil }

    /// Whether a slot has a value other than null.
    func isSet(_ slot: Int) -> Bool {
        guard slot < values.count, let value = values[slot] else { return false }
        return !value.isNull
    }

    /// Sets a parameter.
    mutating func set(_ slot: Int, _ value: RuleValue) { values[slot] = value }

    /// Names the result of a call.
    ///
    /// - Throws: ``EndpointError`` where the name is taken.
    mutating func assign(_ assignment: RuleCall.Assignment, _ value: RuleValue) throws(EndpointError) {
        // A rule that was compiled during this evaluation may have brought new names.
        while values.count <= assignment.slot { values.append(nil) }
        guard values[assignment.slot] == nil else {
            throw EndpointError(
                .malformedRules,
                "Assignment \(assignment.name) already exists in scoped variables and cannot be overwritten")
        }
        values[assignment.slot] = value
        assigned.append(assignment.slot)
    }

    /// A point to return to with ``undo(to:)``.
    var mark: Int { assigned.count }

    /// Forgets what was assigned after a mark.
    mutating func undo(to mark: Int) {
        while assigned.count > mark { values[assigned.removeLast()] = nil }
    }
}
