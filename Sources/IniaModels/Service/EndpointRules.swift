public import IniaPrimitives
public import IniaShapes

/// A service's endpoint rules, each read when the evaluation reaches it.
///
/// Rule 0 is the root: a tree without conditions that holds the rules at the top. A tree's `rules` are the numbers of
/// its children, in order; otherwise a rule is as AWS's rule sets have it.
public struct EndpointRules: Sendable {
    private let lines: ModelLines

    init(lines: ModelLines) { self.lines = lines }

    /// The parameters of the rules: a map of names to their declarations.
    public func parameters() throws(ModelError) -> Document {
        guard let name = lines.names(of: "ruleset").first, let head = try lines.document("ruleset", name),
            let parameters = head["parameters"]
        else { throw ModelError(.malformed, "\(lines.origin) has no parameters") }
        return parameters
    }

    /// The rule of a number.
    public func rule(_ number: Int) throws(ModelError) -> Document {
        guard let rule = try lines.document("rule", Self.name(of: number)) else {
            throw ModelError(.malformed, "\(lines.origin) has no rule \(number)")
        }
        return rule
    }

    /// The number in five digits, so that the order of bytes is that of numbers.
    static func name(of number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits
    }
}
