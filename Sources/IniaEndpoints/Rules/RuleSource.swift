public import IniaPrimitives

/// Gives the parts of a rule set as they are reached; a rule is asked for once and then kept in its compiled form.
///
/// Rules are numbered. Rule 0 is the root: a tree without conditions that holds the rules at the top. A tree's `rules`
/// are the numbers of its children, in order; otherwise a rule is as AWS's rule sets have it (`conditions`, and one of
/// `endpoint`, `error` and `rules`).
public protocol RuleSource: Sendable {
    /// The `parameters` of the rule set: a map of names to their declarations.
    func parameters() throws -> Document

    /// The rule of a number.
    func rule(_ number: Int) throws -> Document
}
