/// A named section of the shared files: a profile, an SSO session or a set of services.
public struct Profile: Sendable, Equatable {
    /// The name, without the word that tells its kind.
    public let name: String
    /// What it says, by names in lower case.
    public internal(set) var properties: [String: Property]

    /// Creates a section that says the given things.
    public init(_ name: String, _ properties: [String: Property] = [:]) {
        self.name = name
        self.properties = properties
    }

    /// What the section says about a name, or nil where it says nothing.
    public subscript(name: String) -> Property? { properties[name] }

    /// The text of a property with its origin, or nil where it is missing or nested.
    public func text(_ name: String) -> Setting<String>? {
        guard let property = properties[name], let text = property.text else { return nil }
        return Setting(text, from: property.origin)
    }
}
