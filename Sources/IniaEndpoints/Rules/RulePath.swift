/// The way to a part of a value, such as `resourceId[1]`: names, then perhaps the position of an element.
struct RulePath: Sendable {
    private var names: [String] = []
    private var position: Int?

    /// The name, where the path is just one.
    var onlyName: String? { names.count == 1 && position == nil ? names[0] : nil }

    /// Cuts a path as it stands in a rule set; what follows an index counts for nothing.
    ///
    /// A negative index counts from the end, as the 1.1 rules language has it.
    init(_ text: String) throws(EndpointError) {
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            guard let bracket = part.firstIndex(of: "["), part.last == "]" else {
                names.append(String(part))
                continue
            }
            guard let index = Int(part[part.index(after: bracket)...].dropLast()) else {
                throw EndpointError(.malformedRules, "The path \(text) has an index that is no number.")
            }
            if bracket != part.startIndex { names.append(String(part[..<bracket])) }
            position = index
            return
        }
    }

    /// What the path leads to, starting from a value; null where an element or a name is not there.
    func follow(from start: RuleValue) -> RuleValue {
        var value = start
        for name in names {
            guard case .record(let record) = value, let field = record[name] else { return .null }
            value = field
        }
        guard let position else { return value }
        guard case .list(let elements) = value else { return .null }
        let index = position < 0 ? elements.count &+ position : position
        return elements.indices.contains(index) ? elements[index] : .null
    }
}
