public import IniaShapes

/// A client cannot be generated.
public struct GeneratorError: Error, Hashable, Sendable {
    /// What is wrong, naming what was asked for.
    public var message: String
    /// The nearest names that exist, for a name that does not.
    public var suggestions: [String]

    /// Creates an error.
    public init(_ message: String, suggestions: [String] = []) {
        self.message = message
        self.suggestions = suggestions
    }

    /// The error of a model that cannot be read or lacks what was asked for.
    public init(_ error: ModelError) {
        self.init(error.message, suggestions: error.suggestions)
    }
}

extension GeneratorError: CustomStringConvertible {
    /// The error in one sentence.
    public var description: String {
        suggestions.isEmpty ? message : "\(message); did you mean \(suggestions.joined(separator: ", "))?"
    }
}
